/** Makes a sample value of a schema: one of its `examples`, or a value derived from its type and checks. */
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import { canonical, isObject } from "@salesbridge/openapi/Json"

/** How a sample is made. */
export interface Options {
  readonly unions?: "first" | "last"
  /** Parts of the value that are given, such as an operation's example. */
  readonly hint?: unknown
}

/** A schema that encodes and decodes without services. */
export type Codec = Schema.ConstraintCodec<unknown, unknown>

/** No sample could be made. The schema needs an annotation `examples`. */
export class NoSample extends Error {}

const nothing = Symbol("nothing")
const depth = 12

const texts: ReadonlyArray<string> = [
  "text",
  "2024-05-21T09:41:06.170Z",
  "2024-05-21T09:41:06.17",
  "2024-05-21",
  "jane.roe@example.com",
  "https://www.example.com",
  "f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66",
  "1",
  "true"
]
const numbers: ReadonlyArray<number> = [1.5, 1, 10, 100, 0, 1618336539820]
const instants = [new Date("2024-05-21T09:41:06.170Z"), DateTime.makeUnsafe("2024-05-21T09:41:06.170Z")]

/**
 * A sample of the decoded type. It contains the optional fields, and null only if nothing else is possible. Throws
 * `NoSample`.
 */
export const sample = (schema: Codec, options: Options = {}): unknown => {
  const value = walk(schema.ast, options.hint, options.unions ?? "first", depth)
  if (value === nothing)
    throw new NoSample(`No sample can be made of ${describe(schema.ast)}. Annotate the schema with \`examples\`.`)
  return value
}

/** A sample in its encoded form. Throws `NoSample`. */
export const encoded = (schema: Codec, options: Options = {}): unknown => encode(schema, sample(schema, options))

/** Encodes a value. Throws `NoSample` if the schema refuses it. */
export const encode = (schema: Codec, value: unknown): unknown => {
  const result = SchemaParser.encodeUnknownResult(schema)(value)
  if (Result.isFailure(result))
    throw new NoSample(`${describe(schema.ast)} cannot encode its sample: ${result.failure}`)
  return result.success
}

const of = (ast: SchemaAST.AST): Codec => Schema.make(ast) as unknown as Codec
const isA = (ast: SchemaAST.AST) => Schema.is(of(SchemaAST.toType(ast)))
const describe = (ast: SchemaAST.AST): string =>
  SchemaAST.resolveIdentifier(ast) ?? SchemaAST.resolveTitle(ast) ?? ast._tag

/** The `examples` of a schema. */
export const examplesOf = (ast: SchemaAST.AST): ReadonlyArray<unknown> => {
  const examples = SchemaAST.resolve(ast)?.["examples"] ?? ast.annotations?.["examples"]
  return Array.isArray(examples) ? examples.filter((_) => _ !== null && _ !== undefined) : []
}

const exampleOf = (ast: SchemaAST.AST): unknown => examplesOf(ast)[0]

const walk = (ast: SchemaAST.AST, given: unknown, unions: "first" | "last", left: number): unknown => {
  const hint = given ?? exampleOf(ast)
  if (left <= 0) return nothing
  switch (ast._tag) {
    case "Objects": {
      const value = object(ast, isObject(hint) ? hint : {}, unions, left - 1)
      return isA(ast)(value) ? value : fallback(ast, hint)
    }
    case "Arrays": {
      const value = array(ast, Array.isArray(hint) ? hint : [], unions, left - 1)
      return isA(ast)(value) ? value : fallback(ast, hint)
    }
    case "Union": {
      const members = ast.types.filter(({ _tag }) => _tag !== "Null" && _tag !== "Undefined" && _tag !== "Void")
      const ordered = unions === "first" ? members : members.toReversed()
      const own = unions === "last" && ordered.length > 1 ? undefined : hint
      const fitting = own === undefined ? undefined : ordered.find((member) => isA(member)(own))
      for (const member of fitting === undefined ? ordered : [fitting]) {
        const value = walk(member, own, unions, left - 1)
        if (value !== nothing && isA(ast)(value)) return value
      }
      // This ends a recursion.
      if (isA(ast)(null)) return null
      return fallback(ast, hint)
    }
    case "Suspend":
      return walk(ast.thunk(), hint, unions, left - depth / 3)
    case "Literal":
      return ast.literal
    case "Null":
      return null
    case "Undefined":
    case "Void":
      return undefined
    default: {
      if (hint !== undefined && isA(ast)(hint)) return hint
      return leaf(ast, unions, left)
    }
  }
}

const object = (
  ast: SchemaAST.Objects,
  hint: { readonly [key: string]: unknown },
  unions: "first" | "last",
  left: number
) => {
  const value: Record<string, unknown> = {}
  for (const { name, type } of ast.propertySignatures) {
    const part = walk(type, hint[String(name)] ?? undefined, unions, left)
    if (part !== nothing && (part !== undefined || !SchemaAST.isOptional(type))) value[String(name)] = part
  }
  if (ast.propertySignatures.length === 0) {
    // A record: the entries of its example, or else one made-up entry.
    for (const { type } of ast.indexSignatures) {
      const part = walk(type, undefined, unions, left)
      if (Object.keys(hint).length > 0) Object.assign(value, hint)
      else if (part !== nothing) value["key"] = part
    }
  }
  return value
}

const array = (ast: SchemaAST.Arrays, hint: ReadonlyArray<unknown>, unions: "first" | "last", left: number) => {
  const elements = ast.elements.map((element, index) => walk(element, hint[index], unions, left))
  const rest = ast.rest[0]
  if (rest === undefined) return elements
  const more = elements.length === 0 ? [undefined] : []
  const items = hint.length > elements.length ? hint.slice(elements.length) : more
  return [...elements, ...items.map((item) => walk(rest, item, unions, left)).filter((_) => _ !== nothing)]
}

const leaf = (ast: SchemaAST.AST, unions: "first" | "last", left: number): unknown => {
  const fits = isA(ast)
  if (ast._tag === "Any" || ast._tag === "Unknown" || (ast._tag === "Declaration" && fits("anything") && fits(1))) {
    return "anything"
  }
  const candidates = ast._tag === "String" ? texts : ast._tag === "Number" ? numbers : [true, ...instants]
  const plain = candidates.find((candidate) => fits(candidate))
  if (plain !== undefined && ast._tag !== "Declaration") return plain
  if (ast.encoding !== undefined) {
    const fromWire = decoded(ast, unions, left)
    if (fromWire !== undefined) return fromWire
  }
  return plain ?? fallback(ast, undefined)
}

/** Decodes a sample of the encoded form. */
const decoded = (ast: SchemaAST.AST, unions: "first" | "last", left: number): unknown => {
  const wire = SchemaAST.toEncoded(ast)
  const decode = SchemaParser.decodeUnknownResult(of(ast))
  const first = walk(wire, undefined, unions, left - 1)
  const candidates = wire._tag === "String" ? [first, ...texts] : wire._tag === "Number" ? [first, ...numbers] : [first]
  for (const candidate of candidates) {
    const result = decode(candidate)
    if (Result.isSuccess(result) && !(result.success instanceof Date && Number.isNaN(result.success.getTime()))) {
      return result.success
    }
  }
  return undefined
}

/** A generated value. The seed is fixed, so it is always the same. */
const fallback = (ast: SchemaAST.AST, hint: unknown): unknown => {
  if (hint !== undefined && isA(ast)(hint)) return hint
  try {
    const values = Effect.runSync(
      Arbitrary.sampleEffect(Arbitrary.schema(of(SchemaAST.toType(ast))), { count: 20, seed: "sample", size: 4 })
    )
    return values.toSorted((a, b) => canonical(b).length - canonical(a).length)[0] ?? nothing
  } catch {
    return nothing
  }
}

/** Decodes a value. Throws `NoSample` if the schema refuses it. */
export const decode = (schema: Codec, wire: unknown): unknown => {
  const result = SchemaParser.decodeUnknownResult(schema)(wire)
  if (Result.isFailure(result))
    throw new NoSample(`${describe(schema.ast)} cannot decode its sample: ${result.failure}`)
  return result.success
}
