/** OAuth tokens as text for a file or a database. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type Tokens, TokenStoreError } from "./TokenStore.ts"

const Kept = Schema.fromJsonString(
  Schema.Struct({
    accessToken: Schema.String,
    refreshToken: Schema.optional(Schema.String),
    expiresAt: Schema.optional(Schema.Number)
  })
)

/** The text contains the tokens in plain form. */
export const write = ({ accessToken, expiresAt, refreshToken }: Tokens): string =>
  Schema.encodeSync(Kept)({
    accessToken: Redacted.value(accessToken),
    refreshToken: refreshToken === undefined ? undefined : Redacted.value(refreshToken),
    expiresAt
  })

/** Fails without quoting the text, which may contain a token. */
export const read = (text: string, where: string): Effect.Effect<Tokens, TokenStoreError> =>
  Effect.matchEffect(Schema.decodeUnknownEffect(Kept)(text), {
    onFailure: () => Effect.fail(new TokenStoreError({ message: `${where} contains no tokens` })),
    onSuccess: ({ accessToken, expiresAt, refreshToken }) =>
      Effect.succeed({
        accessToken: Redacted.make(accessToken),
        refreshToken: refreshToken === undefined ? undefined : Redacted.make(refreshToken),
        expiresAt
      })
  })
