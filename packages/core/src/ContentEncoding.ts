/**
 * Decompresses bodies that the transport left compressed. Servers compress without being asked. undici and node:http
 * pass on the compressed bytes; fetch decompresses them but keeps the header.
 */
import * as Effect from "effect/Effect"
import * as Chunks from "./Chunks.ts"
import type { Encoding } from "./ContentEncodingHeader.ts"

/** The decompressed bytes, with `whole` if they are complete, or the reason why there are none. */
export type Decoded =
  | { readonly _tag: "Decoded"; readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean }
  | { readonly _tag: "Undecoded"; readonly encoding: string }

/** No honest server nests more encodings than this. */
const mostEncodings = 4

/** The maximum size of the decompressed bytes, and whether a missing end is an error. */
export interface Options {
  readonly limit: number
  readonly cut: boolean
}

/** Removes the encodings, the last one first. */
export const decode = (
  bytes: Uint8Array<ArrayBuffer>,
  encodings: ReadonlyArray<Encoding>,
  options: Options
): Effect.Effect<Decoded> =>
  encodings.length > mostEncodings
    ? Effect.succeed({ _tag: "Undecoded", encoding: encodings.join(", ") })
    : Effect.promise(() => decodeEach(bytes, encodings.toReversed(), options))

const decodeEach = async (
  bytes: Uint8Array<ArrayBuffer>,
  [encoding, ...rest]: ReadonlyArray<Encoding>,
  options: Options
): Promise<Decoded> => {
  if (encoding === undefined) return { _tag: "Decoded", bytes, whole: true }
  const outer = await decompress(bytes, encoding, options)
  if (outer._tag === "Undecoded") return outer
  const inner = await decodeEach(outer.bytes, rest, options)
  return inner._tag === "Undecoded" ? inner : { ...inner, whole: inner.whole && outer.whole }
}

/** Whether the bytes begin like this format. Brotli has no marker. */
const looksLike = (bytes: Uint8Array, encoding: Encoding): boolean => {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes
  if (encoding === "gzip") return first === 0x1f && second === 0x8b
  if (encoding === "zstd") return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd
  return true
}

const isZlib = ([first = 0, second = 0]: Uint8Array) => (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0

const decompress = async (bytes: Uint8Array<ArrayBuffer>, encoding: Encoding, options: Options): Promise<Decoded> => {
  const asItIs: Decoded = { _tag: "Decoded", bytes, whole: true }
  if (bytes.length === 0 || !looksLike(bytes, encoding)) return asItIs
  const zlib = nodeZlib()
  const decoded = zlib === undefined ? await byStream(bytes, encoding, options) : bySync(zlib, bytes, encoding, options)
  if (decoded !== undefined) return decoded
  // fetch may have decompressed the body already.
  return (encoding === "br" || encoding === "deflate") && isText(bytes) ? asItIs : { _tag: "Undecoded", encoding }
}

const isText = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

type Undo = (
  bytes: Uint8Array,
  options: { readonly maxOutputLength: number; readonly finishFlush?: number }
) => Uint8Array<ArrayBuffer>

/** The part of `node:zlib` that is used here. */
interface Zlib {
  readonly constants: {
    readonly Z_SYNC_FLUSH: number
    readonly BROTLI_OPERATION_FLUSH: number
    readonly ZSTD_e_flush: number
  }
  readonly gunzipSync: Undo
  readonly inflateSync: Undo
  readonly inflateRawSync: Undo
  readonly brotliDecompressSync: Undo
  /** Missing in Node 20. */
  readonly zstdDecompressSync: Undo
}

/** Node's module, without an import that bundlers for browsers would follow. */
const nodeZlib = (): Zlib | undefined =>
  (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process?.getBuiltinModule?.(
    "node:zlib"
  ) as Zlib | undefined

const bySync = (
  zlib: Zlib,
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  options: Options
): Decoded | undefined => {
  try {
    return { _tag: "Decoded", bytes: bytesOf(sync(zlib, bytes, encoding, options)), whole: true }
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_BUFFER_TOO_LARGE") return undefined
    if (!options.cut) return { _tag: "Decoded", bytes: new Uint8Array(0), whole: false }
    // Half of the bytes may decompress within the limit.
    const half = bySync(zlib, bytes.subarray(0, bytes.length >> 1), encoding, options)
    return half?._tag === "Decoded" ? { ...half, whole: false } : half
  }
}

/** Without the methods that a `Buffer` adds. */
const bytesOf = ({ buffer, byteLength, byteOffset }: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(buffer, byteOffset, byteLength)

const sync = (zlib: Zlib, bytes: Uint8Array, encoding: Encoding, { cut, limit }: Options): Uint8Array<ArrayBuffer> => {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH, ZSTD_e_flush } = zlib.constants
  const bounded = (finishFlush: number) => ({ maxOutputLength: limit, ...(cut ? { finishFlush } : {}) })
  if (encoding === "gzip") return zlib.gunzipSync(bytes, bounded(Z_SYNC_FLUSH))
  if (encoding === "br") return zlib.brotliDecompressSync(bytes, bounded(BROTLI_OPERATION_FLUSH))
  if (encoding === "zstd") return zlib.zstdDecompressSync(bytes, bounded(ZSTD_e_flush))
  return isZlib(bytes)
    ? zlib.inflateSync(bytes, bounded(Z_SYNC_FLUSH))
    : zlib.inflateRawSync(bytes, bounded(Z_SYNC_FLUSH))
}

/** For runtimes other than Node, which do not have brotli and zstd. */
const byStream = async (
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  { cut, limit }: Options
): Promise<Decoded | undefined> => {
  if (encoding === "br" || encoding === "zstd" || typeof DecompressionStream === "undefined") return undefined
  const format = encoding === "gzip" ? "gzip" : isZlib(bytes) ? "deflate" : "deflate-raw"
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader()
  const chunks: Array<Uint8Array> = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { _tag: "Decoded", bytes: Chunks.joined(chunks, size), whole: true }
      size += value.length
      if (size > limit) {
        void reader.cancel().catch(() => {})
        return { _tag: "Decoded", bytes: Chunks.joined(chunks, size - value.length), whole: false }
      }
      chunks.push(value)
    }
  } catch {
    return cut && size > 0 ? { _tag: "Decoded", bytes: Chunks.joined(chunks, size), whole: false } : undefined
  }
}

/** Whether a transport failed because it could not decompress a body itself. Node's fetch reports it like this. */
export const isFailure = (error: unknown, depth = 4): boolean => {
  if (typeof error !== "object" || error === null || depth === 0) return false
  if ("code" in error && typeof error.code === "string")
    return /^(Z_|ERR_BROTLI|ERR__ERROR|ZSTD|ERR_ZSTD)/.test(error.code)
  return isFailure("reason" in error ? error.reason : "cause" in error ? error.cause : undefined, depth - 1)
}
