/** Bodies and statuses of an operation beside those of the specification. */
import type { Operation } from "@salesbridge/core"
import { at, type Finding, ofDifference, ofProblems, type Options } from "./Finding.ts"
import { bodySchema, detailsOf, successOf, wholeRequest } from "./Interaction.ts"
import { isObject, type Json, show } from "./Json.ts"
import { isSuccess, type SpecOperation, successStatuses } from "./OpenApi.ts"
import type * as Sample from "./Sample.ts"
import * as Shape from "./Shape.ts"
import * as SpecValues from "./SpecValues.ts"
import { bothWays, readable, readsAnything } from "./TwoWays.ts"

/** Every status of either side. */
export const statuses = (operation: Operation.Any, theirs: SpecOperation): ReadonlyArray<Finding> => {
  const declared = new Map(operation.errors.map((error) => [error.status, error.tag]))
  const finding = (status: number, ours: string, spec: string) => ({ status, location: "status", package: ours, spec })
  return [
    ...[...declared]
      .filter(([status]) => !theirs.responses.has(status))
      .map(([status, tag]) => finding(status, tag, "no such status")),
    ...[...theirs.responses.keys()]
      .filter((status) => !isSuccess(status) && !declared.has(status))
      .map((status) => finding(status, "no error of this status", "declared")),
    ...(successStatuses(theirs).length === 0 ? [finding(200, "a call can succeed", "no status of success")] : [])
  ]
}

/** What is sent. */
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
    if (theirs.body?.schema === undefined && theirs.body !== undefined) return []
    return [{ status: undefined, location, package: "a JSON body", spec: "none" }]
  }
  const differences = Shape.compare(Shape.ofSchema(schema.ast), Shape.ofSpec(options.spec, theirs.body.schema))
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
  findings.push(
    ...ofProblems(
      location,
      await bothWays(schema, theirs.body.schema, options, {
        examples: theirs.body.examples,
        read: constant.length === 0 ? (value) => value : varying,
        written: (value) => value,
        coerce: false
      })
    )
  )
  return findings
}

/** What is answered, for each status. */
export const responses = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const findings: Array<Finding> = []
  const location = "response body"
  for (const [status, response] of theirs.responses) {
    const success = isSuccess(status)
    const errors = operation.errors.filter((_) => _.status === status)
    const schemas: ReadonlyArray<Sample.Codec> = success
      ? [successOf(operation)]
      : errors.flatMap((_) => detailsOf(_) ?? [])
    const failed = (value: Json) => operation.errors.some((_) => _.status === status && _.when?.(value) === true)
    for (const schema of schemas) {
      if (response.schema === undefined) {
        if (Shape.ofSchema(schema.ast).kinds.size > 0 && operation.emptySuccess === undefined) {
          findings.push({ status, location, package: "a JSON body", spec: "none" })
        }
        continue
      }
      const differences = Shape.compare(Shape.ofSchema(schema.ast), Shape.ofSpec(options.spec, response.schema))
      findings.push(...differences.map((_) => ofDifference(status, location, _)))
      const problems = [
        ...readable(
          schema,
          Object.fromEntries(Object.entries(response.examples).filter(([, _]) => !success || !failed(_)))
        ),
        ...(await readsAnything(schema, response.schema, options, (value) => value))
      ]
      // A leniency explains no value that cannot be read.
      const known = new Set(differences.filter(({ lenient }) => lenient === undefined).map(({ place }) => place))
      for (const { ours, place, theirs } of problems) {
        if (!known.has(place)) findings.push({ status, location: at(location, place), package: ours, spec: theirs })
      }
    }
  }
  return findings
}
