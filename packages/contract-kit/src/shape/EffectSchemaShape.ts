/** Derives shapes from an Effect schema, both of its TypeScript type and of its encoded form. */
import * as SchemaAST from "effect/SchemaAST"
import { isObject, type Json, overTheWire } from "@salesbridge/openapi/Json"
import { resolved } from "../interactions/Resolved.ts"
import * as Shape from "./SchemaShape.ts"

/** The shape of the TypeScript type: what callers pass and get. */
export const typeShape = (ast: SchemaAST.AST): Shape.Shape =>
  shapeOf(SchemaAST.toType(ast), { undefined: Shape.of("undefined"), above: [], depth: Shape.folded })

/** The shape of the encoded form, which is sent as JSON and therefore has no `undefined`. */
export const wireShape = (ast: SchemaAST.AST, depth: Shape.Depth = Shape.unfolded): Shape.Shape =>
  shapeOf(SchemaAST.toEncoded(ast), { undefined: Shape.nothing, above: [], depth })

interface Context {
  readonly undefined: Shape.Shape
  /** The schemas that contain this one, outermost first. */
  readonly above: ReadonlyArray<SchemaAST.AST>
  readonly depth: Shape.Depth
}

const shapeOf = (given: SchemaAST.AST, context: Context): Shape.Shape => {
  const node = resolved(given)
  if (Shape.isTooDeep(context.depth, node, context.above)) return Shape.recursion
  const shape = ownShape(node, { ...context, above: [...context.above, node] })
  const initial = overTheWire(SchemaAST.resolve(given)?.["default"])
  return initial === undefined ? shape : { ...shape, default: initial }
}

const ownShape = (node: ReturnType<typeof resolved>, context: Context): Shape.Shape => {
  const inner = (ast: SchemaAST.AST) => shapeOf(ast, context)
  const own = (kind: string, part: { readonly [K in keyof Shape.Part]: Shape.Part[K] | undefined } = {}) =>
    Shape.of(kind, Shape.part({ ...part, limits: Shape.normalized({ ...part.limits, ...limitsOf(kind, node) }) }))
  switch (node._tag) {
    case "String":
      return own("string", { known: knownOf(node) })
    case "TemplateLiteral":
      return own("string", { limits: { template: templateOf(node) } })
    case "Number":
    case "Boolean":
    case "Null":
    case "BigInt":
    case "Symbol":
    case "UniqueSymbol":
    case "ObjectKeyword":
      return own(node._tag.toLowerCase())
    case "Undefined":
    case "Void":
      return context.undefined
    case "Never":
      return Shape.nothing
    case "Literal":
      return own(typeof node.literal, { values: [overTheWire(node.literal) ?? String(node.literal)] })
    case "Enum":
      return Shape.anyOf(node.enums.map(([, value]) => own(typeof value, { values: [value] })))
    case "Union":
      return limited(Shape.anyOf(node.types.map(inner)), node)
    case "Arrays":
      return own("list", listOf(node, inner))
    case "Objects":
      return own("object", objectOf(node, inner))
    case "Declaration":
      return own(
        nameOf(node),
        node.typeParameters.length === 0 ? {} : { items: Shape.anyOf(node.typeParameters.map(inner)) }
      )
    default:
      return Shape.anything
  }
}

type Inner = (ast: SchemaAST.AST) => Shape.Shape

const listOf = ({ elements, rest }: SchemaAST.Arrays, inner: Inner): Shape.Part => {
  const count = elements.filter((_) => !SchemaAST.isOptional(_)).length
  return {
    items: Shape.anyOf([...elements, ...rest].map(inner)),
    limits: {
      ...(count > 0 ? { minItems: count } : {}),
      ...(rest.length > 0 ? {} : { maxItems: elements.length })
    }
  }
}

const objectOf = ({ indexSignatures, propertySignatures }: SchemaAST.Objects, inner: Inner): Shape.Part => ({
  fields: Object.fromEntries(
    propertySignatures.map(({ name, type }) => [
      String(name),
      { required: !SchemaAST.isOptional(type), shape: inner(type) }
    ])
  ),
  ...(indexSignatures.length === 0
    ? { closed: true }
    : { rest: Shape.anyOf(indexSignatures.map(({ type }) => inner(type))) })
})

const limited = ({ kinds, ...shape }: Shape.Shape, node: SchemaAST.AST): Shape.Shape => ({
  ...shape,
  kinds: Object.fromEntries(
    Object.entries(kinds).map(([kind, part]) => [
      kind,
      kind === "null" || kind === "undefined"
        ? part
        : Shape.part({ ...part, limits: { ...part.limits, ...limitsOf(kind, node) } })
    ])
  )
})

/** The annotations of a schema. If it has checks, those of the last one, where Effect puts them. */
const annotationsOf = (node: SchemaAST.AST): { readonly [name: string]: unknown } | undefined =>
  node.checks?.at(-1)?.annotations ?? node.annotations

const nameOf = (node: SchemaAST.Declaration): string => {
  const name = node.annotations?.["representation"] as { readonly id?: string } | undefined
  const { expected, identifier } = node.annotations ?? {}
  return name?.id?.split("/").at(-1) ?? String(identifier ?? expected ?? "declared")
}

const templateOf = (node: SchemaAST.TemplateLiteral): string =>
  node.parts.map((_) => (_._tag === "Literal" ? String(_.literal) : `\${${_._tag.toLowerCase()}}`)).join("")

/** The members of core's `OpenLiterals`, which only its description names. */
const knownOf = (node: SchemaAST.AST): ReadonlyArray<Json> | undefined => {
  const description = annotationsOf(node)?.["description"]
  const list = typeof description === "string" ? /^One of (.+), or a newer one\.$/.exec(description)?.[1] : undefined
  return list?.split(", ")
}

/** The keywords of JSON Schema for the parameters of Effect's checks, by kind of value. */
const limitNames: { readonly [kind: string]: { readonly [name: string]: string } } = {
  string: { minCodePoints: "minLength", minimum: "minLength", maxCodePoints: "maxLength", maximum: "maxLength" },
  list: { minLength: "minItems", minimum: "minItems", maxLength: "maxItems", maximum: "maxItems" },
  number: { divisor: "multipleOf" }
}

const limitsOf = (kind: string, node: SchemaAST.AST): Shape.Limits =>
  (node.checks ?? [])
    .flatMap((check) => limitsOfCheck(check))
    .map(([name, value]) => ({ [limitNames[kind]?.[name] ?? name]: value }))
    .reduce<Shape.Limits>(Shape.tighter, {})

const limitsOfCheck = (check: SchemaAST.Check<never>): ReadonlyArray<readonly [string, Json]> => {
  if (check._tag === "FilterGroup") return check.checks.flatMap((_) => limitsOfCheck(_))
  const named = check.annotations?.["representation"] as { readonly id: string; readonly payload: unknown } | undefined
  // Custom filters have no id, only a message.
  if (named === undefined) return [["rule", String(check.annotations?.["expected"] ?? "a rule of its own")]]
  const id = named.id.split("/").at(-1) ?? named.id
  if (id === "isInt") return [["integer", true]]
  if (id === "isUnique") return [["uniqueItems", true]]
  const payload = overTheWire(named.payload)
  if (!isObject(payload)) return [[id, payload ?? true]]
  if (id === "isPattern") return [["pattern", `/${String(payload["source"])}/${String(payload["flags"] ?? "")}`]]
  return Object.entries(payload).filter(([, value]) => value !== undefined && value !== false)
}
