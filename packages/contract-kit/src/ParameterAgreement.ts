/** Parameters and credentials of an operation beside those of the specification: name, place, required, array style. */
import type { Operation, Vendor } from "@salesbridge/core"
import * as SchemaAST from "effect/SchemaAST"
import { type Finding, ofProblems, type Options } from "./Finding.ts"
import { credentialsOf } from "./Interaction.ts"
import type { Json } from "./Json.ts"
import type { SpecOperation } from "./OpenApi.ts"
import type * as Sample from "./Sample.ts"
import * as Shape from "./Shape.ts"
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
      const list = isList(schema.ast)
      if (list && place === "query" && (parameter.explode === false || (parameter.style ?? "form") !== "form")) {
        add(
          "a list, as one parameter for each item",
          `style ${parameter.style ?? "form"}, explode ${parameter.explode ?? true}`
        )
      }
      const codec = schema as Sample.Codec
      const shape = Shape.ofSchema(schema.ast)
      // In an address everything is text, so only the values can tell texts and numbers apart.
      if (list !== Shape.ofSpec(options.spec, parameter.schema).kinds.has("list")) {
        add(list ? "a list" : "one value", list ? "one value" : "a list")
        continue
      }
      const texts = shape.kinds.has("string")
      findings.push(
        ...ofProblems(
          location,
          await bothWays(codec, parameter.schema, options, {
            examples: Object.fromEntries(parameter.examples.map((value, index) => [`example ${index + 1}`, value])),
            read: (value) => (texts ? asTexts(value) : value),
            written: asTexts,
            coerce: true
          })
        )
      )
    }
  }
  for (const credential of credentials) {
    const key = `${credential.in} ${nameIn(credential.in, credential.name)}`
    if (left.get(key)?.required === false) {
      const location = `${credential.in} ${credential.name}`
      findings.push({ status: undefined, location, package: "sends it with every call", spec: "optional" })
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
const isList = (ast: SchemaAST.AST): boolean => Shape.ofSchema(ast).kinds.has("list")
const asTexts = (value: Json): Json => (Array.isArray(value) ? value.map(String) : String(value))

/** What opens the call. */
export const security = (
  operation: Operation.Any,
  theirs: SpecOperation,
  definition: Vendor.Definition
): ReadonlyArray<Finding> => {
  const carried = credentialsOf(definition, operation)
  const carries = (place: string, name: string) =>
    carried.some((_) => _.in === place && nameIn(place, _.name) === nameIn(place, name))
  const open = theirs.security.length === 0 || theirs.security.some((_) => _.length === 0)
  const met = open || theirs.security.some((schemes) => schemes.every((_) => carries(_.in, _.parameter)))
  const known = new Set([
    ...theirs.security.flat().map((_) => `${_.in} ${nameIn(_.in, _.parameter)}`),
    ...theirs.parameters.map((_) => `${_.in} ${nameIn(_.in, _.name)}`)
  ])
  const words = (list: ReadonlyArray<{ readonly in: string; readonly at: string }>) =>
    list.length === 0 ? "no credentials" : list.map((_) => `${_.in} ${_.at}`).join(" and ")
  return [
    ...(met
      ? []
      : [
          {
            status: undefined,
            location: "security",
            package: words(carried.map((_) => ({ in: _.in, at: _.name }))),
            spec: theirs.security
              .map((_) => words(_.map((scheme) => ({ in: scheme.in, at: scheme.parameter }))))
              .join(", or ")
          }
        ]),
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
