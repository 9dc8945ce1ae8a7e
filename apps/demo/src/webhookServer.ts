/** A server that receives webhooks, and how it recognises a vendor that does not sign them. */
import { Effect, Redacted } from "effect"
import { createHash, timingSafeEqual } from "node:crypto"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { type CannotRun, cannotRun } from "./CannotRun.ts"
import { endConnections } from "./endConnections.ts"

/** Listens on 127.0.0.1 until the scope ends, and returns the address. Port 0 is any free port. */
export const listen = (handle: RequestListener, port = 0) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>, CannotRun>((resume) => {
      const server = createServer(handle)
        .on("error", ({ message }) => resume(cannotRun(`Cannot listen for webhooks on port ${port}: ${message}.`)))
        .listen(port, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.close()
        endConnections(server)
      })
  ).pipe(Effect.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`))

const hash = (text: string) => createHash("sha256").update(text).digest()

/** Whether a text is the secret. Takes the same time for every text. */
export const isSecret = (text: string, secret: string) => timingSafeEqual(hash(text), hash(secret))

/** Whether the last part of a request's path is the secret. */
export const hasSecretPath =
  (secret: Redacted.Redacted) =>
  ({ url }: { readonly url: string }) =>
    isSecret(new URL(url, "http://localhost").pathname.split("/").at(-1)!, encodeURIComponent(Redacted.value(secret)))
