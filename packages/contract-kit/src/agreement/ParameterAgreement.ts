/**
 * Parameters and credentials of an operation beside those of the specification: name, place, required, the style of lists
 * and objects, and the values.
 */
import type { Operation, Vendor } from "@salesbridge/core"
import * as SchemaAST from "effect/SchemaAST"
import type { Options } from "./AgreementOptions.ts"
import { type Finding, ofDifference, ofProblems } from "./Finding.ts"
import { credentialsOf } from "../interactions/Interaction.ts"
import { isObject, type Json } from "@salesbridge/openapi/Json"
import type { SpecOperation, SpecParameter, SpecScheme } from "@salesbridge/openapi/Specification"
import * as Query from "../interactions/Query.ts"
import type * as Sample from "../interactions/Sample.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"
import { compare, inAddress } from "./ShapeAgreement.ts"
import { bothWays } from "./TwoWays.ts"

const places = { path: "path", query: "query", headers: "header" } as const

/** Every parameter of either side. */
export const parameters = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const credentials = credentialsOf(options.definition, operation)
  const left = new Map(theirs.parameters.map((_) => [`${_.in} ${nameIn(_.in, _.name)}`, _]))
  const findings: Array<Finding> = []
  for (const [key, place] of Object.entries(places)) {
    for (const [name, schema] of Object.entries(operation.parameters[key as keyof typeof places])) {
      const location = `${place} ${name}`
      const parameter = left.get(`${place} ${nameIn(place, name)}`)
      const required = !SchemaAST.isOptional(schema.ast)
      const add = (ours: string, spec: string) => findings.push({ status: undefined, location, package: ours, spec })
      if (parameter === undefined) {
        const elsewhere = [...left.values()].find((_) => _.name === name)
        add(
          required ? "a required parameter" : "an optional parameter",
          elsewhere === undefined ? "no such parameter" : `it is in ${elsewhere.in}`
        )
        continue
      }
      left.delete(`${place} ${nameIn(place, name)}`)
      if (required !== parameter.required) {
        add(required ? "required" : "optional", parameter.required ? "required" : "optional")
      }
      if (parameter.media !== undefined) {
        add("one value", `${parameter.media} in it; say \`schema: { type: string }\` and what the text holds`)
        continue
      }
      const codec = schema as Sample.Codec
      const shape = wireShape(schema.ast)
      const theirShape = specShape(options.spec, parameter.schema)
      const form = formOf(shape)
      if (form !== formOf(theirShape)) {
        add(form, formOf(theirShape))
        continue
      }
      const style = place === "query" ? styleFlaw(form, parameter) : undefined
      if (style !== undefined) add(style, `style ${parameter.style ?? "form"}, explode ${parameter.explode ?? true}`)
      // In an address everything is text, so only the values can tell texts and numbers apart.
      const differences = compare(inAddress(shape), inAddress(theirShape), "sent")
      findings.push(
        ...within(
          location,
          differences.map((_) => ofDifference(undefined, "", _))
        )
      )
      if (differences.some(({ lenient }) => lenient === undefined)) continue
      const problems = await bothWays(codec, parameter.schema, options, {
        examples: Object.fromEntries(parameter.examples.map((value, index) => [`example ${index + 1}`, value])),
        read: (value) => readAs(shape, value),
        readPart:
          ({ ast }) =>
          (value) =>
            readAs(wireShape(ast), value),
        written: Query.asTexts,
        coerce: true
      })
      findings.push(...within(location, ofProblems("", problems)))
    }
  }
  for (const credential of credentials) {
    const key = `${credential.in} ${nameIn(credential.in, credential.name)}`
    const parameter = left.get(key)
    const required = credential.optional !== true
    if (parameter !== undefined && parameter.required !== required) {
      findings.push({
        status: undefined,
        location: `${credential.in} ${credential.name}`,
        package: required ? "sends it with every call" : "sends it where it is given",
        spec: parameter.required ? "required" : "optional"
      })
    }
    left.delete(key)
  }
  for (const parameter of left.values()) {
    findings.push({
      status: undefined,
      location: `${parameter.in} ${parameter.name}`,
      package: "no such parameter",
      spec: parameter.required ? "a required parameter" : "an optional parameter"
    })
  }
  return findings
}

const nameIn = (place: string, name: string): string => (place === "header" ? name.toLowerCase() : name)

type Form = "a list" | "an object" | "one value"

const formOf = ({ kinds }: Shape.Shape): Form => {
  if ("list" in kinds) return "a list"
  return "object" in kinds ? "an object" : "one value"
}

/** How the package writes it, where the specification says otherwise. */
const styleFlaw = (form: Form, { explode = true, style = "form" }: SpecParameter): string | undefined => {
  if (form === "a list" && (style !== "form" || !explode)) return "a list, as one parameter for each item"
  if (form === "an object" && (style !== "deepObject" || !explode)) return "an object, as name[field]"
  return undefined
}

/** Findings about a parameter's parts, each at its place in it, such as `query filter.owner`. */
const within = (location: string, findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  findings.map((_) => {
    const place = _.location.trim()
    return { ..._, location: place === "" || place.startsWith("[") ? `${location}${place}` : `${location}.${place}` }
  })

/** A value of the specification as the package is given it: text where it reads text. */
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

/** What opens the call. */
export const security = (
  operation: Operation.Any,
  theirs: SpecOperation,
  definition: Vendor.Definition
): ReadonlyArray<Finding> => {
  const carried = credentialsOf(definition, operation)
  const carries = ({ in: place, parameter, scheme }: SpecScheme) =>
    carried.some(
      (_) => _.in === place && nameIn(place, _.name) === nameIn(place, parameter) && _.scheme?.toLowerCase() === scheme
    )
  const open = theirs.security.length === 0 || theirs.security.some((_) => _.length === 0)
  const mustBe = carried.filter(({ optional }) => optional !== true)
  const left = theirs.security
    .flat()
    .some((scheme) => mustBe.some((_) => _.in === scheme.in && nameIn(_.in, _.name) === nameIn(_.in, scheme.parameter)))
  const met = open || theirs.security.some((schemes) => schemes.every(carries))
  const known = new Set([
    ...theirs.security.flat().map((_) => `${_.in} ${nameIn(_.in, _.parameter)}`),
    ...theirs.parameters.map((_) => `${_.in} ${nameIn(_.in, _.name)}`)
  ])
  const words = (list: ReadonlyArray<{ in: string; at: string; scheme: string | undefined }>) =>
    list.length === 0
      ? "no credentials"
      : list.map((_) => `${_.in} ${_.at}${_.scheme === undefined ? "" : ` with ${_.scheme}`}`).join(" and ")
  return [
    ...(met
      ? []
      : [
          {
            status: undefined,
            location: "security",
            package: words(carried.map((_) => ({ in: _.in, at: _.name, scheme: _.scheme?.toLowerCase() }))),
            spec: theirs.security
              .map((_) => words(_.map(({ in: place, parameter, scheme }) => ({ in: place, at: parameter, scheme }))))
              .join(", or ")
          }
        ]),
    ...(open && left
      ? [{ status: undefined, location: "security", package: "sends it with every call", spec: "may be left out" }]
      : []),
    ...carried
      .filter(
        (_) =>
          _.scheme !== undefined &&
          theirs.parameters.some((one) => one.in === _.in && nameIn(_.in, one.name) === nameIn(_.in, _.name))
      )
      .filter(
        (_) =>
          !theirs.security.flat().some((one) => one.in === _.in && nameIn(_.in, one.parameter) === nameIn(_.in, _.name))
      )
      .map((_) => ({
        status: undefined,
        location: `${_.in} ${_.name}`,
        package: `the credential ${_.key} stands behind ${_.scheme}`,
        spec: "a parameter, which has no scheme"
      })),
    ...carried
      .filter((_) => !known.has(`${_.in} ${nameIn(_.in, _.name)}`))
      .map((_) => ({
        status: undefined,
        location: `${_.in} ${_.name}`,
        package: `the credential ${_.key} travels there`,
        spec: "no parameter and no security scheme there"
      }))
  ]
}
