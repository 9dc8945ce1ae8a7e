/** Requests that no operation describes: any method and path, sent as the vendor's operations are. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as Operation from "./Operation.ts"
import * as Plan from "./Plan.ts"
import type { InputIssue, StatusClass } from "./VendorError.ts"

/** A value in a query: a list is sent as one parameter for each item, an object as one for each field, `name[field]`. */
export type QueryValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | ReadonlyArray<string | number | boolean>
  | { readonly [field: string]: QueryValue }

/** A request. At most one of `json`, `form` and `text` is its body. */
export interface RawRequest {
  readonly method: Operation.Method
  /** The whole path, percent-encoded where needed, without query: `/v2/me`. */
  readonly path: string
  readonly query?: { readonly [name: string]: QueryValue }
  /** Beside `accept`, `content-type` and the vendor's credentials, which stand over others of their names. */
  readonly headers?: { readonly [name: string]: string }
  readonly json?: unknown
  /** The fields of an `application/x-www-form-urlencoded` body. */
  readonly form?: { readonly [name: string]: QueryValue }
  readonly text?: string
  /** Of `text`. Default: `text/plain`. */
  readonly contentType?: string
  /** Whether it may be sent again. Default: `safe` for GET, `idempotent` for PUT and DELETE, `unsafe` for the rest. */
  readonly safety?: Operation.Safety
  /** How many units of the quota it takes. Default: as for an operation with such a query. */
  readonly cost?: number
  /** Which of the vendor's servers answers, by name. Default: the first. */
  readonly server?: string
}

/** The request as an operation whose answer is taken as it comes: JSON as its value, else the text. */
export const toOperation = (
  request: RawRequest,
  facts: Pick<Operation.Any, "vendor" | "safety"> & {
    readonly errors: ReadonlyArray<StatusClass>
    readonly cost: number
  }
): Operation.Any => {
  const operation: Operation.Any = {
    id: "request",
    source: "Raw request",
    vendor: facts.vendor,
    method: request.method,
    path: request.path,
    parameters: { path: {}, query: {}, headers: {}, body: undefined },
    constantBody: undefined,
    success: Schema.Unknown,
    emptySuccess: undefined,
    errors: facts.errors,
    safety: facts.safety,
    server: request.server,
    credentials: undefined,
    cost: () => facts.cost,
    example: undefined,
    provenance: undefined
  }
  Plan.register(operation, {
    templated: false,
    encode: () => encode(request),
    parse: (text) =>
      Result.succeed(text.trim() === "" ? undefined : Result.getOrElse(Plan.parseJson(text), () => text)),
    decode: (body) => Result.succeed(body),
    errorOf: (status) => facts.errors.find((error) => error.status === status),
    failedDespite: (status, body) =>
      facts.errors.find((error) => error.status === status && error.when?.(body) === true)
  })
  return operation
}

const encode = (request: RawRequest): Result.Result<Plan.Encoded, ReadonlyArray<InputIssue>> => {
  const issues = issuesOf(request)
  if (issues.length > 0) return Result.fail(issues)
  const query: Array<readonly [string, string]> = []
  for (const [name, value] of Object.entries(request.query ?? {})) Plan.addToQuery(query, name, value)
  return Result.map(bodyOf(request), (body) => ({ path: {}, query, headers: request.headers ?? {}, ...body }))
}

const bodyOf = ({
  contentType = "text/plain",
  form,
  json,
  text
}: RawRequest): Result.Result<Pick<Plan.Encoded, "body" | "contentType">, ReadonlyArray<InputIssue>> => {
  if (text !== undefined) return Result.succeed({ body: text, contentType })
  if (form !== undefined) {
    const fields: Array<readonly [string, string]> = []
    for (const [name, value] of Object.entries(form)) Plan.addToQuery(fields, name, value)
    return Result.succeed({
      body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
      contentType: "application/x-www-form-urlencoded"
    })
  }
  try {
    return Result.succeed({ body: JSON.stringify(json) })
  } catch {
    return Result.fail([{ path: "json", problem: "Expected a value that JSON can hold" }])
  }
}

/** What would send the request elsewhere than it seems to go, or not at all. */
const issuesOf = ({ form, headers, json, method, path, text }: RawRequest): ReadonlyArray<InputIssue> => {
  const issues: Array<InputIssue> = []
  const segments = new Set(path.replaceAll(/%2e/gi, ".").split("/"))
  if (!/^\/(?![/\\])/.test(path)) {
    issues.push({ path: "path", problem: 'Expected a path that begins with one "/", without the host' })
  } else if (/[?#]/.test(path)) {
    issues.push({ path: "path", problem: "Expected a path alone; parameters are given as `query`" })
  } else if (/[^!$%&'()*+,./:;=@~\w-]/.test(path) || segments.has(".") || segments.has("..")) {
    issues.push({ path: "path", problem: 'Expected a percent-encoded path without "." and ".." segments' })
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) issues.push({ path: "headers", problem: "Expected names of headers" })
    // oxlint-disable-next-line no-control-regex -- the very characters that split a request in two
    if (/[\u0000\r\n]/.test(value)) issues.push({ path: `headers.${name}`, problem: "Expected a value of one line" })
  }
  const bodies = Object.entries({ json, form, text }).filter(([, value]) => value !== undefined)
  if (bodies.length > 1) {
    issues.push({ path: bodies[1]![0], problem: `Expected one body, but there is also \`${bodies[0]![0]}\`` })
  }
  if (bodies.length > 0 && method === "GET") {
    issues.push({ path: bodies[0]![0], problem: "Expected no body in a GET request" })
  }
  return issues
}
