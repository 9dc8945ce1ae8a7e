/** Requests tokens from an authorization server, and repeats a request that failed for the moment. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type { SourceError } from "./Credentials.ts"
import * as Excerpt from "./Excerpt.ts"
import * as Origin from "./Origin.ts"
import type { Redactor } from "./Redaction.ts"
import * as SecretTransport from "./SecretTransport.ts"
import * as TokenResponse from "./TokenResponse.ts"
import type { Tokens, TokenStore } from "./TokenStore.ts"

export interface Options {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  /** Stores responses that cannot be read. */
  readonly store: Pick<TokenStore, "keepUnreadable">
  readonly redact: Redactor
  /** The time limit for one response. */
  readonly timeout: Duration.Duration
}

/** Creates an error without secrets. */
export type Fail = (message: string, cause?: unknown) => SourceError

/** Sends the fields of a grant. */
export type Ask = (fields: { readonly [name: string]: string }) => Effect.Effect<Tokens, SourceError>

/** The time limit of all attempts together. It must be shorter than a store holds its lock. */
const longest = Duration.seconds(45)

export const make = (transport: HttpClient.HttpClient, options: Options, fail: Fail): Ask => {
  const { clientId, clientSecret, timeout, tokenUrl } = options
  const client = SecretTransport.make(transport)
  return (fields) => {
    // Not quoted: it may contain a password.
    if (!Origin.isPlainUrl(tokenUrl)) {
      return Effect.fail(fail("`tokenUrl`: Expected an HTTP address without user, password and fragment"))
    }
    const request = HttpClientRequest.post(tokenUrl, { acceptJson: true }).pipe(
      HttpClientRequest.bodyUrlParams({ ...fields, client_id: clientId, client_secret: Redacted.value(clientSecret) })
    )
    const attempt = Effect.flatMap(client.execute(request), (_) => TokenResponse.read(_, fields["refresh_token"])).pipe(
      Effect.mapError(
        (error) => new Refused(fail(`the authorization server did not answer (${error.message})`, error), true)
      ),
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () => Effect.fail(new Refused(fail(noResponse(timeout)), true))
      }),
      Effect.flatMap((answer) => tokensIn(answer, options, fail))
    )
    // A refresh whose response was lost may have used up the refresh token. Repeating it cannot do more harm.
    return attempt.pipe(
      Effect.retry({ schedule: again, while: (_) => _.passing }),
      Effect.mapError((_) => _.error),
      Effect.timeoutOrElse({ duration: longest, orElse: () => Effect.fail(fail(noResponse(longest))) })
    )
  }
}

const tokensIn = (
  answer: TokenResponse.TokenResponse,
  { redact, store }: Options,
  fail: Fail
): Effect.Effect<Tokens, Refused> => {
  if (answer._tag === "Tokens") return Effect.succeed(answer.tokens)
  const { status } = answer
  if (answer._tag === "Refused") {
    // Redacted before it is cut: of a secret that was cut, the rest would be shown.
    const problem = answer.problem === undefined ? " without tokens" : `: ${Excerpt.ofProblem(redact(answer.problem))}`
    const error = fail(`the authorization server answered ${status}${problem}`)
    return Effect.fail(new Refused(error, status === 429 || status >= 500))
  }
  // The old token is used up, and the new one is in a response that only a person can interpret.
  const problem = `the authorization server answered ${status}, but its tokens cannot be read: ${answer.reason}`
  return Effect.flatMap(keep(answer.bytes, store), (kept) =>
    Effect.fail(new Refused(fail(`${problem}. A person has to authorize the application again. ${kept}`), false))
  )
}

const keep = (bytes: Uint8Array, store: Options["store"]): Effect.Effect<string> =>
  store.keepUnreadable === undefined
    ? Effect.succeed("The store cannot keep such a response")
    : Effect.match(store.keepUnreadable(bytes), {
        onSuccess: (place) => `The response is kept in ${place}`,
        onFailure: ({ message }) => `The response could not be kept: ${message}`
      })

/** Three more attempts, after 250 ms, 500 ms and 1 s, each multiplied by 0.8 to 1.2. */
const again = Schedule.exponential("250 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 3 }))

const noResponse = (after: Duration.Duration) =>
  `the authorization server did not answer within ${Duration.toSeconds(after)} s`

/** There are no tokens to use, and whether a retry may help. */
class Refused {
  readonly _tag = "Refused"
  readonly error: SourceError
  readonly passing: boolean
  constructor(error: SourceError, passing: boolean) {
    this.error = error
    this.passing = passing
  }
}
