/** Reads all bodies: those of successes, errors and token responses. It limits their size and decompresses them. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import * as Chunks from "./Chunks.ts"
import * as ContentEncoding from "#ContentEncoding"
import * as ContentEncodingHeader from "./ContentEncodingHeader.ts"

/** The default maximum size of a decompressed body: 32 MiB. */
export const defaultLimit = 32 * 1024 * 1024

/** The text of a body. */
export interface ResponseBody {
  readonly text: string
  /** Whether the text is complete. */
  readonly whole: boolean
  /** The compression that could not be removed. The text is then empty. */
  readonly undecoded: string | undefined
}

/** The body is larger than the limit. The connection is closed. */
class BodyTooLarge extends Data.TaggedError("BodyTooLarge")<{
  /** The limit, in bytes. */
  readonly limit: number
  /** The start of the body, if it is not compressed. */
  readonly beginning: string
}> {}

type Failed = HttpClientError.HttpClientError | BodyTooLarge

/** How many bytes are kept of a body that is too large. */
const keptOfTooLarge = 4096

/** The transport does not read larger bodies, because an engine may not hold them in one string. */
const longestText = 128 * 1024 * 1024

const announced = (headers: HttpClientResponse.HttpClientResponse["headers"]): number | undefined => {
  const length = headers["content-length"]
  return length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined
}

/** The whole body: at most `limit` bytes, before and after decompression. */
export const readAll = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number,
  /** Some transports build the headers again on each access. */
  headers = response.headers
): Effect.Effect<ResponseBody, Failed> => {
  const encodings = ContentEncodingHeader.parse(headers["content-encoding"])
  const length = announced(headers)
  // The transport reads no more than the announced length, and is faster.
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

/** The start of a body: at most this many bytes, within this many milliseconds. */
export const readBeginning = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number,
  millis: number,
  headers = response.headers
): Effect.Effect<ResponseBody> => {
  const encodings = ContentEncodingHeader.parse(headers["content-encoding"])
  return Effect.flatMap(collect(response, limit, millis), (read) => decompressed(read, encodings, limit, true))
}

/** A body whose bytes are kept as well, because they may contain something that cannot be requested again. */
export interface KeptBody extends ResponseBody {
  /** The bytes as received: all of them, or the limit plus at most one chunk. */
  readonly bytes: Uint8Array
}

/** At most this many bytes, before and after decompression. `whole` tells whether that is all. */
export const readKept = (
  response: HttpClientResponse.HttpClientResponse,
  limit: number
): Effect.Effect<KeptBody, HttpClientError.HttpClientError> =>
  Effect.flatMap(collect(response, limit), (read) => {
    const encodings = ContentEncodingHeader.parse(response.headers["content-encoding"])
    if (read._tag === "Failed") {
      const isBroken = encodings.length > 0 && ContentEncoding.isFailure(read.error)
      return isBroken
        ? Effect.succeed({ ...undecoded(encodings.join(", ")), bytes: read.bytes })
        : Effect.fail(read.error)
    }
    return Effect.map(decompressed(read, encodings, limit, false), (body) => ({ ...body, bytes: read.bytes }))
  })

/** The text of bytes. If they are `cut`, their end may be missing. */
const decompressed = (
  { _tag, bytes }: Collected,
  encodings: ReturnType<typeof ContentEncodingHeader.parse>,
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

/** Collects the bytes of a body until the limit or the time is exceeded, which closes the connection. */
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
    const ended = (tag: "Whole" | "Cut"): Collected => ({ _tag: tag, bytes: Chunks.joined(chunks, size) })
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

/** The limit may exceed what the engine can hold in one string. */
const textOf = (bytes: Uint8Array, limit: number): Effect.Effect<ResponseBody, BodyTooLarge> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(wholeText(decodeText(bytes)))
    } catch {
      return tooLarge(limit, bytes)
    }
  })
