/** Compares the bodies and statuses of an operation with those of the specification. */
import type { Operation } from "@salesbridge/core"
import type { Options } from "./AgreementOptions.ts"
import { at, type Finding, ofDifference, ofProblems } from "./Finding.ts"
import { accepts, bodySchema, detailsOf, wholeRequest } from "../interactions/Interaction.ts"
import { equals, isObject, type Json, show } from "@salesbridge/openapi/Json"
import { isJson } from "@salesbridge/openapi/Document"
import { isSuccess, type SpecOperation, successStatuses } from "@salesbridge/openapi/Specification"
import type * as Sample from "../interactions/Sample.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import { compare, differences as shapeDifferences, kindsOf, unlimited } from "./ShapeAgreement.ts"
import * as SpecValues from "./SpecValues.ts"
import { successesBy } from "../interactions/Successes.ts"
import { asItIs, bothWays, readable, readsAnything, readsEach } from "./GeneratedValues.ts"

/** Compares the statuses that either side declares. */
export const statuses = (
  operation: Operation.Any,
  theirs: SpecOperation,
  { spec }: Options
): ReadonlyArray<Finding> => {
  const declared = new Map(operation.errors.map((error) => [error.status, error.tag]))
  const finding = (status: number, ours: string, spec: string) => ({ status, location: "status", package: ours, spec })
  return [
    ...[...declared]
      .filter(([status]) => !theirs.responses.has(status))
      .map(([status, tag]) => finding(status, tag, "no such status")),
    ...[...theirs.responses.keys()]
      .filter((status) => !isSuccess(status) && !declared.has(status))
      .map((status) => finding(status, "no error with this status", "declared")),
    ...furtherSuccesses(operation, theirs, spec),
    ...(successStatuses(theirs).length === 0 ? [finding(200, "a call can succeed", "no successful status")] : [])
  ]
}

/**
 * Reports successful statuses whose body the package reads with the same schema as another one, so that callers cannot
 * tell them apart.
 */
const furtherSuccesses = (
  operation: Operation.Any,
  theirs: SpecOperation,
  spec: Options["spec"]
): ReadonlyArray<Finding> => {
  const schemaOf = successesBy(operation, theirs, spec)
  const withBody = successStatuses(theirs).filter((status) => theirs.responses.get(status)?.hasBody === true)
  return withBody
    .filter((status, index) => withBody.slice(0, index).some((_) => schemaOf(_).ast === schemaOf(status).ast))
    .map((status) => ({
      status,
      location: "status",
      package: `reads its body as that of ${withBody[0]}`,
      spec: "another success with a body",
      lenient: ["value"]
    }))
}

/** Compares the request body. */
export const requestBody = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const schema = bodySchema(operation)
  const location = "request body"
  if (schema === undefined || theirs.body?.schema === undefined) {
    if (schema === undefined && theirs.body?.required !== true) return []
    if (schema === undefined) return [{ status: undefined, location, package: "none", spec: "required" }]
    const types = theirs.body?.types.filter((_) => !isJson(_)) ?? []
    if (theirs.body !== undefined && types.length === 0) return []
    const spec = types.length === 0 ? "none" : `only ${types.join(" or ")}, which core does not send`
    return [{ status: undefined, location, package: "a JSON body", spec }]
  }
  // A constant is one of the values that the specification allows, so only its type is compared here. Whether it is
  // valid is checked below.
  const ours = unlimited(wireShape(schema.ast), Object.keys(operation.constantBody ?? {}))
  const differences = compare(ours, specShape(options.spec, theirs.body.schema), "sent")
  const findings: Array<Finding> = differences.map((_) => ofDifference(undefined, location, _))
  if (differences.some(({ lenient }) => lenient === undefined)) return findings
  const constant = Object.keys(operation.constantBody ?? {})
  const varying = (value: Json): Json => (isObject(value) ? { ...value, ...operation.constantBody } : value)
  const sent = wholeRequest(operation).body
  findings.push(
    ...SpecValues.validator(
      options.spec,
      theirs.body.schema
    )(sent).map((_) => ({
      status: undefined,
      location: at(location, _.place),
      package: `sends ${show(sent)}`,
      spec: _.problem
    }))
  )
  findings.push(...constants(operation, theirs, theirs.body.examples))
  findings.push(
    ...ofProblems(
      location,
      await bothWays(schema, theirs.body.schema, options, {
        examples: theirs.body.examples,
        read: constant.length === 0 ? (value) => value : varying,
        written: (value) => value,
        isText: false,
        sends: (body) => accepts(operation, body as object)
      })
    )
  )
  return findings
}

/**
 * The constants of the operation's body must occur in an example. If one entry of the specification describes several
 * operations (`x-operations`), it must be the example named after the operation's id; otherwise any example will do.
 */
const constants = (
  { constantBody = {}, id }: Operation.Any,
  { operationIds }: SpecOperation,
  examples: { readonly [name: string]: Json }
): ReadonlyArray<Finding> => {
  const isShared = operationIds.length > 1
  const shown = isShared ? [examples[id] ?? null] : Object.values(examples)
  const which = isShared ? `example named ${id}` : "examples"
  return Object.entries(constantBody).flatMap(([name, value]): ReadonlyArray<Finding> => {
    const theirs = shown.flatMap((_) => (isObject(_) && _[name] !== undefined ? [_[name]] : []))
    if (theirs.some((_) => equals(_, value)) || (!isShared && theirs.length === 0)) return []
    const said = theirs[0] === undefined ? "has no" : `has ${show(theirs[0])} in the`
    return [
      {
        status: undefined,
        location: at("request body", name),
        package: `always sends ${show(value)}`,
        spec: `${said} ${which}`
      }
    ]
  })
}

/**
 * Checks that the package reads each example of a 2xx as its name says: `success` as a success, and names that begin
 * with `fail` as failures.
 */
const outcomes = (
  operation: Operation.Any,
  status: number,
  examples: { readonly [name: string]: Json }
): ReadonlyArray<Finding> =>
  Object.entries(examples).flatMap(([name, value]): ReadonlyArray<Finding> => {
    const error = operation.errors.find((_) => _.status === status && _.when?.(value) === true)
    const spec = `its example "${name}" is ${show(value)}`
    if (error === undefined && name.startsWith("fail")) {
      return [{ status, location: "response body", package: "reads it as a success", spec }]
    }
    return error !== undefined && name === "success"
      ? [{ status, location: "response body", package: `reads it as ${error.tag}`, spec }]
      : []
  })

/** Compares the response bodies of each status. */
export const responses = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const findings: Array<Finding> = []
  const location = "response body"
  const successes = successesBy(operation, theirs, options.spec)
  for (const [status, response] of theirs.responses) {
    const success = isSuccess(status)
    const errors = operation.errors.filter((_) => _.status === status)
    const schemas: ReadonlyArray<Sample.Codec> = success
      ? [successes(status)]
      : errors.flatMap((_) => detailsOf(_) ?? [])
    if (success) findings.push(...outcomes(operation, status, response.examples))
    const failed = (value: Json) => operation.errors.some((_) => _.status === status && _.when?.(value) === true)
    for (const schema of schemas) {
      if (response.schema === undefined) {
        if (kindsOf(wireShape(schema.ast)).size > 0 && operation.emptySuccess === undefined) {
          findings.push({ status, location, package: "a JSON body", spec: "none" })
        }
        continue
      }
      const differences = shapeDifferences(schema.ast, response.schema, options.spec)
      findings.push(...differences.map((_) => ofDifference(status, location, _)))
      const problems = [
        ...readable(
          schema,
          Object.fromEntries(Object.entries(response.examples).filter(([, _]) => !success || !failed(_)))
        ),
        ...(await readsAnything(schema, response.schema, options, asItIs)),
        ...(await readsEach(schema, response.schema, options))
      ]
      // If the package merely accepts more, that does not explain a value that it cannot read.
      const known = new Set(differences.filter(({ lenient }) => lenient === undefined).map(({ place }) => place))
      for (const { ours, place, theirs } of new Map(problems.map((_) => [_.place, _])).values()) {
        if (!known.has(place)) findings.push({ status, location: at(location, place), package: ours, spec: theirs })
      }
    }
  }
  return findings
}
