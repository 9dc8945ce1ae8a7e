/**
 * Derives Pact's matching rules for a body from the encoded form of its schema. They say what the provider may send
 * instead of the example. They are written directly into the pact file, because pact-js cannot express "this or null".
 */
import * as SchemaAST from "effect/SchemaAST"
import { isObject, type Json } from "@salesbridge/openapi/Json"
import { resolved } from "./Resolved.ts"
import { fits } from "./Variant.ts"

type Matcher = { readonly match: string; readonly [option: string]: Json }

/** Rules by path in the body, as a pact file contains them. */
export interface Rules {
  readonly [path: string]: { readonly combine: "AND" | "OR"; readonly matchers: ReadonlyArray<Matcher> }
}

const anyText: Matcher = { match: "regex", regex: "[\\s\\S]*" }
const anything: ReadonlyArray<Matcher> = [{ match: "null" }, { match: "notEmpty" }, anyText]

/** The rules for this example of the schema. */
export const rules = (ast: SchemaAST.AST, body: Json | undefined): Rules => {
  const found = new Map<string, ReadonlyArray<Matcher>>()
  if (body !== undefined) visit(SchemaAST.toEncoded(ast), body, "$", found)
  return Object.fromEntries(
    [...found].map(([path, matchers]) => [
      path,
      { combine: matchers.length > 1 ? ("OR" as const) : ("AND" as const), matchers }
    ])
  )
}

const visit = (ast: SchemaAST.AST, value: Json, path: string, found: Map<string, ReadonlyArray<Matcher>>): void => {
  const node = resolved(ast)
  const matchers = matchersOf(node, value)
  const known = found.get(path)
  if (matchers.length > 0) found.set(path, known === undefined ? matchers : union([...known, ...matchers]))
  const member = node._tag === "Union" ? resolvedMember(node, value) : node
  if (member !== undefined && isAnything(member)) return visitAnything(member, value, path, found)
  if (member?._tag === "Objects" && isObject(value)) {
    for (const { name, type } of member.propertySignatures) {
      const part = value[String(name)]
      if (part !== undefined) visit(type, part, `${path}${step(String(name))}`, found)
    }
    if (member.propertySignatures.length === 0) {
      for (const { type } of member.indexSignatures) {
        for (const part of Object.values(value)) visit(type, part, `${path}.*`, found)
      }
    }
  }
  if (member?._tag === "Arrays" && Array.isArray(value)) {
    const rest = member.rest[0]
    value.forEach((item, index) => {
      const element = member.elements[index]
      if (element !== undefined && rest === undefined) visit(element, item, `${path}[${index}]`, found)
      else if (rest !== undefined) visit(rest, item, `${path}[*]`, found)
    })
  }
}

const isAnything = ({ _tag }: SchemaAST.AST): boolean => _tag === "Any" || _tag === "Unknown" || _tag === "Declaration"

/** If a value can be anything, so can its parts. Pact compares them before it applies the rule of the whole value. */
const visitAnything = (
  ast: SchemaAST.AST,
  value: Json,
  path: string,
  found: Map<string, ReadonlyArray<Matcher>>
): void => {
  if (Array.isArray(value)) for (const item of value) visit(ast, item, `${path}[*]`, found)
  if (isObject(value)) for (const part of Object.values(value)) visit(ast, part, `${path}.*`, found)
}

const resolvedMember = (node: SchemaAST.Union, value: Json) => membersOf(node).find((type) => fits(type, value))

/** The members of a union, with nested unions flattened. */
const membersOf = (node: SchemaAST.Union): ReadonlyArray<ReturnType<typeof resolved>> =>
  node.types.map(resolved).flatMap((type) => (type._tag === "Union" ? membersOf(type) : [type]))

/** The rules of which any one must match. If there are none, only the example itself matches. */
const matchersOf = (ast: SchemaAST.AST, value: Json): ReadonlyArray<Matcher> => {
  const node = resolved(ast)
  switch (node._tag) {
    case "Any":
    case "Unknown":
    case "Declaration":
      if (Array.isArray(value)) return [{ match: "type" }]
      return isObject(value) ? [{ match: "values" }] : anything
    case "Null":
      return [{ match: "null" }]
    case "Literal":
      return typeof node.literal === "string" ? [{ match: "regex", regex: `^${escape(node.literal)}$` }] : []
    case "String":
    case "TemplateLiteral": {
      const pattern = patternOf(node)
      if (pattern !== undefined) return [{ match: "regex", regex: pattern }]
      return typeof value === "string" ? [{ match: "type" }] : [anyText]
    }
    case "Number":
      return [{ match: isInteger(node) ? "integer" : "number" }]
    case "Boolean":
      return typeof value === "boolean" ? [{ match: "type" }] : [{ match: "boolean" }]
    case "Arrays":
      if (!Array.isArray(value)) return [{ match: "notEmpty" }]
      return [value.length > 0 ? { match: "type", min: 1 } : { match: "type" }]
    case "Objects":
      if (!isObject(value)) return [{ match: "notEmpty" }]
      return node.propertySignatures.length === 0 && node.indexSignatures.length > 0
        ? [{ match: "values" }]
        : [{ match: "type" }]
    case "Union":
      return union(
        membersOf(node)
          .filter((type) => canReplace(type._tag, value))
          .flatMap((type) => matchersOf(type, value))
      )
    default:
      return []
  }
}

/**
 * Whether Pact can accept this member of a union instead of the example. Nothing can replace an object or a list,
 * because Pact compares their parts before it applies their rules.
 */
const canReplace = (tag: SchemaAST.AST["_tag"], value: Json): boolean => {
  if (Array.isArray(value)) return tag === "Arrays"
  if (isObject(value)) return tag === "Objects"
  return value === null || (tag !== "Arrays" && tag !== "Objects")
}

const union = (matchers: ReadonlyArray<Matcher>): ReadonlyArray<Matcher> => [
  ...new Map(matchers.map((_) => [JSON.stringify(_), _])).values()
]

/** Whether the checks of a number require an integer. */
const isInteger = (ast: SchemaAST.AST): boolean => checkIds(ast).some(({ id }) => id.endsWith("/isInt"))

/** The pattern of a string, if one of its checks has a pattern that Pact's engine interprets in the same way. */
const patternOf = (ast: SchemaAST.AST): string | undefined => {
  for (const { id, payload } of checkIds(ast)) {
    if (!id.endsWith("/isPattern") || !isObject(payload)) continue
    const { flags, source } = payload
    if (typeof source === "string" && !source.includes("(?") && (flags ?? "") === "") return source
  }
  return undefined
}

/** The identified checks of a schema, with groups flattened. */
const checkIds = (ast: SchemaAST.AST): ReadonlyArray<{ readonly id: string; readonly payload: unknown }> => {
  const one = (check: SchemaAST.Check<never>): ReadonlyArray<{ readonly id: string; readonly payload: unknown }> => {
    const name = check.annotations?.["representation"] as { readonly id: string; readonly payload: unknown } | undefined
    return [...(name === undefined ? [] : [name]), ...(check._tag === "FilterGroup" ? check.checks.flatMap(one) : [])]
  }
  return (ast.checks ?? []).flatMap(one)
}

const step = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("'", "\\'")}']`)
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
