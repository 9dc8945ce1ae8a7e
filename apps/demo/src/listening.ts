/** What receiving a webhook takes: a server, and a way to know the sender where nothing is signed. */
import { Effect, Redacted } from "effect"
import { createHash, timingSafeEqual } from "node:crypto"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { CannotRun } from "./CannotRun.ts"

/** Listens on 127.0.0.1 until the scope ends; gives the address. Port 0 stands for any that is free. */
export const listen = (handle: RequestListener, port = 0) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>, CannotRun>((resume) => {
      const server = createServer(handle)
        .on("error", ({ message }) =>
          resume(Effect.fail(new CannotRun({ message: `Cannot listen for webhooks on port ${port}: ${message}.` })))
        )
        .listen(port, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close())
  ).pipe(Effect.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`))

const hash = (text: string) => createHash("sha256").update(text).digest()

/** For vendors that sign nothing: whether the secret is the last part of the request's path. */
export const endsWith =
  (secret: Redacted.Redacted) =>
  ({ url }: { readonly url: string }) =>
    timingSafeEqual(
      hash(new URL(url, "http://localhost").pathname.split("/").at(-1)!),
      hash(encodeURIComponent(Redacted.value(secret)))
    )
