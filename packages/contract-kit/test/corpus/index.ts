/**
 * Small OpenAPI documents. Each shows one feature as real files use it, and as little else as possible: `<name>.yaml`
 * in this folder, and its client in `<name>.ts`. The table in contract-kit's README is generated from this list.
 */

import { generator } from "./generator.ts"
import type { Verdict } from "./verdict.ts"

export type { Verdict } from "./verdict.ts"

export interface Entry {
  readonly name: string
  /** The feature, as the table shows it. */
  readonly feature: string
  /** How the contract checks handle it. */
  readonly kit: Verdict
  /** How `vendor:new` handles it. */
  readonly generator: Verdict
}

const entry = (name: string, feature: string, kit: Verdict): Entry => ({
  name,
  feature,
  kit,
  generator: generator[name] ?? "supported"
})
const supported = (name: string, feature: string) => entry(name, feature, "supported")
const ignored = (name: string, feature: string, note: string) => entry(name, feature, { ignored: note })
const refused = (name: string, feature: string, remedy: string) => entry(name, feature, { refused: remedy })

export const corpus: ReadonlyArray<Entry> = [
  supported("ref-anywhere", "`$ref` of path items, parameters, responses, headers, examples, and into a schema"),
  supported("circular", "A recursive schema"),
  supported("recursive-nullable-3.0", "A nullable recursive schema: `nullable` next to `allOf`"),
  supported("recursive-nullable-3.1", "A nullable recursive schema: `anyOf` with `null`"),
  supported("all-of", "`allOf`"),
  supported("one-of", "`oneOf` without a discriminator"),
  supported("any-of", "`anyOf`"),
  supported("parent-choices", "A parent whose `oneOf` lists its children, which have the parent in `allOf`"),
  supported("discriminator-mapping", "`discriminator` with a mapping, by reference and by name"),
  supported("discriminator-implicit", "`discriminator` without a mapping"),
  supported("nullable-3.0", "`nullable`, also of an enumeration"),
  supported("nullable-3.1", "`null` as a type, in an enumeration and as a member of `oneOf`"),
  supported("nullable-enums", "`nullable` enumerations that do not list null, also next to `allOf`"),
  supported("nullable-parameters", "Parameters that may be null, which no URL and no header can be"),
  supported("read-only", "`readOnly` and `required` in one schema for request and response"),
  supported("write-only", "`writeOnly` and `required` in one schema for request and response"),
  supported("status-range", "`4XX`"),
  supported("status-default", "`default`"),
  supported("status-range-success", "`2XX`"),
  supported("several-successes", "Several 2xx responses, each with a body"),
  supported("no-content", "204 without a body"),
  ignored("text-plain", "A response of `text/plain`", "the body is not read: declare `Schema.Void`"),
  ignored("text-csv", "A response of `text/csv`", "the body is not read: declare `Schema.Void`"),
  ignored("octet-stream", "A response of `application/octet-stream`", "the body is not read: declare `Schema.Void`"),
  supported("text-errors", "An error of `text/plain`"),
  supported("problem-json", "An error of `application/problem+json`"),
  supported("vendor-json", "`application/vnd.….+json`"),
  supported("any-media", "A response of `*/*` with a schema"),
  refused("form-urlencoded", "A body of `application/x-www-form-urlencoded` only", "leave the operation out"),
  refused("multipart", "A body of `multipart/form-data` only", "leave the operation out"),
  ignored("json-or-form", "A body as JSON or as a form", "the form is not checked"),
  supported("multiple-of", "`multipleOf: 0.01`"),
  supported("pattern-look-ahead", "A pattern with a lookahead"),
  supported("pattern-unicode", "A pattern with `\\p{L}`"),
  supported("pattern-without-u", "A pattern with `\\-` or `\\_`, which is invalid with the flag `u`"),
  ignored("pattern-unknown", "A pattern that JavaScript does not have, such as `(?i)`", "examples are used instead"),
  supported("unique-items", "`uniqueItems`"),
  supported("integer-width", "`int32` and `int64`"),
  supported("deprecated-parameter", "A deprecated parameter"),
  supported("defaults", "A parameter's `default`"),
  supported("formats", "`date-time`, `date`, `uuid`, `email`, `uri`"),
  supported("enums", "Enumerations of strings and of numbers"),
  supported("const", "`const`"),
  supported("exclusive-bounds", "`exclusiveMinimum` and `exclusiveMaximum` as numbers"),
  supported("free-fields", "`additionalProperties` with a schema"),
  supported("anything", "A field without a schema"),
  supported("array-root", "A list as the whole response body"),
  supported("string-root", "A string as the whole response body"),
  supported("tuple", "`prefixItems`"),
  supported("list-repeated", "A list in a query, with a repeated name"),
  supported("list-brackets", "A list in a query, with `[]` after its name"),
  refused("list-commas", "A list in a query, separated by commas", "declare a string on both sides"),
  refused("space-delimited", "`spaceDelimited`", "declare a string on both sides"),
  refused("pipe-delimited", "`pipeDelimited`", "declare a string on both sides"),
  supported("deep-object", "`deepObject`"),
  supported("header-parameter", "A header as a parameter"),
  supported("header-ignored", "`Accept`, `Content-Type` and `Authorization` as parameters, which OpenAPI ignores"),
  ignored("cookie-parameter", "An optional cookie", "no cookies are sent"),
  refused("cookie-parameter-required", "A required cookie", "leave the operation out"),
  refused("parameter-content", "A parameter with `content`", "declare `schema: { type: string }`"),
  supported("path-parameters", "Parameters of a path item, one of them replaced by an operation"),
  supported("server-path", "A server with a path"),
  supported("server-per-operation", "A server of one operation"),
  supported("server-per-path", "A server of one path, with a path"),
  supported("server-variables", "A server with variables"),
  supported("server-none", "No server"),
  supported("security-alternatives", "One of two security schemes"),
  supported("security-none", "A public operation"),
  supported("security-optional", "An operation with optional credentials"),
  supported("security-bearer", "`http` with the scheme `bearer`"),
  refused("security-cookie", "A key in a cookie", "leave the operation out"),
  supported("trailing-slash", "A path that ends in `/`"),
  supported("no-operation-id", "No `operationId`"),
  supported("duplicate-operation-ids", "The same `operationId` twice"),
  supported("odd-operation-id", "An `operationId` that is not an identifier"),
  supported("extensions-in-capitals", "Extensions that begin with `X-`"),
  ignored("wrong-example", "An example that contradicts its schema", "the example is not used"),
  ignored("webhooks", "`webhooks`", "`Messages` checks them"),
  ignored("callbacks", "`callbacks`", "they are not checked"),
  ignored("links", "`links`", "they are not checked"),
  supported("reserved-words", "Fields named `class`, `constructor`, `toString`"),
  supported("proto-field", "A field named `__proto__`"),
  supported("names-beyond-ascii", "Fields with non-ASCII letters and with spaces"),
  refused("head-and-options", "Only HEAD and OPTIONS", "there is no operation to check"),
  supported("answer-headers", "`Retry-After` of a response")
]
