/**
 * Reduces a specification to one operation. References are replaced by their targets, so that a mutation changes only
 * one place.
 */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { resolve } from "@salesbridge/openapi/Document"
import { of, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"

const schemas = "#/components/schemas/"

/** The names of the schemas in a discriminator's mapping. */
const mappedTo = ({ discriminator }: JsonObject): ReadonlyArray<string> =>
  isObject(discriminator) && isObject(discriminator["mapping"])
    ? Object.values(discriminator["mapping"]).flatMap((_) =>
        typeof _ === "string" ? [_.startsWith(schemas) ? _.slice(schemas.length) : _] : []
      )
    : []

type Writable = { [key: string]: Json }

/** The specification with only this operation and its alternatives (`x-alternative-of`). */
export const isolated = (spec: OpenApi, operation: SpecOperation): OpenApi => {
  const { document } = spec
  const kept: { [name: string]: Json } = {}
  const inline = (value: Json, above: ReadonlyArray<string>): Json => {
    if (Array.isArray(value)) return value.map((item) => inline(item, above))
    if (!isObject(value)) return value
    const reference = value["$ref"]
    if (typeof reference !== "string") {
      // The target of a discriminator keeps its name, because a mapping cannot contain a schema.
      for (const target of mappedTo(value)) kept[target] ??= resolve(document, { $ref: `${schemas}${target}` })
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inline(part, above)]))
    }
    if (!above.includes(reference)) return inline(resolve(document, value), [...above, reference])
    // The schema contains itself.
    const name = reference.split("/").at(-1)!
    kept[name] ??= resolve(document, value)
    return value
  }
  const paths: Writable = {}
  for (const one of [
    operation,
    ...spec.operations.filter((_) => operation.operationIds.includes(_.alternativeOf ?? ""))
  ]) {
    const item = resolve(document, (document["paths"] as JsonObject)[one.path])
    const method = one.method.toLowerCase()
    const own = inline(item[method]!, []) as Writable
    const shared = inline(item["parameters"] ?? [], []) as ReadonlyArray<Json>
    const parameters = [...shared, ...((own["parameters"] ?? []) as ReadonlyArray<Json>)].filter(isObject)
    const unique = [...new Map(parameters.map((_) => [`${String(_["in"])} ${String(_["name"])}`, _])).values()]
    const security = own["security"] ?? document["security"]
    paths[one.path] = {
      ...(paths[one.path] as JsonObject | undefined),
      [method]: {
        ...own,
        ...(unique.length === 0 ? {} : { parameters: unique }),
        ...(security === undefined ? {} : { security })
      }
    }
  }
  const components = document["components"]
  const schemes = isObject(components) ? components["securitySchemes"] : undefined
  const general = ["openapi", "info", "servers", "security", "x-mock"].filter((key) => key in document)
  return of({
    ...Object.fromEntries(general.map((key) => [key, document[key]!])),
    paths,
    components: { ...(schemes === undefined ? {} : { securitySchemes: schemes }), schemas: definitions(document, kept) }
  })
}

/** Recursive schemas and all schemas that they refer to. */
const definitions = (document: JsonObject, kept: JsonObject): JsonObject => {
  const found: Writable = {}
  const visit = (name: string, schema: Json): void => {
    if (name in found) return
    found[name] = schema
    for (const [, other] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      visit(other!, resolve(document, { $ref: `#/components/schemas/${other!}` }))
    }
  }
  for (const [name, schema] of Object.entries(kept)) visit(name, schema)
  return found
}
