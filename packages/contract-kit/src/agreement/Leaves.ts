/**
 * Finds the scalar schemas inside a schema, each with its counterpart in the specification. They are tested separately,
 * because a generated object with many optional fields rarely contains the value that matters.
 */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { inside, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"
import type * as Sample from "../interactions/Sample.ts"
import { resolved } from "../interactions/Resolved.ts"

export interface Leaf {
  readonly place: string
  readonly codec: Sample.Codec
  readonly theirs: SpecSchema
}

const depth = 10

/** The scalars with a notation or limits, such as a date. Others need no test. */
export const leaves = (codec: Sample.Codec, spec: OpenApi, theirs: SpecSchema): ReadonlyArray<Leaf> => {
  const found: Array<Leaf> = []
  visit(codec.ast, spec, [theirs], "", found, depth)
  return found
}

const visit = (
  ast: SchemaAST.AST,
  spec: OpenApi,
  theirs: ReadonlyArray<SpecSchema>,
  place: string,
  found: Array<Leaf>,
  left: number
): void => {
  if (left === 0 || theirs.length === 0) return
  const node = resolved(ast)
  if (!hasParts(node)) {
    if (hasNotation(node))
      found.push({ place, codec: Schema.make(promised(node)) as unknown as Sample.Codec, theirs: oneOf(theirs) })
    return
  }
  // If an object or a list is transformed, its encoded form has the parts.
  const shape = node.encoding === undefined ? node : resolved(node.encoding.at(-1)!.to)
  switch (shape._tag) {
    case "Objects":
      for (const { name, type } of shape.propertySignatures) {
        visit(
          type,
          spec,
          partsAt(spec, theirs, "properties", String(name)),
          inside(place, String(name)),
          found,
          left - 1
        )
      }
      return
    case "Arrays":
      for (const item of shape.rest.slice(0, 1)) {
        visit(item, spec, partsAt(spec, theirs, "items"), `${place}[]`, found, left - 1)
      }
      return
    case "Union":
      // Only the members that have parts. A value that may be a string or a list is tested as a whole.
      for (const member of shape.types.filter(hasParts)) visit(member, spec, theirs, place, found, left - 1)
      return
    default:
  }
}

const hasParts = (ast: SchemaAST.AST): boolean =>
  membersOf(SchemaAST.toEncoded(resolved(ast))).some(({ _tag }) => _tag === "Objects" || _tag === "Arrays")

const membersOf = (node: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> => {
  const one = resolved(node)
  return one._tag === "Union" ? one.types.flatMap(membersOf) : [one]
}

/** Whether the schema transforms or restricts the values of its type. */
const hasNotation = (ast: SchemaAST.AST): boolean => {
  const node = resolved(ast)
  if (node._tag === "Any" || node._tag === "Unknown") return false
  return (
    node.encoding !== undefined || node.checks !== undefined || (node._tag === "Union" && node.types.some(hasNotation))
  )
}

/** The schema without `undefined`, which is never sent. */
const promised = (node: SchemaAST.AST): SchemaAST.AST => {
  if (node._tag !== "Union") return node
  const left = node.types.filter((_) => _._tag !== "Undefined")
  if (left.length === node.types.length) return node
  return left.length === 1 ? left[0]! : Schema.Union(left.map((_) => Schema.make(_))).ast
}

const oneOf = (schemas: ReadonlyArray<SpecSchema>): SpecSchema =>
  schemas.length === 1 ? schemas[0]! : ({ anyOf: schemas } as SpecSchema)

/** The schemas of a field or of a list's items, in every part of the given schemas that declares them. */
const partsAt = (
  spec: OpenApi,
  schemas: ReadonlyArray<SpecSchema>,
  key: "properties" | "items",
  name?: string
): ReadonlyArray<SpecSchema> => schemas.flatMap((_) => partAt(spec, _ as JsonObject, key, name, depth))

const partAt = (
  spec: OpenApi,
  schema: JsonObject,
  key: "properties" | "items",
  name: string | undefined,
  left: number
): ReadonlyArray<SpecSchema> => {
  if (left === 0) return []
  if (typeof schema["$ref"] === "string") {
    const target = spec.definitions[schema["$ref"].split("/").at(-1) ?? ""]
    return target === undefined ? [] : partAt(spec, target as JsonObject, key, name, left - 1)
  }
  const members = (choice: string) => {
    const list: Json | undefined = schema[choice]
    return Array.isArray(list) ? list.filter(isObject) : []
  }
  const own = name === undefined ? schema[key] : isObject(schema[key]) ? schema[key][name] : undefined
  const all = [
    ...(isObject(own) ? [own as SpecSchema] : []),
    ...members("allOf").flatMap((_) => partAt(spec, _, key, name, left - 1))
  ]
  const some = ["anyOf", "oneOf"].flatMap((choice) =>
    members(choice).flatMap((_) => partAt(spec, _, key, name, left - 1))
  )
  const both = all.length > 1 ? [{ allOf: all } as SpecSchema] : all
  return [...both, ...some]
}
