/** Validates a body against the specification: the place, the expectation and what was found. */
import type { ErrorObject } from "ajv/dist/2020.js"
import * as Engine from "../agreement/Engine.ts"
import { engines, scopeOf } from "../agreement/SpecValues.ts"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"
import { groupBy } from "../report/groupBy.ts"
import type { Step } from "./Place.ts"
import { either, kindOf } from "./Words.ts"

/** A place in a body and what is wrong with it. No text contains a value. */
export interface Flaw {
  readonly steps: ReadonlyArray<Step>
  readonly expected: string
  readonly got: string
}

type Validate = (body: unknown) => ReadonlyArray<ErrorObject>

/** Compiled validators, by what their references mean. A run needs at most a few hundred. */
const compiled = new WeakMap<object, Map<SpecSchema, Validate>>()

const validatorOf = (spec: OpenApi, schema: SpecSchema): Validate => {
  const scope = scopeOf(spec)
  const validators = compiled.get(scope) ?? new Map<SpecSchema, Validate>()
  compiled.set(scope, validators)
  const known = validators.get(schema)
  if (known !== undefined) return known
  const properties = { body: Engine.at(scope.address, schema) }
  const validate = engines.verbose.compile({ type: "object", properties })
  const made: Validate = (body) => (validate({ body }) ? [] : (validate.errors ?? []))
  validators.set(schema, made)
  return made
}

/** The flaws of a body according to a schema of the specification. */
export const flaws = (spec: OpenApi, schema: SpecSchema, body: unknown): ReadonlyArray<Flaw> => {
  const errors = withoutNoise(validatorOf(spec, schema)(body))
  const byPlace = groupBy(errors.map(flawOf(body)), ({ steps }) => JSON.stringify(steps))
  return [...byPlace.values()].map((found) => ({
    steps: found[0]!.steps,
    expected: either(found.map(({ expected }) => expected)),
    got: either(found.map(({ got }) => got))
  }))
}

const choices = new Set(["oneOf", "anyOf"])

/** If no member of a choice accepts the value, keeps only the errors of the members that are most similar to it. */
const withoutNoise = (errors: ReadonlyArray<ErrorObject>): ReadonlyArray<ErrorObject> => {
  const within = (_: ErrorObject, choice: ErrorObject) =>
    _.instancePath === choice.instancePath || _.instancePath.startsWith(`${choice.instancePath}/`)
  const isOutermost = (_: ErrorObject, choice: ErrorObject) =>
    _.instancePath === choice.instancePath && (_.keyword === "type" || _.keyword === "enum" || _.keyword === "const")
  const failed = errors.filter(({ keyword }) => choices.has(keyword))
  return errors.filter((error) => {
    if (error.keyword === "if") return false
    if (choices.has(error.keyword)) {
      return !errors.some((_) => !choices.has(_.keyword) && within(_, error))
    }
    return !failed.some(
      (choice) =>
        isOutermost(error, choice) &&
        errors.some((_) => !choices.has(_.keyword) && within(_, choice) && !isOutermost(_, choice))
    )
  })
}

const flawOf =
  (body: unknown) =>
  (error: ErrorObject): Flaw => {
    const params = error.params as { readonly [name: string]: unknown }
    const steps = stepsOf(body, error.instancePath)
    const at = (name: unknown) => [...steps, String(name)]
    switch (error.keyword) {
      case "required":
        return { steps: at(params["missingProperty"]), expected: "a required field", got: "missing" }
      case "additionalProperties":
      case "unevaluatedProperties": {
        const name = String(params["additionalProperty"] ?? params["unevaluatedProperty"])
        const got = kindOf((error.data as { readonly [name: string]: unknown })[name])
        return { steps: at(name), expected: "no such field", got }
      }
      case "type": {
        const types = [params["type"]].flat().map((_) => (_ === "array" ? "list" : String(_)))
        const format = types.includes("string") ? formatOf(error) : undefined
        const expected = either(types.map((type) => (type === "string" && format ? `string (${format})` : type)))
        return { steps, expected, got: kindOf(error.data) }
      }
      case "enum":
      case "const":
        return { steps, expected: "a documented value", got: `${kindOf(error.data)}, undocumented` }
      case "format":
        return { steps, expected: `string (${String(params["format"])})`, got: kindOf(error.data) }
      case "pattern":
        return { steps, expected: "string (matching a pattern)", got: kindOf(error.data) }
      default:
        // Messages about lengths, bounds and other limits come from the validator and do not contain the value.
        return { steps, expected: error.message ?? error.keyword, got: kindOf(error.data) }
    }
  }

const formatOf = ({ parentSchema }: ErrorObject): string | undefined => {
  const format: unknown = parentSchema?.["format"]
  return typeof format === "string" ? format : undefined
}

/** Converts a JSON pointer to steps. The body shows which steps are indexes. */
const stepsOf = (body: unknown, pointer: string): ReadonlyArray<Step> => {
  let here = body
  return pointer
    .split("/")
    .slice(2)
    .map((text) => {
      const name = text.replaceAll("~1", "/").replaceAll("~0", "~")
      const step = Array.isArray(here) ? Number(name) : name
      here = (here as { readonly [step: Step]: unknown } | undefined)?.[step]
      return step
    })
}
