/**
 * Derives the forms of a body that are tested: all fields, as few as possible, empty lists, and the other members of
 * unions.
 */
import * as Result from "effect/Result"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import type { Leniency } from "../report/Disagreement.ts"
import { canonical, inside, isObject, type Json, overTheWire } from "@salesbridge/openapi/Json"
import { resolved } from "./Resolved.ts"
import * as Sample from "./Sample.ts"

/**
 * `whole`: every field, without null. `least`: no optional fields, and null wherever it is allowed. `empty`: empty
 * lists. `other`: the other members of unions, and null in nullable optional fields. There is one form for all other
 * members, however many there are.
 */
type Name = "whole" | "least" | "empty" | "other"

export interface Variant {
  readonly name: Name
  /** The encoded body; `undefined` if there is none. */
  readonly body: Json | undefined
}

/** Whether the package only tolerates this value here, so that no pact may require it. */
export type Lenient = (place: string, leniency: Leniency) => boolean

/** The forms of a schema's values. Forms that are equal to an earlier one, or that the schema refuses, are left out. */
export const variants = (schema: Sample.Codec, lenient: Lenient = () => false): ReadonlyArray<Variant> => {
  const wire = SchemaAST.toEncoded(schema.ast)
  const short = overTheWire(Sample.encoded(schema))
  const full = listed(wire, short)
  const whole = restrain(full, full, "", lenient)
  const all: ReadonlyArray<Variant> = [
    { name: "whole", body: whole },
    { name: "least", body: least(wire, whole) },
    { name: "empty", body: empty(wire, whole, 2) },
    { name: "other", body: nulled(wire, overTheWire(Sample.encoded(schema, { unions: "last" }))) },
    { name: "other", body: short }
  ]
  const accepts = SchemaParser.decodeUnknownResult(schema)
  const first = new Map<string, Variant>()
  for (const { body, name } of all) {
    const variant = { name, body: restrain(whole, body, "", lenient) }
    const key = canonical(variant.body)
    const accepted = variant.name === "whole" || Result.isSuccess(accepts(variant.body))
    if (accepted && !first.has(key)) first.set(key, variant)
  }
  return [...first.values()]
}

/** A form without the values that the package only tolerates. */
const restrain = (
  whole: Json | undefined,
  form: Json | undefined,
  place: string,
  lenient: Lenient
): Json | undefined => {
  if (whole === undefined || form === undefined) return form
  const kind = kindOf(form)
  if (kind !== kindOf(whole)) return lenient(place, kind) ? whole : form
  if (Array.isArray(form) && Array.isArray(whole)) {
    return form.map((item, index) => restrain(whole[index] ?? whole[0], item, `${place}[]`, lenient) ?? item)
  }
  if (!isObject(form) || !isObject(whole)) return form
  const parts = Object.keys(whole).flatMap((name): ReadonlyArray<readonly [string, Json]> => {
    const at = inside(place, name)
    const [own, other] = [whole[name] ?? null, form[name]]
    if (lenient(at, "unknown")) return []
    if (other === undefined) return lenient(at, "absent") ? [[name, own]] : []
    return [[name, restrain(own, other, at, lenient) ?? null]]
  })
  return Object.fromEntries(parts)
}

const kindOf = (value: Json): Leniency => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "list"
  return typeof value as "string" | "number" | "boolean" | "object"
}

/** Puts a value in a list if the schema accepts both, because vendors document the list. */
const listed = (ast: SchemaAST.AST, value: Json | undefined): Json | undefined => {
  const node = resolved(ast)
  if (node._tag === "Union") {
    const list = node.types.map(resolved).find((type): type is SchemaAST.Arrays => type._tag === "Arrays")
    const item = list?.rest[0]
    if (!Array.isArray(value) && item !== undefined && fits(item, value)) return [listed(item, value) ?? null]
    const member = node.types.find((type) => fits(type, value))
    return member === undefined ? value : listed(member, value)
  }
  if (node._tag === "Arrays" && Array.isArray(value)) {
    return value.map((item, index) => listed(node.elements[index] ?? node.rest[0] ?? node, item) ?? null)
  }
  if (node._tag !== "Objects" || !isObject(value)) return value
  const types = new Map(node.propertySignatures.map(({ name, type }) => [String(name), type]))
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const type = types.get(name)
      return [name, type === undefined ? part : (listed(type, part) ?? null)]
    })
  )
}

/** The value without optional fields, and with null wherever it is allowed. */
const least = (ast: SchemaAST.AST, value: Json | undefined): Json | undefined => {
  const node = resolved(ast)
  if (node._tag === "Union") {
    if (isNullable(node)) return null
    const member = node.types.find((type) => fits(type, value))
    return member === undefined ? value : least(member, value)
  }
  if (node._tag === "Objects" && isObject(value)) {
    const fields = node.propertySignatures.flatMap(({ name, type }): ReadonlyArray<readonly [string, Json]> => {
      const part = value[String(name)]
      if (part === undefined || SchemaAST.isOptional(type)) return []
      return [[String(name), least(type, part) ?? null]]
    })
    return node.propertySignatures.length === 0 ? value : Object.fromEntries(fields)
  }
  if (node._tag === "Arrays" && Array.isArray(value)) {
    return value.slice(0, Math.max(1, node.elements.length)).map((item, index) => {
      const type = node.elements[index] ?? node.rest[0]
      return type === undefined ? item : (least(type, item) ?? null)
    })
  }
  return value
}

/** The value with null in optional fields that are nullable. */
const nulled = (ast: SchemaAST.AST, value: Json | undefined): Json | undefined => {
  const node = resolved(ast)
  if (node._tag === "Union") {
    const member = node.types.find((type) => fits(type, value))
    return member === undefined ? value : nulled(member, value)
  }
  if (node._tag === "Arrays" && Array.isArray(value)) {
    return value.map((item, index) => nulled(node.elements[index] ?? node.rest[0] ?? node, item) ?? null)
  }
  if (node._tag !== "Objects" || !isObject(value)) return value
  const types = new Map(node.propertySignatures.map(({ name, type }) => [String(name), type]))
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const type = types.get(name)
      if (type === undefined) return [name, part]
      return [name, SchemaAST.isOptional(type) && isNullable(type) ? null : (nulled(type, part) ?? null)]
    })
  )
}

/** The value with empty lists, down to `left` levels. */
const empty = (ast: SchemaAST.AST, value: Json | undefined, left: number): Json | undefined => {
  const node = resolved(ast)
  if (left === 0) return value
  if (node._tag === "Union") {
    const member = node.types.find((type) => fits(type, value))
    return member === undefined ? value : empty(member, value, left)
  }
  if (node._tag === "Arrays" && Array.isArray(value)) return node.elements.length === 0 ? [] : value
  if (node._tag !== "Objects" || !isObject(value)) return value
  const types = new Map(node.propertySignatures.map(({ name, type }) => [String(name), type]))
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const type = types.get(name)
      return [name, type === undefined ? part : (empty(type, part, left - 1) ?? null)]
    })
  )
}

/** Whether null is declared explicitly. A schema that allows anything does not count. */
const isNullable = (ast: SchemaAST.AST): boolean => {
  const node = resolved(ast)
  return node._tag === "Null" || (node._tag === "Union" && node.types.some(isNullable))
}

/** Whether the node accepts an encoded value, judged by its outermost type and its required fields. */
export const fits = (ast: SchemaAST.AST, value: unknown): boolean => {
  const node = resolved(ast)
  switch (node._tag) {
    case "Objects":
      return (
        isObject(value) &&
        node.propertySignatures.every(
          ({ name, type }) => SchemaAST.isOptional(type) || value[String(name)] !== undefined
        )
      )
    case "Arrays":
      return Array.isArray(value)
    case "String":
    case "TemplateLiteral":
      return typeof value === "string"
    case "Number":
      return typeof value === "number"
    case "Boolean":
      return typeof value === "boolean"
    case "Null":
      return value === null
    case "Literal":
      return node.literal === value
    case "Union":
      return node.types.some((type) => fits(type, value))
    case "Any":
    case "Unknown":
    case "Declaration":
      return true
    default:
      return false
  }
}
