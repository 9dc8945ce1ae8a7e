/**
 * A specification of one operation alone. References are replaced by what they refer to, so that a mutation changes one
 * place.
 */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { resolve } from "@salesbridge/openapi/Document"
import { of, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"

const schemas = "#/components/schemas/"

/** The names of the schemas that a discriminator's mapping leads to. */
const mappedTo = ({ discriminator }: JsonObject): ReadonlyArray<string> =>
  isObject(discriminator) && isObject(discriminator["mapping"])
    ? Object.values(discriminator["mapping"]).flatMap((_) =>
        typeof _ === "string" ? [_.startsWith(schemas) ? _.slice(schemas.length) : _] : []
      )
    : []

type Writable = { [key: string]: Json }

/** The operation, other ways to make the same call included. */
export const isolated = (spec: OpenApi, operation: SpecOperation): OpenApi => {
  const { document } = spec
  const kept: { [name: string]: Json } = {}
  const inline = (value: Json, above: ReadonlyArray<string>): Json => {
    if (Array.isArray(value)) return value.map((item) => inline(item, above))
    if (!isObject(value)) return value
    const reference = value["$ref"]
    if (typeof reference !== "string") {
      // What a discriminator leads to keeps its name: nothing can be inlined there.
      for (const target of mappedTo(value)) kept[target] ??= resolve(document, { $ref: `${schemas}${target}` })
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inline(part, above)]))
    }
    if (!above.includes(reference)) return inline(resolve(document, value), [...above, reference])
    // A schema inside itself.
    const name = reference.split("/").at(-1)!
    kept[name] ??= resolve(document, value)
    return value
  }
  const paths: Writable = {}
  for (const one of [operation, ...spec.operations.filter((_) => operation.stands.includes(_.alternativeOf ?? ""))]) {
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

/** Recursive schemas with all that they refer to. */
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
