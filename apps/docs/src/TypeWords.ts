/**
 * Describes the values that a schema accepts, in words: `string`, 1 to 63 characters; one of `"asc"`, `"desc"`; a
 * `Date`.
 */
import { range } from "@salesbridge/cli/JsonSchema"
import * as SchemaAST from "effect/SchemaAST"

/** A field of an object that a schema accepts. Fields of nested objects are named `outer.inner`. */
export interface Field {
  readonly name: string
  readonly required: boolean
  readonly type: string
  /** The schema's own description. */
  readonly description: string
  readonly depth: number
}

type Payload = { readonly [name: string]: unknown }

interface Check {
  readonly id: string
  readonly payload: Payload
  readonly words: string
}

const checks = (node: SchemaAST.AST): ReadonlyArray<Check> => {
  const one = (check: SchemaAST.Check<never>): ReadonlyArray<Check> => {
    const named = check.annotations?.["representation"] as { id: string; payload: Payload | null } | undefined
    const words = String(check.annotations?.["expected"] ?? "")
    const own = { id: named?.id.split("/").at(-1) ?? "", payload: named?.payload ?? {}, words }
    return [own, ...(check._tag === "FilterGroup" ? check.checks.flatMap((_) => one(_)) : [])]
  }
  return (node.checks ?? []).flatMap((check) => one(check))
}

/** Returns an annotation, wherever the schema carries it. */
const annotation = (node: SchemaAST.AST, name: string): string => {
  const found = [...(node.checks ?? []).map(({ annotations }) => annotations), node.annotations]
    .map((_) => (_ as Payload | undefined)?.[name])
    .findLast((value) => typeof value === "string")
  return typeof found === "string" ? found : ""
}

const code = (text: string): string => `\`${text}\``

const limits = (node: SchemaAST.AST, unit: string): string => {
  const found = checks(node)
  const pick = (...names: ReadonlyArray<string>) =>
    found.flatMap(({ payload }) => names.map((name) => payload[name])).find((value) => typeof value === "number")
  const own = found
    .filter(({ id }) => id === "isPattern" || id === "")
    .map(({ words }) => words)
    .filter((words) => words !== "" && !words.startsWith("a string matching"))
  const bounds =
    unit === ""
      ? range(pick("minimum"), pick("maximum"))
      : range(pick("minLength", "minCodePoints"), pick("maxLength", "maxCodePoints"), unit)
  return [bounds, ...new Set(own)].filter((words) => words !== "").join(", ")
}

/** Joins a type and its limits. Inside another type the limits are in brackets, to show which type they belong to. */
const more = (type: string, details: string, depth: number): string => {
  if (details === "") return type
  return depth === 0 ? `${type}, ${details}` : `${type} (${details})`
}

/** Returns the members of core's `OpenLiterals`, which lists them only in its description. */
const open = (node: SchemaAST.AST): ReadonlyArray<string> | undefined =>
  /^One of (.+), or a newer one\.$/.exec(annotation(node, "description"))?.[1]?.split(", ")

/** Returns the schema without the part that makes a field optional. */
const given = (ast: SchemaAST.AST): SchemaAST.AST => {
  const node = resolved(ast)
  if (node._tag !== "Union") return node
  const types = node.types.filter(({ _tag }) => _tag !== "Undefined")
  return types.length === 1 ? given(types[0]!) : node
}

const resolved = (ast: SchemaAST.AST): SchemaAST.AST => (ast._tag === "Suspend" ? resolved(ast.thunk()) : ast)

const members = (node: SchemaAST.Union): ReadonlyArray<SchemaAST.AST> =>
  node.types
    .map(resolved)
    .filter(({ _tag }) => _tag !== "Undefined")
    .flatMap((type) => (type._tag === "Union" ? members(type) : [type]))

/** Returns the type of a value that callers pass or read. */
export const typeOf = (ast: SchemaAST.AST, depth = 0): string => {
  const node = given(ast)
  switch (node._tag) {
    case "String": {
      const known = open(node)
      return known === undefined
        ? more(code("string"), limits(node, "character"), depth)
        : `${known.map((member) => code(JSON.stringify(member))).join(", ")} or a newer one`
    }
    case "TemplateLiteral":
      return code("string")
    case "Number":
      return more(code(checks(node).some(({ id }) => id === "isInt") ? "integer" : "number"), limits(node, ""), depth)
    case "Boolean":
      return code("boolean")
    case "Literal":
      return code(JSON.stringify(node.literal))
    case "Null":
      return code("null")
    case "Void":
    case "Undefined":
      return "nothing"
    case "Union": {
      const all = [...new Set(members(node).map((type) => typeOf(type, depth + 1)))]
      // `true` or `false` is a boolean.
      const named = all.includes("`true`") && all.includes("`false`") ? all.filter((_) => _ !== "`true`") : all
      const names = named.map((type) => (type === "`false`" && named.length < all.length ? code("boolean") : type))
      const texts = names.includes("`string`") ? names.filter((_) => !_.startsWith("`string` (")) : names
      return [texts.slice(0, -1).join(", "), texts.at(-1)].filter((_) => _ !== "").join(" or ")
    }
    case "Arrays": {
      const items = [...new Set([...node.elements, ...node.rest].map((type) => typeOf(type, depth + 1)))]
      const list = items.length === 0 ? "an empty list" : `list of ${items.join(" or ")}`
      return more(list, limits(node, "item"), depth)
    }
    case "Objects": {
      const index = node.indexSignatures[0]
      if (node.propertySignatures.length > 0) return code("object")
      return index === undefined ? code("object") : `object of ${typeOf(index.type, depth + 1)} by name`
    }
    case "Declaration": {
      const name = (node.annotations?.["representation"] as { id?: string } | undefined)?.id?.split("/").at(-1)
      if (name === "Json") return "any JSON"
      return code(name ?? (annotation(node, "identifier") || annotation(node, "expected") || "any"))
    }
    default:
      return "any JSON"
  }
}

/** Returns the schema's own description. */
const descriptionOf = (ast: SchemaAST.AST): string => {
  const node = given(ast)
  return open(node) === undefined ? annotation(node, "description") : ""
}

/** Returns the object whose fields are listed: the schema itself, or the items of a list. */
const objectIn = (ast: SchemaAST.AST): SchemaAST.Objects | undefined => {
  const node = given(ast)
  if (node._tag === "Objects") return node.propertySignatures.length > 0 ? node : undefined
  if (node._tag === "Arrays") return node.rest.map(objectIn).find((_) => _ !== undefined)
  if (node._tag === "Union") return node.types.map(objectIn).find((_) => _ !== undefined)
  return undefined
}

/** Returns the fields of a schema's values. */
export const fieldsOf = (ast: SchemaAST.AST, deepest = 1): ReadonlyArray<Field> =>
  (objectIn(SchemaAST.toType(ast))?.propertySignatures ?? []).flatMap(({ name, type }) =>
    fieldOf(String(name), type, deepest)
  )

/** Returns a field, and the fields of the object that it contains. */
export const fieldOf = (name: string, ast: SchemaAST.AST, deepest = 2, depth = 0): ReadonlyArray<Field> => {
  const type = SchemaAST.toType(ast)
  const own: Field = {
    name,
    required: !SchemaAST.isOptional(type),
    type: typeOf(type),
    description: descriptionOf(type),
    depth
  }
  const inside = depth < deepest ? (objectIn(type)?.propertySignatures ?? []) : []
  return [own, ...inside.flatMap((_) => fieldOf(`${name}.${String(_.name)}`, _.type, deepest, depth + 1))]
}
