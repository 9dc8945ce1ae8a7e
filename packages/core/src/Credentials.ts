/** Credentials that change while a client lives, such as access tokens that are refreshed. */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

/** A source has no value to give. Its message holds no secret. */
export class SourceError extends Data.TaggedError("CredentialsSourceError")<{
  /** Why, for people. */
  readonly message: string
  readonly cause?: unknown
}> {}

/** Gives the value of a credential, asked for before every attempt. */
export interface Source {
  /** Names the account for what its clients share, such as the quota. It is no secret. */
  readonly account: string
  /** The value to send now. */
  readonly get: Effect.Effect<Redacted.Redacted, SourceError>
  /** A newer value, after the vendor answered 401 to this one. The attempt is then sent once more. */
  readonly renew: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, SourceError>
}

/** Whether this is a source of credentials, not a credential itself. */
export const isSource = (value: unknown): value is Source =>
  typeof value === "object" && value !== null && "renew" in value && "get" in value
