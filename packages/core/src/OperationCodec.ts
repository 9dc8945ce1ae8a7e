/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/** An operation prepared for many calls: encoders, decoders and error classes, each looked up once. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import * as Excerpt from "./Excerpt.ts"
import * as FastDecoder from "./FastDecoder.ts"
import * as HttpSyntax from "./HttpSyntax.ts"
import * as Json from "./Json.ts"
import type * as Operation from "./Operation.ts"
import type { InputIssue, StatusClass } from "./VendorError.ts"

/** An encoded input, without credentials. */
export interface Encoded {
  readonly path: { readonly [name: string]: string }
  readonly query: ReadonlyArray<readonly [string, string]>
  readonly headers: { readonly [name: string]: string }
  readonly body: string | undefined
  /** The type of the body. Default: JSON. */
  readonly contentType?: string
}

/** What a call needs to know about its operation. */
export interface OperationCodec {
  /** Whether the path is a template, of which a vendor has a limited number. Default: true. */
  readonly templated?: boolean
  readonly encode: (input: unknown) => Result.Result<Encoded, ReadonlyArray<InputIssue>>
  /** Parses a 2xx body: the JSON value, or why there is none. */
  readonly parse: (text: string, status: number) => Result.Result<unknown, string>
  readonly decode: (body: unknown) => Result.Result<unknown, InputIssue>
  /** The error class of a documented status. */
  readonly errorOf: (status: number) => StatusClass | undefined
  /** The error class of a failure that is reported in a 2xx body. */
  readonly errorInSuccess: (status: number, body: unknown) => StatusClass | undefined
}

const codecs = new WeakMap<Operation.Any, OperationCodec>()

/** Sets the codec of an operation that has no schemas. */
export const register = (operation: Operation.Any, codec: OperationCodec): void => {
  codecs.set(operation, codec)
}

/** The codec of an operation, created at its first call. */
export const codecOf = (operation: Operation.Any): OperationCodec => {
  let codec = codecs.get(operation)
  if (codec === undefined) {
    codec = make(operation)
    codecs.set(operation, codec)
  }
  return codec
}

const make = (operation: Operation.Any): OperationCodec => {
  const { parameters } = operation
  const places = [parameters.path, parameters.query, parameters.headers, parameters.body ?? {}]
  const names = places.flatMap((fields) => Object.keys(fields))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new Error(`${operation.vendor} ${operation.id} declares the parameter "${twice}" in two places`)
  }

  const fields = Schema.flip(
    Schema.Struct<{ readonly [name: string]: Schema.ConstraintCodec<any, any> }>(Object.assign({}, ...places))
  )
  const split = partition(operation)
  const encodeFields = SchemaParser.decodeUnknownResult(fields)
  const encodeFast = FastDecoder.make(fields, "any")
  const decodeBody = SchemaParser.decodeUnknownResult(operation.success)
  const decodeFast = FastDecoder.make(operation.success)
  const isVoid = operation.success.ast._tag === "Void"
  const errors = new Map(operation.errors.map((error) => [error.status, error]))
  const failures = operation.errors.filter((error) => error.when !== undefined)

  return {
    encode: (input) => {
      const quick = encodeFast(input)
      const encoded =
        quick === FastDecoder.refused
          ? encodeFields(input, { errors: "all", onExcessProperty: "error" })
          : Result.succeed(quick)
      if (Result.isFailure(encoded)) {
        return Result.fail(
          issuesOf(encoded.failure).map(({ path, problem }) => ({ path, problem: Excerpt.ofProblem(problem) }))
        )
      }
      const issues = operation.check?.(input as Record<string, unknown>) ?? []
      return issues.length > 0 ? Result.fail(issues) : split(encoded.success as Record<string, unknown>)
    },
    parse: (text, status) => {
      if (isVoid) return Result.succeed(undefined)
      if (text.trim() === "") {
        const { emptyStatuses, emptySuccess } = operation
        return emptySuccess === undefined || emptyStatuses?.includes(status) === false
          ? Result.fail("is empty")
          : Result.succeed(emptySuccess)
      }
      return Json.parse(text)
    },
    decode: (body) => {
      const value = decodeFast(body)
      if (value !== FastDecoder.refused) return Result.succeed(value)
      const decoded = decodeBody(body)
      return Result.mapError(decoded, (issue) => issuesOf(issue)[0]!)
    },
    errorOf: (status) => errors.get(status),
    errorInSuccess: (status, body) => failures.find((error) => error.status === status && error.when?.(body) === true)
  }
}

/** The details in an error body, if it has the documented form. */
export const detailsOf = (errorClass: StatusClass, body: unknown) => {
  if (errorClass.detailsSchema === undefined) return { details: undefined, reason: undefined }
  const decoded = SchemaParser.decodeUnknownResult(errorClass.detailsSchema)(body)
  if (Result.isFailure(decoded)) return { details: undefined, reason: undefined }
  const reason = errorClass.reasonOf(decoded.success) ?? undefined
  return { details: decoded.success, reason: reason === "" ? undefined : reason }
}

/** Splits an encoded input into path, query, headers and body. */
const partition = ({ constantBody, parameters }: Operation.Any) => {
  const [pathNames, queryNames, headerNames] = [parameters.path, parameters.query, parameters.headers].map((fields) =>
    Object.keys(fields)
  ) as [Array<string>, Array<string>, Array<string>]
  const bodyNames = parameters.body === undefined ? undefined : Object.keys(parameters.body)

  return (values: Record<string, unknown>): Result.Result<Encoded, ReadonlyArray<InputIssue>> => {
    const path: Record<string, string> = {}
    let misplaced: Array<InputIssue> | undefined
    for (const name of pathNames) {
      const text = textOf(values[name] ?? "")
      // URL parsers resolve these segments, even percent-encoded, so the request would go to another path.
      if (text === "" || text === "." || text === "..") {
        misplaced = [...(misplaced ?? []), { path: name, problem: "Expected a value that can be sent in a path" }]
      }
      path[name] = text
    }
    const query: Array<readonly [string, string]> = []
    for (const name of queryNames) {
      const empty = addToQuery(query, name, values[name])
      if (empty !== undefined) misplaced = [...(misplaced ?? []), emptyList(empty)]
    }
    const headers: Record<string, string> = {}
    for (const name of headerNames) {
      const value = values[name]
      if (value === undefined || value === null) continue
      headers[name] = textOf(value)
      if (!HttpSyntax.isHeaderValue(headers[name])) {
        misplaced = [...(misplaced ?? []), { path: name, problem: HttpSyntax.headerValueProblem }]
      }
    }
    if (misplaced !== undefined) return Result.fail(misplaced)

    let body: string | undefined
    if (bodyNames !== undefined) {
      const fields: Record<string, unknown> = { ...constantBody }
      for (const name of bodyNames) fields[name] = values[name]
      body = JSON.stringify(fields)
    }
    return Result.succeed({ path, query, headers, body })
  }
}

/**
 * Adds a value to a query. A list becomes one parameter for each item; an object, one for each field: `name[field]`, or
 * `name[field][]` for a list. Returns the path of an empty list, if there is one.
 */
export const addToQuery = (
  query: Array<readonly [string, string]>,
  name: string,
  value: unknown,
  place = name
): string | undefined => {
  if (value === undefined || value === null) return undefined
  if (typeof value !== "object") {
    query.push([textOf(name), textOf(value)])
    return undefined
  }
  let empty = Array.isArray(value) && value.length === 0 ? place : undefined
  for (const [key, field] of Object.entries(value)) {
    const [fieldName, fieldPlace] = Array.isArray(value)
      ? [name, place]
      : [Array.isArray(field) ? `${name}[${key}][]` : `${name}[${key}]`, `${place}.${key}`]
    const found = addToQuery(query, fieldName, field, fieldPlace)
    empty ??= found
  }
  return empty
}

/** An empty list would be omitted. A filter would then match everything. */
export const emptyList = (path: string): InputIssue => ({
  path,
  problem: "Expected at least one item: an empty list cannot be sent, and without it the call would select everything"
})

// A lone surrogate has no encoding. JSON escapes it; elsewhere it is replaced, as browsers do.
const textOf = (value: unknown): string => String(value).toWellFormed()

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const issuesOf = (issue: SchemaIssue.Issue): ReadonlyArray<InputIssue> =>
  format(issue).issues.map(({ message, path = [] }) => ({
    path: pathOf(path.map((segment) => (typeof segment === "object" ? segment.key : segment))),
    problem: message
  }))

const pathOf = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`
    const name = String(key)
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === "" ? name : `${text}.${name}`
  }, "")
