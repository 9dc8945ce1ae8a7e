/** Asks an authorization server for tokens, again where its answer may have got lost. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type { SourceError } from "./Credentials.ts"
import * as TokenAnswer from "./TokenAnswer.ts"
import type { Tokens, TokenStore } from "./TokenStore.ts"

export interface Options {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  /** Keeps what cannot be read. */
  readonly store: Pick<TokenStore, "keepUnreadable">
  /** How long one answer may take. */
  readonly timeout: Duration.Duration
}

/** An error that shows no secret. */
export type Fail = (message: string, cause?: unknown) => SourceError

/** Asks with the fields of a grant. */
export type Ask = (fields: { readonly [name: string]: string }) => Effect.Effect<Tokens, SourceError>

/** fetch would carry the secret to whatever host a redirect names; other transports follow none. */
const followNoRedirect = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(Effect.serviceOption(FetchHttpClient.RequestInit), (init) =>
    Effect.provideService(effect, FetchHttpClient.RequestInit, { ...Option.getOrUndefined(init), redirect: "manual" })
  )

/** Shorter than a store's lock is held. */
const longest = Duration.seconds(45)

export const make = (transport: HttpClient.HttpClient, options: Options, fail: Fail): Ask => {
  const { clientId, clientSecret, store, timeout, tokenUrl } = options
  // The transport's own span would record more than is wanted.
  const client = HttpClient.transform(transport, (response) =>
    response.pipe(
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      followNoRedirect
    )
  )
  return (fields) => {
    const request = HttpClientRequest.post(tokenUrl, { acceptJson: true }).pipe(
      HttpClientRequest.bodyUrlParams({ ...fields, client_id: clientId, client_secret: Redacted.value(clientSecret) })
    )
    const attempt = Effect.flatMap(client.execute(request), (_) => TokenAnswer.read(_, fields["refresh_token"])).pipe(
      Effect.mapError(
        (error) => new Refused(fail(`the authorization server did not answer (${error.message})`, error), true)
      ),
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () => Effect.fail(new Refused(fail(silence(timeout)), true))
      }),
      Effect.flatMap((answer) => tokensIn(answer, store, fail))
    )
    // Where the answer to a refresh got lost, its token is used up and nothing is left to lose by asking again.
    return attempt.pipe(
      Effect.retry({ schedule: again, while: (_) => _.passing }),
      Effect.mapError((_) => _.error),
      Effect.timeoutOrElse({ duration: longest, orElse: () => Effect.fail(fail(silence(longest))) })
    )
  }
}

const tokensIn = (
  answer: TokenAnswer.TokenAnswer,
  store: Options["store"],
  fail: Fail
): Effect.Effect<Tokens, Refused> => {
  if (answer._tag === "Tokens") return Effect.succeed(answer.tokens)
  const { status } = answer
  if (answer._tag === "Refused") {
    const error = fail(`the authorization server answered ${status}${answer.described}`)
    return Effect.fail(new Refused(error, status === 429 || status >= 500))
  }
  // The old token is spent, and the new one in an answer that only a person can make sense of.
  const problem = `the authorization server answered ${status}, but its tokens cannot be read: ${answer.reason}`
  return Effect.flatMap(keep(answer.bytes, store), (kept) =>
    Effect.fail(new Refused(fail(`${problem}. A person has to authorize the application again. ${kept}`), false))
  )
}

const keep = (bytes: Uint8Array, store: Options["store"]): Effect.Effect<string> =>
  store.keepUnreadable === undefined
    ? Effect.succeed("The store keeps no such answer")
    : Effect.match(store.keepUnreadable(bytes), {
        onSuccess: (place) => `The answer is kept in ${place}`,
        onFailure: ({ message }) => `The answer could not be kept: ${message}`
      })

/** Three more attempts, after 250 ms, 500 ms and 1 s, each times 0.8 to 1.2. */
const again = Schedule.exponential("250 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 3 }))

const silence = (after: Duration.Duration) =>
  `the authorization server did not answer within ${Duration.toSeconds(after)} s`

/** No tokens came, and whether that may pass. */
class Refused {
  readonly _tag = "Refused"
  readonly error: SourceError
  readonly passing: boolean
  constructor(error: SourceError, passing: boolean) {
    this.error = error
    this.passing = passing
  }
}
