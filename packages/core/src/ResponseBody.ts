/** The one way in which bodies are read, of success, error and token answers alike: bounded, and decompressed. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import * as ContentEncoding from "./ContentEncoding.ts"

/** The most bytes of a body, decompressed, unless a layer or a call says otherwise: 32 MiB. */
export const defaultLimit = 32 * 1024 * 1024

/** The text of a body. */
export interface ResponseBody {
  readonly text: string
  /** Whether it is all of it. */
  readonly whole: boolean
  /** The compression that could not be undone; the text is then empty. */
  readonly undecoded: string | undefined
}

/** The body has more bytes than the bound allows. The connection is closed. */
class BodyTooLarge extends Data.TaggedError("BodyTooLarge")<{
  /** The bound, in bytes. */
  readonly limit: number
  /** How the body begins, where it is not compressed. */
  readonly beginning: string
}> {}

type Failed = HttpClientError.HttpClientError | BodyTooLarge

/** So many bytes of a body that is too large are kept. */
const keptOfTooLarge = 4096

/** Larger bodies are not left to the transport, since an engine may not hold them in one string. */
const longestText = 128 * 1024 * 1024

const announced = (headers: HttpClientResponse.HttpClientResponse["headers"]): number | undefined => {
  const length = headers["content-length"]
  return length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined
}

/** The whole body, of at most `limit` bytes before and after it is decompressed. */
export const readAll = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number,
  /** Some transports build the headers anew at every look. */
  headers = response.headers
): Effect.Effect<ResponseBody, Failed> => {
  const encodings = ContentEncoding.parse(headers["content-encoding"])
  const length = announced(headers)
  // The transport takes no more than is announced, and has the quicker way.
  if (encodings.length === 0 && length !== undefined && length <= Math.min(limit, longestText)) {
    return Effect.map(response.text, wholeText)
  }
  return Effect.flatMap(
    collect(response, length !== undefined && length > limit ? 0 : limit),
    (read): Effect.Effect<ResponseBody, Failed> => {
      if (read._tag === "Failed") {
        const isBroken = encodings.length > 0 && ContentEncoding.isFailure(read.error)
        return isBroken ? Effect.succeed(undecoded(encodings.join(", "))) : Effect.fail(read.error)
      }
      if (read._tag === "Cut") return tooLarge(limit, encodings.length === 0 ? read.bytes : noBytes)
      if (encodings.length === 0) return textOf(read.bytes, limit)
      return Effect.flatMap(ContentEncoding.decode(read.bytes, encodings, { limit, cut: false }), (decoded) => {
        if (decoded._tag === "Undecoded") return Effect.succeed(undecoded(decoded.encoding))
        return decoded.whole ? textOf(decoded.bytes, limit) : tooLarge(limit, decoded.bytes)
      })
    }
  )
}

/** The beginning of a body, as far as it comes within so many bytes and milliseconds. */
export const readBeginning = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number,
  millis: number,
  headers = response.headers
): Effect.Effect<ResponseBody> => {
  const encodings = ContentEncoding.parse(headers["content-encoding"])
  return Effect.flatMap(collect(response, limit, millis), (read) => decompressed(read, encodings, limit, true))
}

/** A body of which the bytes count as well, since they may hold what cannot be asked for again. */
export interface KeptBody extends ResponseBody {
  /** As they came: all of them, or at most a chunk more than the limit. */
  readonly bytes: Uint8Array
}

/** At most so many bytes, before and after they are decompressed; `whole` tells whether that is all. */
export const readKept = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number
): Effect.Effect<KeptBody, HttpClientError.HttpClientError> =>
  Effect.flatMap(collect(response, limit), (read) => {
    const encodings = ContentEncoding.parse(response.headers["content-encoding"])
    if (read._tag === "Failed") {
      const isBroken = encodings.length > 0 && ContentEncoding.isFailure(read.error)
      return isBroken
        ? Effect.succeed({ ...undecoded(encodings.join(", ")), bytes: read.bytes })
        : Effect.fail(read.error)
    }
    return Effect.map(decompressed(read, encodings, limit, false), (body) => ({ ...body, bytes: read.bytes }))
  })

/** The text of bytes, of which the end may be missing where they are cut. */
const decompressed = (
  { _tag, bytes }: Collected,
  encodings: ReturnType<typeof ContentEncoding.parse>,
  limit: number,
  cut: boolean
): Effect.Effect<ResponseBody> => {
  const whole = _tag === "Whole"
  const within = bytes.subarray(0, limit)
  if (encodings.length === 0) return Effect.succeed({ text: decodeText(within), whole, undecoded: undefined })
  return Effect.map(ContentEncoding.decode(within, encodings, { limit, cut }), (decoded) =>
    decoded._tag === "Undecoded"
      ? undecoded(decoded.encoding)
      : { text: decodeText(decoded.bytes), whole: whole && decoded.whole, undecoded: undefined }
  )
}

type Collected =
  | { readonly _tag: "Whole" | "Cut"; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly _tag: "Failed"
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly error: HttpClientError.HttpClientError
    }

/** The bytes of a body until there are more than the limit or the time is over, which closes the connection. */
const collect = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number,
  millis?: number
): Effect.Effect<Collected> =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let size = 0
    const drained = Stream.runDrain(
      Stream.takeUntil(response.stream, (chunk) => {
        chunks.push(chunk)
        size += chunk.length
        return size > limit
      })
    )
    const ended = (tag: "Whole" | "Cut"): Collected => ({ _tag: tag, bytes: ContentEncoding.joined(chunks, size) })
    const read = Effect.match(drained, {
      onSuccess: () => ended(size > limit ? "Cut" : "Whole"),
      onFailure: (error): Collected =>
        error.reason._tag === "EmptyBodyError" ? ended("Whole") : { ...ended("Cut"), _tag: "Failed", error }
    })
    return millis === undefined
      ? read
      : Effect.timeoutOrElse(read, { duration: millis, orElse: () => Effect.sync(() => ended("Cut")) })
  })

const decodeText = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const wholeText = (text: string): ResponseBody => ({ text, whole: true, undecoded: undefined })
const noBytes = new Uint8Array(0)
const tooLarge = (limit: number, bytes: Uint8Array) =>
  Effect.fail(new BodyTooLarge({ limit, beginning: decodeText(bytes.subarray(0, keptOfTooLarge)) }))
const undecoded = (encoding: string): ResponseBody => ({ text: "", whole: false, undecoded: encoding })

/** A bound may be larger than what the engine can hold in one string. */
const textOf = (bytes: Uint8Array, limit: number): Effect.Effect<ResponseBody, BodyTooLarge> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(wholeText(decodeText(bytes)))
    } catch {
      return tooLarge(limit, bytes)
    }
  })
