/**
 * Decodes what vendors' records are made of without Effect's machinery: it accepts what Effect accepts, with the same
 * result. It does not say why it refuses a value, so the caller hands that value to Effect's decoder.
 *
 * Built of closures. Only a record's fields are read by generated code, where a worker or a content security policy does
 * not forbid that.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"

/** In place of a value: ask Effect what is wrong with it. */
export const refused: unique symbol = Symbol("refused")

/** A value as the schema decodes it under default options, or {@link refused}. */
export type FastDecoder = (value: unknown) => unknown

/** The decoder of a schema. Parts of kinds that are not known here are decoded by Effect. */
export const make = (schema: Schema.Constraint): FastDecoder => {
  const decode = decoderOf(schema.ast)
  return (value) => {
    try {
      return decode(value)
    } catch {
      return refused
    }
  }
}

/** Operations share their records. */
const known = new WeakMap<SchemaAST.AST, FastDecoder>()

const decoderOf = (ast: SchemaAST.AST): FastDecoder => {
  const decoder = known.get(ast) ?? build(ast)
  known.set(ast, decoder)
  return decoder
}

const build = (ast: SchemaAST.AST): FastDecoder => {
  const local = "encodingChecks" in ast && ast.encodingChecks !== undefined ? undefined : localDecoder(ast)
  if (local === undefined) return byEffect(ast)
  const checked = ast.checks === undefined ? local : withChecks(local, ast.checks, ast)
  return ast.encoding === undefined ? checked : (afterLinks(checked, ast.encoding) ?? byEffect(ast))
}

/** Without the checks of the schema, and from the values that it is transformed from. */
const localDecoder = (ast: SchemaAST.AST): FastDecoder | undefined => {
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
      return ast.run === Schema.Date.ast.run ? validDate : undefined
    case "Arrays":
      return arrayDecoder(ast)
    case "Objects":
      return objectDecoder(ast)
    case "Union":
      return unionDecoder(ast)
    case "Suspend":
      return (value) => decoderOf(ast.thunk())(value)
    default:
      return undefined
  }
}

const validDate: FastDecoder = (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : refused)

const byEffect = (ast: SchemaAST.AST): FastDecoder => {
  const decode = SchemaParser.decodeUnknownResult(Schema.make<Schema.Codec<unknown>>(ast))
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

/** From the outermost link, whose `to` is the wire form, to the decoder itself. */
const afterLinks = (decode: FastDecoder, links: SchemaAST.Encoding): FastDecoder | undefined => {
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

/** The function of a transformation that is no more than one. */
const pure = (transformation: SchemaAST.Link["transformation"]): ((value: unknown) => unknown) | undefined => {
  if (transformation._tag !== "Transformation") return undefined
  const { decode } = transformation
  if (decode._tag === "Passthrough") return (value) => value
  return decode._tag === "Transform" ? decode.transform : undefined
}

const arrayDecoder = (ast: SchemaAST.Arrays): FastDecoder | undefined => {
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

const objectDecoder = (ast: SchemaAST.Objects): FastDecoder | undefined => {
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
    mayBeMissing: type.context?.isOptional === true
  }))
  const decodeFields = generated(fields) ?? looped(fields)
  return index === undefined ? decodeFields : withOthers(fields, decodeFields, decoderOf(index.type))
}

interface Field {
  readonly name: string
  readonly decode: FastDecoder
  readonly mayBeMissing: boolean
}

/** A record's fields, in the order of the schema. */
const looped =
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

/** The same as {@link looped}, in a third of the time. Undefined where code may not be generated. */
const generated = (fields: ReadonlyArray<Field>): FastDecoder | undefined => {
  const lines = fields.map(({ mayBeMissing, name }, index) => {
    const key = JSON.stringify(name)
    const missing = `f===undefined&&!(${key} in v)`
    const taken = `if((f=d${index}(f))===no)return no;o[${key}]=f`
    return `f=v[${key}];if(${missing}){${mayBeMissing ? "" : "return no"}}else{${taken}}`
  })
  const parameters = ["no", "isRecord", ...fields.map((_, index) => `d${index}`)]
  const source = `return v=>{if(!isRecord(v))return no;const o={};let f;${lines.join(";")};return o}`
  try {
    return new Function(...parameters, source)(refused, isRecord, ...fields.map(({ decode }) => decode)) as FastDecoder
  } catch {
    return undefined
  }
}

const assign = (record: Record<string, unknown>, name: string, value: unknown): void => {
  // Assigned as others are, it would become the record's prototype.
  if (name === "__proto__")
    Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
  else record[name] = value
}

/** The fields that the schema names, then all others. */
const withOthers = (fields: ReadonlyArray<Field>, decodeFields: FastDecoder, decodeOther: FastDecoder): FastDecoder => {
  const named = new Set(fields.map(({ name }) => name))
  return (value) => {
    const decoded = decodeFields(value) as Record<string, unknown> | typeof refused
    if (decoded === refused) return refused
    for (const name of Object.keys(value as object)) {
      const other = decodeOther((value as Record<string, unknown>)[name])
      if (other === refused) return refused
      // As Effect does, which wants named fields to fit both.
      if (!named.has(name)) assign(decoded, name, other)
    }
    return decoded
  }
}

/** Whether what is missing stays so, whatever it is transformed by. */
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

/** The first member that accepts a value. */
const unionDecoder = (ast: SchemaAST.Union): FastDecoder | undefined => {
  if (ast.options?.mode === "oneOf") return undefined
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, firstOf(ast.types.filter(mayTake(kind)))]))
  const ofOtherKinds = firstOf(ast.types)
  return (value) => {
    const kind = kindOf(value)
    return kind === undefined ? ofOtherKinds(value) : byKind[kind]!(value)
  }
}

const firstOf = (members: ReadonlyArray<SchemaAST.AST>): FastDecoder =>
  members.map(decoderOf).reduceRight(
    (others, decode) => (value) => {
      const decoded = decode(value)
      return decoded === refused ? others(value) : decoded
    },
    () => refused
  )

/** Whether a schema may decode a value of this kind. What says no must be sure. */
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
