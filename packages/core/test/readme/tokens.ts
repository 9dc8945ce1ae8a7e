import { Credentials } from "@salesbridge/core"
import { Effect, Redacted } from "effect"

/** Tokens from another program. It is asked for the first one, and for a new one after the vendor has refused one. */
export const issuedBy = (issue: Effect.Effect<string, Error>): Credentials.Source => {
  let token: Redacted.Redacted | undefined
  const renewed = issue.pipe(
    Effect.map((text) => (token = Redacted.make(text))),
    Effect.mapError((cause) => new Credentials.SourceError({ message: "no token was issued", cause }))
  )
  return {
    account: "team-7",
    get: Effect.suspend(() => (token === undefined ? renewed : Effect.succeed(token))),
    // Another call may have renewed the token already.
    renew: (refused) =>
      Effect.suspend(() =>
        token === undefined || Redacted.value(token) === Redacted.value(refused) ? renewed : Effect.succeed(token)
      )
  }
}
