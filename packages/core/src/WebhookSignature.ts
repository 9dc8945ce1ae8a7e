/** Signatures of webhook deliveries: an HMAC of the body's bytes, in hexadecimal digits. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

/** The hash of the HMAC. */
export type Hash = "SHA-1" | "SHA-256" | "SHA-512"

const keyOf = (hash: Hash, secret: Redacted.Redacted, use: "sign" | "verify") =>
  crypto.subtle.importKey("raw", new TextEncoder().encode(Redacted.value(secret)), { name: "HMAC", hash }, false, [use])

/** The signature of a body: hexadecimal digits in lower case. */
export const sign = (hash: Hash, secret: Redacted.Redacted, body: Uint8Array): Effect.Effect<string> =>
  Effect.promise(async () => {
    const bytes = await crypto.subtle.sign("HMAC", await keyOf(hash, secret, "sign"), body as Uint8Array<ArrayBuffer>)
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")
  })

/** Whether the body is signed with the secret. The comparison takes constant time. An empty secret never matches. */
export const isSigned = (
  hash: Hash,
  secret: Redacted.Redacted,
  body: Uint8Array,
  signature: string | undefined
): Effect.Effect<boolean> =>
  signature === undefined || !/^(?:[0-9a-f]{2})+$/i.test(signature) || Redacted.value(secret) === ""
    ? Effect.succeed(false)
    : Effect.promise(async () =>
        crypto.subtle.verify(
          "HMAC",
          await keyOf(hash, secret, "verify"),
          Uint8Array.from(signature.match(/../g)!, (digits) => Number.parseInt(digits, 16)),
          body as Uint8Array<ArrayBuffer>
        )
      )
