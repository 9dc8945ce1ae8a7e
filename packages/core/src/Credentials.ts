/** Credentials that change while a client lives, such as access tokens that are refreshed. */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

/** A source cannot provide a value. The message contains no secret. */
export class SourceError extends Data.TaggedError("CredentialsSourceError")<{
  /** Why, in words for people. */
  readonly message: string
  readonly cause?: unknown
}> {}

/** Provides the value of a credential. It is asked before every attempt. */
export interface Source {
  /** The name of this account in whatever several clients share, such as a quota. It is not secret. */
  readonly account: string
  /** The value to send now. */
  readonly get: Effect.Effect<Redacted.Redacted, SourceError>
  /** A new value, after the vendor answered 401 to this one. The attempt is then sent once more. */
  readonly renew: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, SourceError>
}

/** Whether this is a source and not a value. */
export const isSource = (value: unknown): value is Source =>
  typeof value === "object" && value !== null && "renew" in value && "get" in value
