/**
 * Compares the parameters of an operation with those of the specification: name, place, whether they are required, the
 * style of lists and objects, and values.
 */
import type { Operation } from "@salesbridge/core"
import * as SchemaAST from "effect/SchemaAST"
import type { Options } from "./AgreementOptions.ts"
import { type Finding, ofDifference, ofProblems } from "./Finding.ts"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import { isObject, type Json } from "@salesbridge/openapi/Json"
import type { SpecOperation, SpecParameter } from "@salesbridge/openapi/Specification"
import * as Query from "../interactions/Query.ts"
import type * as Sample from "../interactions/Sample.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"
import { placeAndName } from "./SecurityAgreement.ts"
import { compare, inAddress } from "./ShapeAgreement.ts"
import { bothWays } from "./GeneratedValues.ts"

const places = { path: "path", query: "query", headers: "header" } as const

/** Compares the parameters of both sides. */
export const parameters = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const left = new Map(theirs.parameters.map((_) => [placeAndName(_), _]))
  const findings: Array<Finding> = []
  for (const [key, place] of Object.entries(places)) {
    for (const [name, schema] of Object.entries(operation.parameters[key as keyof typeof places])) {
      const id = placeAndName({ in: place, name })
      const parameter = left.get(id)
      if (parameter === undefined) {
        const elsewhere = [...left.values()].find((_) => _.name === name)
        const spec = elsewhere === undefined ? "no such parameter" : `it is in ${elsewhere.in}`
        findings.push(finding(`${place} ${name}`, parameterOf(!SchemaAST.isOptional(schema.ast)), spec))
      } else {
        left.delete(id)
        findings.push(...(await compareParameter(`${place} ${name}`, schema, parameter, options)))
      }
    }
  }
  for (const credential of credentialsOf(options.definition, operation)) {
    const parameter = left.get(placeAndName(credential))
    left.delete(placeAndName(credential))
    const required = credential.optional !== true
    if (parameter === undefined || parameter.required === required) continue
    const ours = required ? "sends it with every call" : "sends it if it is given"
    findings.push(finding(`${credential.in} ${credential.name}`, ours, necessity(parameter.required)))
  }
  const unknown = [...left.values()].map((_) =>
    finding(`${_.in} ${_.name}`, "no such parameter", parameterOf(_.required))
  )
  return [...findings, ...unknown]
}

const finding = (location: string, ours: string, spec: string): Finding => ({
  status: undefined,
  location,
  package: ours,
  spec
})

const necessity = (required: boolean): string => (required ? "required" : "optional")
const parameterOf = (required: boolean): string => (required ? "a required parameter" : "an optional parameter")

/** Compares a parameter that both sides have. */
const compareParameter = async (
  location: string,
  schema: Operation.ParameterSchema,
  parameter: SpecParameter,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const findings: Array<Finding> = []
  const required = !SchemaAST.isOptional(schema.ast)
  if (required !== parameter.required) {
    findings.push(finding(location, necessity(required), necessity(parameter.required)))
  }
  if (parameter.media !== undefined) {
    const spec = `content of type ${parameter.media}; declare \`schema: { type: string }\` and describe the text`
    return [...findings, finding(location, "one value", spec)]
  }
  const shape = wireShape(schema.ast)
  const theirShape = specShape(options.spec, parameter.schema)
  const form = formOf(shape)
  if (form !== formOf(theirShape)) return [...findings, finding(location, form, formOf(theirShape))]
  const style = parameter.in === "query" ? styleFlaw(form, parameter) : undefined
  if (style !== undefined) {
    const spec = `style ${parameter.style ?? "form"}, explode ${parameter.explode ?? true}`
    findings.push(finding(location, style, spec))
  }
  // In a URL everything is text, so generated values must tell strings from numbers.
  const differences = compare(inAddress(shape), inAddress(theirShape), "sent")
  const told = differences.map((_) => ofDifference(undefined, "", _))
  findings.push(...within(location, told))
  if (differences.some(({ lenient }) => lenient === undefined)) return findings
  const problems = await bothWays(schema as Sample.Codec, parameter.schema, options, {
    examples: Object.fromEntries(
      parameter.examples.flatMap((value, index) => (value === null ? [] : [[`example ${index + 1}`, value]]))
    ),
    read: (value) => readAs(shape, value),
    readPart:
      ({ ast }) =>
      (value) =>
        readAs(wireShape(ast), value),
    written: Query.asTexts,
    isText: true
  })
  return [...findings, ...within(location, ofProblems("", problems))]
}

type Form = "a list" | "an object" | "one value"

const formOf = ({ kinds }: Shape.Shape): Form => {
  if ("list" in kinds) return "a list"
  return "object" in kinds ? "an object" : "one value"
}

/** How the package writes the parameter, if the specification declares another style. */
const styleFlaw = (form: Form, { explode = true, style = "form" }: SpecParameter): string | undefined => {
  if (form === "a list" && (style !== "form" || !explode)) return "a list, as one parameter for each item"
  if (form === "an object" && (style !== "deepObject" || !explode)) return "an object, as name[field]"
  return undefined
}

/** Puts the parameter's name in front of the findings about its parts: `query filter.owner`. */
const within = (location: string, findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  findings.map((_) => {
    const place = _.location.trim()
    return { ..._, location: place === "" || place.startsWith("[") ? `${location}${place}` : `${location}.${place}` }
  })

/** Converts a value of the specification to the form that the package reads: to text if the package reads text. */
const readAs = (shape: Shape.Shape, value: Json): Json => {
  if (Array.isArray(value)) return value.map((item) => readAs(Shape.itemsOf(shape) ?? shape, item))
  if (!isObject(value)) return "string" in shape.kinds ? String(value) : value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const field = Shape.at(Shape.fieldsOf(shape), name)?.shape ?? Shape.restOf(shape)
      return [name, field === undefined ? part : readAs(field, part)]
    })
  )
}
