/** The header that names a body's encodings. */

export type Encoding = "gzip" | "deflate" | "br" | "zstd"

const names: Readonly<Record<string, Encoding>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "br",
  zstd: "zstd"
}

/** The encodings in a `content-encoding` header. Other values, such as `identity` or `utf-8`, are ignored. */
export const parse = (header: string | undefined): ReadonlyArray<Encoding> =>
  header === undefined ? [] : header.split(",").flatMap((name) => names[name.trim().toLowerCase()] ?? [])
