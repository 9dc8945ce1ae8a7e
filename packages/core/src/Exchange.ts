/** One attempt of a call: a request goes out, and the status of the answer decides what comes of it. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { Answer } from "./Answer.ts"
import { detailsOf, parseJson, type Plan, shorten } from "./Plan.ts"
import * as Redaction from "./Redaction.ts"
import * as RetryAfter from "./RetryAfter.ts"
import {
  type AnswerFacts,
  type Facts,
  type Failure,
  InvalidInput,
  NetworkError,
  type StatusClass,
  UnexpectedResponse,
  UnexpectedStatus
} from "./VendorError.ts"

/** An error keeps at most so many bytes of its body, */
const keptBody = 2048
/** of which so many are read to decode the details, */
const readBody = 64 * 1024
/** for at most so long, in milliseconds: the status is known already. */
const readBodyFor = 2000

/** Makes attempts with this client. */
export const make = (options: {
  readonly client: HttpClient.HttpClient
  readonly redact: Redaction.Redactor
  readonly requestIdHeaders: ReadonlyArray<string>
}) => {
  const { client, redact, requestIdHeaders } = options

  const requestIdOf = (headers: Headers.Headers): string | undefined => {
    const name = requestIdHeaders.find((name) => headers[name] !== undefined)
    return name === undefined ? undefined : redact(headers[name]!)
  }

  const answerFacts = (
    facts: Facts,
    response: HttpClientResponse.HttpClientResponse,
    text: string,
    now: number
  ): AnswerFacts => ({
    ...facts,
    status: response.status,
    requestId: requestIdOf(response.headers),
    retryAfter: RetryAfter.parse(response.headers["retry-after"], now),
    body: truncate(redact(text))
  })

  const documented = (errorClass: StatusClass, answer: AnswerFacts, text: string) => {
    const body = parseJson(redact(text))
    const { details, reason } = detailsOf(errorClass, Result.isSuccess(body) ? body.success : undefined)
    return new errorClass({ ...answer, details, reason: reason === undefined ? undefined : truncate(redact(reason)) })
  }

  const refused = (
    plan: Plan,
    facts: Facts,
    response: HttpClientResponse.HttpClientResponse,
    text: string,
    now: number
  ) => {
    const answer = answerFacts(facts, response, text, now)
    const errorClass = plan.errorOf(response.status)
    if (errorClass === undefined) return new UnexpectedStatus(answer)
    return documented(errorClass, answer, text)
  }

  const accepted = (
    plan: Plan,
    facts: Facts,
    response: HttpClientResponse.HttpClientResponse,
    text: string,
    now: number
  ): Effect.Effect<Answer<unknown>, Failure> => {
    const unexpected = (path: string, problem: string) =>
      Effect.fail(
        new UnexpectedResponse({
          ...answerFacts(facts, response, text, now),
          path: shorten(redact(path)),
          problem: shorten(redact(problem)),
          empty: text.trim() === ""
        })
      )
    const body = plan.parse(text, response.status)
    if (Result.isFailure(body)) {
      const type = response.headers["content-type"]
      return unexpected("", type === undefined ? body.failure : `${body.failure} (content-type ${type})`)
    }
    const failure = plan.failedDespite(response.status, body.success)
    if (failure !== undefined) {
      return Effect.fail(documented(failure, answerFacts(facts, response, text, now), text))
    }
    const decoded = plan.decode(body.success)
    // Some transports build the headers anew at every look.
    const { headers } = response
    return Result.isFailure(decoded)
      ? unexpected(decoded.failure.path, decoded.failure.problem)
      : Effect.succeed({
          value: decoded.success,
          status: response.status,
          headers,
          requestId: requestIdOf(headers),
          body: body.success
        })
  }

  const noUrl = (facts: Facts) =>
    new InvalidInput({
      ...facts,
      issues: [{ path: "baseUrl", problem: "Expected an HTTP origin, such as https://host" }]
    })

  const failed = (facts: Facts, error: HttpClientError.HttpClientError, status?: number) => {
    if (error.reason._tag === "InvalidUrlError") return noUrl(facts)
    const cause = "cause" in error.reason ? error.reason.cause : undefined
    const root = rootOf(cause)
    const shown = Redaction.redactCause(root, redact)
    return new NetworkError({
      ...facts,
      phase: status !== undefined ? "response" : neverConnected(root) ? "connect" : "request",
      code: Redaction.codeOf(root),
      ...(status === undefined ? {} : { status }),
      ...(shown === undefined ? {} : { cause: shown })
    })
  }

  return (
    plan: Plan,
    facts: Facts,
    request: HttpClientRequest.HttpClientRequest,
    /** When the attempt must be over, in milliseconds since the epoch. */
    deadline: number,
    /** Looks at the headers of the answer, whatever its status. */
    observe?: (headers: Headers.Headers, now: number) => void
  ): Effect.Effect<Answer<unknown>, Failure> =>
    // "http://" before "/path" is the URL of a host named path.
    !/^https?:\/\/[^/]/i.test(request.url)
      ? Effect.fail(noUrl(facts))
      : Effect.matchEffect(client.execute(request), {
          onFailure: (error) => Effect.fail(failed(facts, error)),
          onSuccess: (response) =>
            Effect.clockWith((clock) => {
              observe?.(response.headers, clock.currentTimeMillisUnsafe())
              if (response.status >= 200 && response.status < 300) {
                return Effect.matchEffect(response.text, {
                  onFailure: (error) => Effect.fail(failed(facts, error, response.status)),
                  onSuccess: (text) => accepted(plan, facts, response, text, clock.currentTimeMillisUnsafe())
                })
              }
              // Half of what is left, so that a dripping body does not turn a known status into a time-out.
              const wait = Math.min(readBodyFor, (deadline - clock.currentTimeMillisUnsafe()) / 2)
              return Effect.flatMap(beginningOf(response, wait), ({ text, whole }) => {
                const safe = whole ? text : redact.unfinished(text)
                return Effect.fail(refused(plan, facts, response, safe, clock.currentTimeMillisUnsafe()))
              })
            })
        })
}

/** The beginning of an error's body, as far as it comes: what is missing must not change the error's class. */
const beginningOf = (
  response: HttpClientResponse.HttpClientResponse,
  wait: number
): Effect.Effect<{ readonly text: string; readonly whole: boolean }> =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let size = 0
    const text = () => {
      const all = new Uint8Array(size)
      let offset = 0
      for (const chunk of chunks) {
        all.set(chunk, offset)
        offset += chunk.length
      }
      return new TextDecoder().decode(all.subarray(0, readBody))
    }
    return response.stream.pipe(
      Stream.takeUntil((chunk) => {
        chunks.push(chunk)
        size += chunk.length
        return size >= readBody
      }),
      Stream.runDrain,
      Effect.timeoutOption(wait),
      Effect.exit,
      Effect.map((exit) => ({
        text: text(),
        whole: Exit.isSuccess(exit) && Option.isSome(exit.value) && size < readBody
      }))
    )
  })

const truncate = (text: string): string => {
  if (text.length * 3 <= keptBody) return text
  const bytes = new TextEncoder().encode(text)
  // A character cut in two decodes as a replacement mark, which is left out.
  return bytes.length <= keptBody ? text : new TextDecoder().decode(bytes.subarray(0, keptBody)).replace(/\uFFFD$/, "")
}

/** The innermost cause with a code: transports wrap the system's error in their own. */
const rootOf = (cause: unknown): unknown =>
  Redaction.codeOf(cause) === undefined && cause instanceof Error && cause.cause !== undefined
    ? rootOf(cause.cause)
    : cause

const connectCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
])

/** Whether the transport surely sent nothing: no host, no connection, no trusted certificate. */
const neverConnected = (cause: unknown): boolean => {
  const code = Redaction.codeOf(cause)
  if (code === undefined) return false
  return (
    connectCodes.has(code) ||
    code.startsWith("ERR_TLS_") ||
    code.includes("CERT") ||
    (typeof cause === "object" && cause !== null && "syscall" in cause && cause.syscall === "connect")
  )
}
