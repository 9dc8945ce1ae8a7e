/**
 * Decompresses bodies whose transport did not: servers compress unasked, undici and node:http hand the bytes on as they
 * are, fetch has decompressed them already and leaves the header.
 */
import * as Effect from "effect/Effect"

/** The decompressed bytes, `whole` where they are all; or why there are none. */
export type Decoded =
  | { readonly _tag: "Decoded"; readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean }
  | { readonly _tag: "Undecoded"; readonly encoding: string }

type Encoding = "gzip" | "deflate" | "br" | "zstd"

const names: Readonly<Record<string, Encoding>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "br",
  zstd: "zstd"
}

/** More than so many, one in the other, are no honest answer. */
const mostEncodings = 4

/** The encodings that a `content-encoding` header names; what is none, such as `identity` or `utf-8`, is left out. */
export const parse = (header: string | undefined): ReadonlyArray<Encoding> =>
  header === undefined ? [] : header.split(",").flatMap((name) => names[name.trim().toLowerCase()] ?? [])

/** The most that is decompressed, and whether what is missing at the end of the bytes is an error. */
export interface Options {
  readonly limit: number
  readonly cut: boolean
}

/** Undoes the encodings, the last first. */
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

/** How the bytes of a format begin. Brotli's may begin in any way. */
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
  // Perhaps fetch was here before.
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

/** What is used of `node:zlib`. */
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
  /** Node 20 has none. */
  readonly zstdDecompressSync: Undo
}

/** Node's module, without an import that a bundler for browsers would meet. */
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
    // The beginning of a bomb is smaller.
    const half = bySync(zlib, bytes.subarray(0, bytes.length >> 1), encoding, options)
    return half?._tag === "Decoded" ? { ...half, whole: false } : half
  }
}

/** Without what a `Buffer` has beside. */
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

/** Elsewhere than on Node, where brotli and zstd are unknown. */
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
      if (done) return { _tag: "Decoded", bytes: joined(chunks, size), whole: true }
      size += value.length
      if (size > limit) {
        void reader.cancel().catch(() => {})
        return { _tag: "Decoded", bytes: joined(chunks, size - value.length), whole: false }
      }
      chunks.push(value)
    }
  } catch {
    return cut && size > 0 ? { _tag: "Decoded", bytes: joined(chunks, size), whole: false } : undefined
  }
}

/** Whether a transport failed since it could not decompress a body itself, as Node's fetch says it. */
export const isFailure = (error: unknown, depth = 4): boolean => {
  if (typeof error !== "object" || error === null || depth === 0) return false
  if ("code" in error && typeof error.code === "string")
    return /^(Z_|ERR_BROTLI|ERR__ERROR|ZSTD|ERR_ZSTD)/.test(error.code)
  return isFailure("reason" in error ? error.reason : "cause" in error ? error.cause : undefined, depth - 1)
}

/** Pieces of so many bytes in all as one. */
export const joined = (chunks: ReadonlyArray<Uint8Array>, size: number): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}
