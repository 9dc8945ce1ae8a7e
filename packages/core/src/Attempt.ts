/** One attempt of a call. It sends a request, and the status of the response decides between success and error. */
import * as Effect from "effect/Effect"
import type * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Result from "effect/Result"
import type { DecodedResponse } from "./DecodedResponse.ts"
import * as Excerpt from "./Excerpt.ts"
import * as Json from "./Json.ts"
import * as NetworkFailure from "./NetworkFailure.ts"
import { detailsOf, type OperationCodec } from "./OperationCodec.ts"
import type * as Redaction from "./Redaction.ts"
import * as ResponseBody from "./ResponseBody.ts"
import * as RetryAfter from "./RetryAfter.ts"
import * as SteadyTime from "./SteadyTime.ts"
import * as UndocumentedStatus from "./UndocumentedStatus.ts"
import {
  type ResponseFacts,
  type Facts,
  type Failure,
  ResponseTooLarge,
  type StatusClass,
  UnexpectedResponse,
  UnexpectedStatus
} from "./VendorError.ts"

/** The number of bytes read of an error's body. */
const errorBodyBytes = 64 * 1024
/** The longest time spent reading an error's body, in milliseconds. Its status is known already. */
const errorBodyMillis = 2000

/** The settings of one attempt. */
export interface Options {
  readonly codec: OperationCodec
  readonly undocumented: ReadonlyArray<StatusClass> | undefined
  readonly facts: Facts
  /** When the attempt must have ended, in milliseconds since the epoch. */
  readonly deadline: number
  /** The maximum size of a success body, in bytes. */
  readonly maxBodyBytes: number
  /** Receives the headers of the response, whatever its status. */
  readonly observe: ((headers: Headers.Headers, now: number) => void) | undefined
}

/** Sends a request once. */
export type Attempt = (
  request: HttpClientRequest.HttpClientRequest,
  options: Options
) => Effect.Effect<DecodedResponse<unknown>, Failure>

/** What is known of a response after its body has been read. */
interface Received {
  readonly options: Options
  readonly status: number
  readonly headers: Headers.Headers
  readonly body: ResponseBody.ResponseBody
  readonly now: number
}

/** Makes attempts with this client. */
export const make = ({
  client,
  redact,
  requestIdHeaders
}: {
  readonly client: HttpClient.HttpClient
  readonly redact: Redaction.Redactor
  readonly requestIdHeaders: ReadonlyArray<string>
}): Attempt => {
  const reader = responseReader(redact, requestIdHeaders)
  return (request, options) =>
    Effect.matchEffect(client.execute(request), {
      onFailure: (error) => Effect.fail(NetworkFailure.toError(options.facts, error, redact)),
      onSuccess: (response) =>
        Effect.clockWith((clock) => {
          // Some transports build the headers again on each access.
          const { headers, status } = response
          const now = SteadyTime.millisOf(clock)
          options.observe?.(headers, now)
          const received = (body: ResponseBody.ResponseBody): Received => ({
            options,
            status,
            headers,
            body,
            now: clock.currentTimeMillisUnsafe()
          })
          if (status >= 200 && status < 300) {
            return Effect.matchEffect(ResponseBody.readAll(response, options.maxBodyBytes, headers), {
              onFailure: (error) =>
                Effect.fail(
                  error._tag === "BodyTooLarge"
                    ? reader.tooLarge(
                        received({ text: error.beginning, whole: false, undecoded: undefined }),
                        error.limit
                      )
                    : NetworkFailure.toError(options.facts, error, redact, status)
                ),
              onSuccess: (body) => reader.accepted(received(body))
            })
          }
          // Half of the remaining time, so that a slow body does not turn a known status into a time-out.
          const wait = Math.min(errorBodyMillis, (options.deadline - now) / 2)
          return Effect.flatMap(ResponseBody.readBeginning(response, errorBodyBytes, wait, headers), (body) =>
            Effect.fail(reader.refused(received(body)))
          )
        })
    })
}

/** Builds what errors report about a response, with secrets removed. */
const errorReporter = (redact: Redaction.Redactor, requestIdHeaders: ReadonlyArray<string>) => {
  const requestIdOf = (headers: Headers.Headers): string | undefined => {
    const name = requestIdHeaders.find((name) => headers[name] !== undefined)
    return name === undefined ? undefined : redact(headers[name]!)
  }

  const shown = ({ text, whole }: ResponseBody.ResponseBody) => (whole ? redact(text) : redact.unfinished(text))

  const factsOf = ({ body, headers, now, options, status }: Received): ResponseFacts => ({
    ...options.facts,
    status,
    requestId: requestIdOf(headers),
    retryAfter: RetryAfter.parse(headers["retry-after"], now),
    body: body.undecoded === undefined ? Excerpt.ofBody(shown(body)) : `(compressed as ${body.undecoded})`
  })

  const documented = (errorClass: StatusClass, received: Received) => {
    const body = Json.parse(shown(received.body))
    const { details, reason } = detailsOf(errorClass, Result.isSuccess(body) ? body.success : undefined)
    return new errorClass({
      ...factsOf(received),
      details,
      reason: reason === undefined ? undefined : Excerpt.ofBody(redact(reason))
    })
  }

  const unexpected = (received: Received, path: string, problem: string) =>
    Effect.fail(
      new UnexpectedResponse({
        ...factsOf(received),
        path: Excerpt.ofProblem(redact(path)),
        problem: Excerpt.ofProblem(redact(problem)),
        empty: received.body.undecoded === undefined && received.body.text.trim() === ""
      })
    )

  return { requestIdOf, factsOf, documented, unexpected }
}

/** Turns responses into values and errors. */
const responseReader = (redact: Redaction.Redactor, requestIdHeaders: ReadonlyArray<string>) => {
  const { documented, factsOf, requestIdOf, unexpected } = errorReporter(redact, requestIdHeaders)
  return {
    tooLarge: (received: Received, limit: number) => new ResponseTooLarge({ ...factsOf(received), limit }),

    refused: (received: Received): Failure => {
      const { codec, undocumented } = received.options
      const errorClass = codec.errorOf(received.status) ?? UndocumentedStatus.classOf(received.status, undocumented)
      return errorClass === undefined ? new UnexpectedStatus(factsOf(received)) : documented(errorClass, received)
    },

    accepted: (received: Received): Effect.Effect<DecodedResponse<unknown>, Failure> => {
      const { body, headers, options, status } = received
      const parsed =
        body.undecoded === undefined
          ? options.codec.parse(body.text, status)
          : Result.fail(`is compressed as ${body.undecoded}, which this runtime cannot decompress`)
      if (Result.isFailure(parsed)) {
        const type = headers["content-type"]
        return unexpected(
          received,
          "",
          type === undefined ? parsed.failure : `${parsed.failure} (content-type ${type})`
        )
      }
      const failure = options.codec.errorInSuccess(status, parsed.success)
      if (failure !== undefined) return Effect.fail(documented(failure, received))
      const decoded = options.codec.decode(parsed.success)
      if (Result.isFailure(decoded)) return unexpected(received, decoded.failure.path, decoded.failure.problem)
      return Effect.succeed({
        value: decoded.success,
        status,
        headers,
        requestId: requestIdOf(headers),
        body: parsed.success
      })
    }
  }
}
