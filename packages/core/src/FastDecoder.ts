/**
 * Decodes the schemas that vendors' records are made of without Effect's interpreter. It accepts what Effect accepts,
 * with the same result. It gives no reason for a refusal, so the caller passes a refused value to Effect's decoder.
 *
 * It consists of closures only: workers and content security policies forbid generated code.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"

/** Returned instead of a value: ask Effect's decoder what is wrong. */
export const refused: unique symbol = Symbol("refused")

/** Returns the value as the schema decodes it under default options, or {@link refused}. */
export type FastDecoder = (value: unknown) => unknown

/**
 * The decoder of a schema. Effect decodes the parts of unknown kinds. `json` promises that inputs are JSON. With `any`,
 * a record with a field that its schema does not name is refused.
 */
export const make = (schema: Schema.Constraint, given: "json" | "any" = "json"): FastDecoder => {
  const decode = decodersOf[given](schema.ast)
  return (value) => {
    try {
      return decode(value)
    } catch {
      return refused
    }
  }
}

type DecoderOf = (ast: SchemaAST.AST) => FastDecoder

/** Operations share the schemas of their records, so decoders are kept. */
const cached = (record: typeof jsonRecord): DecoderOf => {
  const known = new WeakMap<SchemaAST.AST, FastDecoder>()
  const decoderOf: DecoderOf = (ast) => {
    const decoder = known.get(ast) ?? build(ast, decoderOf, record)
    known.set(ast, decoder)
    return decoder
  }
  return decoderOf
}

const build = (ast: SchemaAST.AST, decoderOf: DecoderOf, record: typeof jsonRecord): FastDecoder => {
  const local = hasEncodingChecks(ast) ? undefined : localDecoder(ast, decoderOf, record)
  if (local === undefined) return byEffect(ast, record)
  const checked = ast.checks === undefined ? local : withChecks(local, ast.checks, ast)
  return ast.encoding === undefined ? checked : (afterLinks(checked, ast.encoding, decoderOf) ?? byEffect(ast, record))
}

const hasEncodingChecks = (ast: SchemaAST.AST): boolean => "encodingChecks" in ast && ast.encodingChecks !== undefined

/** Without the schema's checks, and without the transformation that leads to it. */
const localDecoder = (ast: SchemaAST.AST, decoderOf: DecoderOf, record: typeof jsonRecord): FastDecoder | undefined => {
  switch (ast._tag) {
    case "String":
      return (value) => (typeof value === "string" ? value : refused)
    case "Number":
      return (value) => (typeof value === "number" ? value : refused)
    case "Boolean":
      return (value) => (typeof value === "boolean" ? value : refused)
    case "Null":
      return (value) => (value === null ? null : refused)
    case "Undefined":
      return (value) => (value === undefined ? undefined : refused)
    case "Literal":
      return (value) => (value === ast.literal ? value : refused)
    case "Any":
    case "Unknown":
      return (value) => value
    case "Declaration":
      return declared(ast, decoderOf)
    case "Arrays":
      return arrayDecoder(ast, decoderOf)
    case "Objects":
      return objectDecoder(ast, decoderOf, record)
    case "Union":
      return unionDecoder(ast, decoderOf)
    case "Suspend":
      return (value) => decoderOf(ast.thunk())(value)
    default:
      return undefined
  }
}

const declared = (ast: SchemaAST.Declaration, decoderOf: DecoderOf): FastDecoder | undefined => {
  if (ast.run === Schema.Date.ast.run) return validDate
  const { id } = (ast.annotations?.["representation"] ?? {}) as { readonly id?: string }
  if (id !== "effect/schema/ReadonlySet" || ast.typeParameters.length !== 1) return undefined
  const decodeItem = decoderOf(ast.typeParameters[0]!)
  return (value) => {
    if (!(value instanceof Set)) return refused
    const items = new Set<unknown>()
    for (const item of value) {
      const decoded = decodeItem(item)
      if (decoded === refused) return refused
      items.add(decoded)
    }
    return items
  }
}

const validDate: FastDecoder = (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : refused)

const byEffect = (ast: SchemaAST.AST, record: typeof jsonRecord): FastDecoder => {
  const options: SchemaAST.ParseOptions = record === strictRecord ? { onExcessProperty: "error" } : {}
  const decode = SchemaParser.decodeUnknownResult(Schema.make<Schema.Codec<unknown>>(ast), options)
  return (value) => {
    const decoded = decode(value)
    return Result.isSuccess(decoded) ? decoded.success : refused
  }
}

const defaultOptions: SchemaAST.ParseOptions = {}

const withChecks = (decode: FastDecoder, checks: SchemaAST.Checks, ast: SchemaAST.AST): FastDecoder => {
  const passes = (check: SchemaAST.Check<unknown>, value: unknown): boolean =>
    check._tag === "FilterGroup"
      ? check.checks.every((part) => passes(part as SchemaAST.Check<unknown>, value))
      : check.run(value, ast, defaultOptions) === undefined
  const only = checks.length === 1 && checks[0]._tag === "Filter" ? checks[0] : undefined
  return only === undefined
    ? (value) => {
        const decoded = decode(value)
        return decoded !== refused && checks.every((check) => passes(check, decoded)) ? decoded : refused
      }
    : (value) => {
        const decoded = decode(value)
        return decoded !== refused && only.run(decoded, ast, defaultOptions) === undefined ? decoded : refused
      }
}

/** From the outermost link, whose `to` is the wire form, inwards to the decoder itself. */
const afterLinks = (decode: FastDecoder, links: SchemaAST.Encoding, decoderOf: DecoderOf): FastDecoder | undefined => {
  let inner = decode
  for (const { to, transformation } of links) {
    const transform = pure(transformation)
    if (transform === undefined) return undefined
    const [outer, next] = [decoderOf(to), inner]
    inner = (value) => {
      const from = outer(value)
      return from === refused ? refused : next(transform(from))
    }
  }
  return inner
}

/** The function of a transformation that is a plain function. */
const pure = (transformation: SchemaAST.Link["transformation"]): ((value: unknown) => unknown) | undefined => {
  if (transformation._tag !== "Transformation") return undefined
  const { decode } = transformation
  if (decode._tag === "Passthrough") return (value) => value
  return decode._tag === "Transform" ? decode.transform : undefined
}

const arrayDecoder = (ast: SchemaAST.Arrays, decoderOf: DecoderOf): FastDecoder | undefined => {
  if (ast.rest.length > 1 || ast.elements.length > 0) return undefined
  if (ast.rest.length === 0) return (value) => (Array.isArray(value) && value.length === 0 ? [] : refused)
  const decodeItem = decoderOf(ast.rest[0]!)
  return (value) => {
    if (!Array.isArray(value)) return refused
    const items: Array<unknown> = []
    for (let index = 0; index < value.length; index++) {
      const item = decodeItem(value[index])
      if (item === refused) return refused
      items.push(item)
    }
    return items
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const objectDecoder = (
  ast: SchemaAST.Objects,
  decoderOf: DecoderOf,
  record: typeof jsonRecord
): FastDecoder | undefined => {
  const { indexSignatures, propertySignatures } = ast
  if (indexSignatures.length > 1 || propertySignatures.length + indexSignatures.length === 0) return undefined
  if (propertySignatures.some(({ name }) => typeof name !== "string" || name === "__proto__")) return undefined
  const index = indexSignatures[0]
  const isPlain = index?.parameter._tag === "String" && !index.parameter.checks && !index.parameter.encoding
  if (index !== undefined && !isPlain) return undefined

  if (!propertySignatures.every(({ type }) => keepsMissing(type))) return undefined
  const fields = propertySignatures.map(({ name, type }) => ({
    name: name as string,
    decode: decoderOf(type),
    mayBeMissing: type.context?.isOptional === true,
    asIs: unchangedKinds(type)
  }))
  return index === undefined ? record(fields) : withOthers(fields, eachField(fields), decoderOf(index.type))
}

interface Field {
  readonly name: string
  readonly decode: FastDecoder
  readonly mayBeMissing: boolean
  /** Values of these kinds decode to themselves. */
  readonly asIs: number
}

/** The fields of a record, in the order of the schema. */
const eachField =
  (fields: ReadonlyArray<Field>): FastDecoder =>
  (value) => {
    if (!isRecord(value)) return refused
    const decoded: Record<string, unknown> = {}
    for (const { decode, mayBeMissing, name } of fields) {
      const field = value[name]
      if (field === undefined && !(name in value)) {
        if (mayBeMissing) continue
        return refused
      }
      const of = decode(field)
      if (of === refused) return refused
      decoded[name] = of
    }
    return decoded
  }

const isMissing = (field: Field | undefined, value: object): boolean =>
  field !== undefined && field.mayBeMissing && !(field.name in value)

/**
 * The same for JSON. It takes half the time if the record's fields are in the order of the schema, as they usually are:
 * it copies the record and replaces the fields whose values change.
 */
const jsonRecord = (fields: ReadonlyArray<Field>): FastDecoder => {
  const inAnyOrder = eachField(fields)
  return (value) => {
    if (!isRecord(value)) return refused
    let copy: Record<string, unknown> | undefined
    let at = 0
    for (const name in value) {
      let field = fields[at++]
      for (; field?.name !== name; field = fields[at++]) if (!isMissing(field, value)) return inAnyOrder(value)
      const given = value[name]
      if ((field.asIs & bitOf(given)) !== 0) continue
      const decoded = field.decode(given)
      if (decoded === refused) return refused
      if (decoded !== given) (copy ??= { ...value })[name] = decoded
    }
    for (; at < fields.length; at++) if (!isMissing(fields[at], value)) return inAnyOrder(value)
    return copy ?? { ...value }
  }
}

/** A record that allows no other fields. */
const strictRecord = (fields: ReadonlyArray<Field>): FastDecoder => {
  const named = new Set(fields.map(({ name }) => name))
  const decode = eachField(fields)
  return (value) => {
    for (const name in value as object) if (!named.has(name)) return refused
    return Object.getOwnPropertySymbols(Object(value)).length > 0 ? refused : decode(value)
  }
}

const decodersOf = { json: cached(jsonRecord), any: cached(strictRecord) }

const assign = (record: Record<string, unknown>, name: string, value: unknown): void => {
  // A plain assignment would set the record's prototype.
  if (name === "__proto__")
    Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
  else record[name] = value
}

/** The fields that the schema names, then all others. */
const withOthers = (fields: ReadonlyArray<Field>, decodeFields: FastDecoder, decodeOther: FastDecoder): FastDecoder => {
  const named = new Set(fields.map(({ name }) => name))
  return (value) => {
    if (Object.getOwnPropertySymbols(Object(value)).length > 0) return refused
    const decoded = decodeFields(value) as Record<string, unknown> | typeof refused
    if (decoded === refused) return refused
    for (const name of Object.keys(value as object)) {
      const other = decodeOther((value as Record<string, unknown>)[name])
      if (other === refused) return refused
      // Like Effect, which requires that named fields match both.
      if (!named.has(name)) assign(decoded, name, other)
    }
    return decoded
  }
}

/** Whether a missing value stays missing through all transformations. */
const keepsMissing = (ast: SchemaAST.AST): boolean =>
  ast.encoding === undefined ||
  ast.encoding.every(({ to, transformation }) => pure(transformation) !== undefined && keepsMissing(to))

const kinds = ["null", "string", "number", "boolean", "array", "object"] as const
type Kind = (typeof kinds)[number]

const kindOf = (value: unknown): Kind | undefined => {
  const type = typeof value
  if (type === "object") return value === null ? "null" : Array.isArray(value) ? "array" : "object"
  return type === "string" || type === "number" || type === "boolean" ? type : undefined
}

/** The simple kinds of values, one bit each. */
const bits = { null: 1, string: 2, number: 4, boolean: 8 }

const bitOf = (value: unknown): number => {
  if (value === null) return bits.null
  const type = typeof value
  return type === "string" ? bits.string : type === "number" ? bits.number : type === "boolean" ? bits.boolean : 0
}

/** The kinds of values that this schema returns unchanged. */
const unchangedKinds = (ast: SchemaAST.AST): number => {
  if (ast.encoding !== undefined || ast.checks !== undefined || hasEncodingChecks(ast)) return 0
  switch (ast._tag) {
    case "Null":
      return bits.null
    case "String":
      return bits.string
    case "Number":
      return bits.number
    case "Boolean":
      return bits.boolean
    case "Union":
      if (ast.options?.mode === "oneOf") return 0
      return Object.entries(bits).reduce((all, [kind, bit]) => {
        const first = ast.types.find(mayTake(kind as Kind))
        return first === undefined ? all : all | (unchangedKinds(first) & bit)
      }, 0)
    default:
      return 0
  }
}

/** The first member that accepts a value. */
const unionDecoder = (ast: SchemaAST.Union, decoderOf: DecoderOf): FastDecoder | undefined => {
  if (ast.options?.mode === "oneOf") return undefined
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, firstOf(ast.types.filter(mayTake(kind)), decoderOf)]))
  const ofOtherKinds = firstOf(ast.types, decoderOf)
  return (value) => {
    const kind = kindOf(value)
    return kind === undefined ? ofOtherKinds(value) : byKind[kind]!(value)
  }
}

const firstOf = (members: ReadonlyArray<SchemaAST.AST>, decoderOf: DecoderOf): FastDecoder =>
  members.map(decoderOf).reduceRight(
    (others, decode) => (value) => {
      const decoded = decode(value)
      return decoded === refused ? others(value) : decoded
    },
    () => refused
  )

/** Whether a schema may accept a value of this kind. `false` is certain. */
const mayTake =
  (kind: Kind) =>
  (ast: SchemaAST.AST): boolean => {
    if (ast.encoding !== undefined) {
      const { to, transformation } = ast.encoding.at(-1)!
      return transformation._tag !== "Transformation" || mayTake(kind)(to)
    }
    switch (ast._tag) {
      case "Null":
      case "String":
      case "Number":
      case "Boolean":
        return ast._tag.toLowerCase() === kind
      case "Undefined":
        return false
      case "Literal":
        return typeof ast.literal === kind
      case "Arrays":
        return kind === "array"
      case "Objects":
        return kind === "object" || ast.propertySignatures.length + ast.indexSignatures.length === 0
      case "Union":
        return ast.types.some(mayTake(kind))
      default:
        return true
    }
  }
