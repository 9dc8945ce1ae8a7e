/**
 * Derives the interactions of an operation, each of which is a request and its expected response: one for each form of
 * a successful body, and one for each documented error.
 */
import type { Operation, VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { allowsAt, type Tolerance } from "../report/Disagreement.ts"
import { equals, isObject, type Json, type JsonObject, overTheWire } from "@salesbridge/openapi/Json"
import { type Rules, rules } from "./Rules.ts"
import * as Query from "./Query.ts"
import * as Sample from "./Sample.ts"
import { strict } from "./Strict.ts"
import { type Lenient, variants } from "./Variant.ts"

/** A request without its credentials. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly query: Query.Query
  readonly headers: { readonly [name: string]: string }
  readonly body: Json | undefined
}

/** A request of an operation, and the response that the client must read. */
export interface Interaction {
  readonly operation: Operation.Any
  /** Unique within a vendor, such as `startCampaign: 409 CampaignAlreadyRunning`. */
  readonly name: string
  /** The class of the error with which the call must fail; `undefined` if it must succeed. */
  readonly error: VendorError.StatusClass | undefined
  /** The input with which the operation is called. */
  readonly input: { readonly [name: string]: unknown }
  readonly request: Request
  readonly response: { readonly status: number; readonly body: Json | undefined; readonly rules: Rules }
}

/** A successful status. */
export interface Success {
  readonly status: number
  /** Whether the response has no body. */
  readonly empty: boolean
  /** The schema of its body. Default: the `success` of the operation. */
  readonly schema?: Sample.Codec
}

/** What the interactions of an operation depend on. */
export interface Options {
  /** The successful statuses, one or more. Default: 200 with a body. */
  readonly successes?: ReadonlyArray<Success>
  /** Differences that are tolerated. No pact requires them. Default: none. */
  readonly tolerances?: ReadonlyArray<Tolerance>
}

/** All interactions of the operation. */
export const interactions = (operation: Operation.Any, options: Options = {}): ReadonlyArray<Interaction> => {
  const successes = options.successes ?? [{ status: 200, empty: false }]
  const lenientAt =
    (status: number): Lenient =>
    (place, leniency) =>
      (options.tolerances ?? []).some((tolerance) => allowsAt(tolerance, operation.id, status, place, leniency))
  const whole = inputOf(operation, "whole")
  const least = inputOf(operation, "least")
  const make = (
    name: string,
    input: Interaction["input"],
    response: Interaction["response"],
    error?: VendorError.StatusClass
  ): Interaction => ({
    operation,
    name: `${operation.id}: ${name}`,
    error,
    input,
    request: requestOf(operation, input),
    response
  })

  const succeeded = successes.flatMap(({ empty, schema = successOf(operation), status }) =>
    // The package reads a response without a body as `Schema.Void` or as its `emptySuccess`.
    (empty && operation.emptySuccess !== undefined
      ? [{ name: "whole" as const, body: undefined }]
      : successesOf(operation, schema, lenientAt(status))
    ).map(({ body, name }) =>
      make(`${status}${name === "whole" ? "" : `, ${titles[name]}`}`, name === "least" ? least : whole, {
        status,
        body,
        rules: rules(schema.ast, body)
      })
    )
  )
  const first = succeeded[0]!
  // The request with the fewest parameters, unless an interaction above has sent it already.
  const shortest = requestOf(operation, least)
  const asked = succeeded.some(({ request }) => equals(request, shortest))
    ? []
    : [make(`${first.response.status}, asked with the least`, least, first.response)]
  const failed = operation.errors.map((error) => {
    const body = failureBody(operation, error, lenientAt(error.status))
    const ast = detailsOf(error)?.ast
    return make(
      `${error.status} ${error.tag}`,
      whole,
      { status: error.status, body, rules: ast === undefined ? {} : rules(ast, body) },
      error
    )
  })
  return [...succeeded, ...asked, ...failed]
}

const titles = { least: "the least there can be", empty: "empty lists", other: "the other forms" } as const

const successesOf = (operation: Operation.Any, schema: Sample.Codec, lenient: Lenient) => {
  const failing = (body: Json | undefined) => operation.errors.some(({ when }) => when?.(body) === true)
  return variants(schema, lenient).flatMap((variant) => {
    if (!failing(variant.body)) return [variant]
    const body = flipped(variant.body).find((_) => !failing(_))
    return body === undefined ? [] : [{ ...variant, body }]
  })
}

/**
 * A body with which the call fails with this error. An error with a 2xx status needs one that its `when` recognizes.
 */
const failureBody = (operation: Operation.Any, error: VendorError.StatusClass, lenient: Lenient): Json | undefined => {
  const schema = detailsOf(error)
  const when = error.when
  if (when === undefined) return schema === undefined ? undefined : variants(schema, lenient)[0]?.body
  const bodies = [schema, successOf(operation)]
    .flatMap((_) => (_ === undefined ? [] : variants(_, lenient)))
    .map(({ body }) => body)
  const body = bodies.flatMap((_) => [_, ...flipped(_)]).find((_) => when(_))
  if (body === undefined) {
    throw new Sample.NoSample(
      `${operation.id}: no sample body is recognized as ${error.tag}. Annotate its \`details\` with \`examples\`.`
    )
  }
  return body
}

/** The body with its boolean fields inverted, in every combination. At most four fields are inverted. */
const flipped = (body: Json | undefined): ReadonlyArray<Json> => {
  if (!isObject(body)) return []
  const flags = Object.keys(body)
    .filter((name) => typeof body[name] === "boolean")
    .slice(0, 4)
  return Array.from({ length: 2 ** flags.length - 1 }, (_, index) => ({
    ...body,
    ...Object.fromEntries(
      flags.filter((__, bit) => ((index + 1) >> bit) & 1).map((name) => [name, body[name] !== true])
    )
  }))
}

/** The schema of a successful body, without tolerant parts. */
export const successOf = (operation: Operation.Any): Sample.Codec => strict(operation.success as Sample.Codec)

/** The schema of an error's body, without tolerant parts. */
export const detailsOf = (error: VendorError.StatusClass): Sample.Codec | undefined =>
  error.detailsSchema === undefined ? undefined : strict(error.detailsSchema as unknown as Sample.Codec)

/** The request with every parameter. */
export const wholeRequest = (operation: Operation.Any): Request => requestOf(operation, inputOf(operation, "whole"))

/** Whether the operation accepts an input with this body and every other parameter. */
export const accepts = (operation: Operation.Any, body: object): boolean => {
  if (operation.check === undefined) return true
  const others = Object.entries(inputOf(operation, "whole")).filter(
    ([name]) => !(name in (operation.parameters.body ?? {}))
  )
  return operation.check({ ...Object.fromEntries(others), ...body }).length === 0
}

/** All parameters by name, whatever their place. */
export const fieldsOf = ({ parameters }: Operation.Any): Operation.Parameters => ({
  ...parameters.path,
  ...parameters.query,
  ...parameters.headers,
  ...parameters.body
})

const inputOf = (operation: Operation.Any, size: "whole" | "least"): Interaction["input"] =>
  Object.fromEntries(
    Object.entries(fieldsOf(operation)).flatMap(([name, schema]) => {
      const hint = operation.example?.[name]
      // The operation's example may contain optional fields of which one is needed, so the shortest request keeps them.
      if (size === "least" && hint === undefined && SchemaAST.isOptional(schema.ast)) return []
      return [[name, Sample.sample(schema, { hint })]]
    })
  )

/** The request for an input. It is derived without the client, so that the two can be compared. */
export const requestOf = (operation: Operation.Any, input: Interaction["input"]): Request => {
  const { body, headers, path, query } = operation.parameters
  const wire = (fields: Operation.Parameters): JsonObject =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, schema]) => {
        if (input[name] === undefined) return []
        const value = overTheWire(Sample.encode(schema, input[name]))
        return value === undefined ? [] : [[name, value]]
      })
    )
  const texts = (fields: Operation.Parameters): { readonly [name: string]: ReadonlyArray<string> } =>
    Object.fromEntries(
      Object.entries(wire(fields))
        .filter(([, value]) => value !== null)
        .map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)])
    )
  const inPath = texts(path)
  return {
    method: operation.method,
    path: operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(inPath[name]?.[0] ?? "")),
    query: Query.of(wire(query)),
    headers: Object.fromEntries(Object.entries(texts(headers)).map(([name, values]) => [name, values.join(", ")])),
    body: body === undefined ? undefined : { ...operation.constantBody, ...wire(body) }
  }
}

/** The schema of a body that consists of fields, including the constant ones. */
export const bodySchema = (operation: Operation.Any): Sample.Codec | undefined =>
  operation.parameters.body === undefined
    ? undefined
    : (Schema.Struct({
        ...Object.fromEntries(
          Object.entries(operation.constantBody ?? {}).map(([name, value]) => [name, Schema.Literal(value as string)])
        ),
        ...operation.parameters.body
      }) as unknown as Sample.Codec)
