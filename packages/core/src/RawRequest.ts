/** Requests without an operation: any method and path, sent like the vendor's operations. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as HttpSyntax from "./HttpSyntax.ts"
import * as Json from "./Json.ts"
import { isMethod, type Method, methodProblem, type Safety } from "./Method.ts"
import type * as Operation from "./Operation.ts"
import * as OperationCodec from "./OperationCodec.ts"
import type { InputIssue, StatusClass } from "./VendorError.ts"

/**
 * A value in a query. A list is sent as one parameter for each item; an object, as one for each field: `name[field]`.
 */
export type QueryValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | ReadonlyArray<string | number | boolean>
  | { readonly [field: string]: QueryValue }

/** A request. It has at most one body: `json`, `form` or `text`. */
export interface RawRequest {
  readonly method: Method
  /** The full path without the query, percent-encoded if needed: `/v2/me`. */
  readonly path: string
  readonly query?: { readonly [name: string]: QueryValue } | undefined
  /** The vendor's credentials and the `content-type` of the body replace headers of the same name. */
  readonly headers?: { readonly [name: string]: string } | undefined
  readonly json?: unknown
  /** The fields of an `application/x-www-form-urlencoded` body. */
  readonly form?: { readonly [name: string]: QueryValue } | undefined
  readonly text?: string | undefined
  /** The type of `text`. Default: `text/plain`. */
  readonly contentType?: string | undefined
  /**
   * Whether the request may be sent again. Default: `safe` for GET, `idempotent` for PUT and DELETE, `unsafe` for the
   * rest.
   */
  readonly safety?: Safety | undefined
  /** The units of quota that it takes. Default: as for an operation with this query. */
  readonly cost?: number | undefined
  /** The name of the vendor's server that answers. Default: the first. */
  readonly server?: string | undefined
}

/** The request as an operation. Its value is the JSON of the response, or the text if it is not JSON. */
export const toOperation = (
  request: RawRequest,
  facts: Pick<Operation.Any, "vendor" | "safety"> & {
    readonly errors: ReadonlyArray<StatusClass>
    /** The cost of a call with this query. */
    readonly cost: (query: { readonly [name: string]: unknown }) => number
    readonly servers: ReadonlyArray<string>
  }
): Operation.Any => {
  const costOf = () => request.cost ?? facts.cost(request.query ?? {})
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
    emptyStatuses: undefined,
    errors: facts.errors,
    safety: facts.safety,
    server: request.server,
    credentials: undefined,
    cost: costOf,
    check: undefined,
    example: undefined,
    provenance: undefined
  }
  OperationCodec.register(operation, {
    templated: false,
    encode: () => encode(request, issuesOf(request, costOf(), facts.servers)),
    parse: (text) => Result.succeed(text.trim() === "" ? undefined : Result.getOrElse(Json.parse(text), () => text)),
    decode: (body) => Result.succeed(body),
    errorOf: (status) => facts.errors.find((error) => error.status === status),
    errorInSuccess: (status, body) =>
      facts.errors.find((error) => error.status === status && error.when?.(body) === true)
  })
  return operation
}

const encode = (
  request: RawRequest,
  issues: ReadonlyArray<InputIssue>
): Result.Result<OperationCodec.Encoded, ReadonlyArray<InputIssue>> => {
  if (issues.length > 0) return Result.fail(issues)
  const query: Array<readonly [string, string]> = []
  for (const [name, value] of Object.entries(request.query ?? {})) {
    const empty = OperationCodec.addToQuery(query, name, value)
    if (empty !== undefined) return Result.fail([OperationCodec.emptyList(`query.${empty}`)])
  }
  return Result.map(bodyOf(request), (body) => ({ path: {}, query, headers: request.headers ?? {}, ...body }))
}

const bodyOf = ({
  contentType = "text/plain",
  form,
  json,
  text
}: RawRequest): Result.Result<Pick<OperationCodec.Encoded, "body" | "contentType">, ReadonlyArray<InputIssue>> => {
  if (text !== undefined) return Result.succeed({ body: text, contentType })
  if (form !== undefined) {
    const fields: Array<readonly [string, string]> = []
    for (const [name, value] of Object.entries(form)) OperationCodec.addToQuery(fields, name, value)
    return Result.succeed({
      body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
      contentType: "application/x-www-form-urlencoded"
    })
  }
  if (json === undefined) return Result.succeed({ body: undefined })
  const body = Result.getOrUndefined(Result.try(() => JSON.stringify(json) as string | undefined))
  return body === undefined
    ? Result.fail([{ path: "json", problem: "Expected a value that JSON can represent" }])
    : Result.succeed({ body })
}

/** Headers for the host and the framing of a request. The transport sets them. */
const transportHeader = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i

/** Problems that would send the request to another place than it states, or prevent sending. */
const issuesOf = (
  { contentType = "", form, headers, json, method, path, safety, server, text }: RawRequest,
  cost: number,
  servers: ReadonlyArray<string>
): ReadonlyArray<InputIssue> => {
  const issues: Array<InputIssue> = []
  if (!isMethod(method)) issues.push({ path: "method", problem: methodProblem })
  if (safety !== undefined && !["safe", "idempotent", "unsafe"].includes(safety)) {
    issues.push({ path: "safety", problem: "Expected safe, idempotent or unsafe" })
  }
  const segments = new Set(path.replaceAll(/%2e/gi, ".").split("/"))
  if (!HttpSyntax.isPath(path)) {
    issues.push({ path: "path", problem: HttpSyntax.pathProblem })
  } else if (/[?#]/.test(path)) {
    issues.push({ path: "path", problem: "Expected a path without a query; pass parameters as `query`" })
  } else if (/[^!$%&'()*+,./:;=@~\w-]|%(?![\da-f]{2})/i.test(path) || segments.has(".") || segments.has("..")) {
    issues.push({ path: "path", problem: 'Expected a percent-encoded path without "." and ".." segments' })
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!HttpSyntax.isToken(name)) {
      issues.push({ path: "headers", problem: "Expected names of headers" })
    } else if (transportHeader.test(name)) {
      issues.push({ path: `headers.${name}`, problem: "Expected a header other than those that the transport sets" })
    } else if (!HttpSyntax.isHeaderValue(value)) {
      issues.push({ path: `headers.${name}`, problem: HttpSyntax.headerValueProblem })
    }
  }
  if (!HttpSyntax.isHeaderValue(contentType))
    issues.push({ path: "contentType", problem: HttpSyntax.headerValueProblem })
  if (!Number.isFinite(cost) || cost < 0) issues.push({ path: "cost", problem: "Expected a number of units" })
  if (server !== undefined && !servers.includes(server)) {
    issues.push({ path: "server", problem: `Expected one of ${servers.join(", ")}` })
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
