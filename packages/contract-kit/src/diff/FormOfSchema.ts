/** The form of an Effect schema: of the values that callers give and read, and of those that travel. */
import * as SchemaAST from "effect/SchemaAST"
import { isObject, type Json, overTheWire } from "@salesbridge/openapi/Json"
import { resolved } from "../interactions/Variant.ts"
import * as Form from "./Form.ts"

/** A schema from both its sides. */
export interface Sides {
  /** What callers give or read: the TypeScript type. */
  readonly type: Form.Form
  /** What travels. */
  readonly wire: Form.Form
}

export const sides = (ast: SchemaAST.AST): Sides => ({
  type: formOf(SchemaAST.toType(ast), []),
  wire: withoutUndefined(formOf(SchemaAST.toEncoded(ast), []))
})

const formOf = (given: SchemaAST.AST, above: ReadonlyArray<SchemaAST.AST>): Form.Form => {
  const node = resolved(given)
  if (above.includes(node)) return Form.recursion
  const inner = (ast: SchemaAST.AST) => formOf(ast, [...above, node])
  const own = (kind: string, part: Form.Part = {}) =>
    Form.of(kind, Form.part({ ...part, limits: { ...part.limits, ...limitsOf(node) } }))
  switch (node._tag) {
    case "String":
      return own("string", Form.part({ known: knownOf(node) }))
    case "TemplateLiteral":
      return own("string", { limits: { template: templateOf(node) } })
    case "Number":
      return own("number")
    case "Boolean":
      return own("boolean")
    case "Null":
      return Form.of("null")
    case "Undefined":
    case "Void":
      return Form.of("undefined")
    case "Never":
      return Form.nothing
    case "Literal":
      return own(typeof node.literal, {
        values: [typeof node.literal === "bigint" ? String(node.literal) : node.literal]
      })
    case "Enum":
      return node.enums.map(([, value]) => own(typeof value, { values: [value] })).reduce(Form.either, Form.nothing)
    case "Union":
      return limited(node.types.map(inner).reduce(Form.either, Form.nothing), limitsOf(node))
    case "Arrays": {
      const parts = [...node.elements, ...node.rest].map(inner)
      const count = node.elements.filter((_) => !SchemaAST.isOptional(_)).length
      const open = node.rest.length > 0
      return own("list", {
        items: parts.reduce(Form.either, Form.nothing),
        limits: {
          ...(count > 0 ? { minItems: count } : {}),
          ...(open ? {} : { maxItems: node.elements.length })
        }
      })
    }
    case "Objects":
      return own(
        "object",
        Form.part({
          fields: Object.fromEntries(
            node.propertySignatures.map(({ name, type }) => {
              const required = !SchemaAST.isOptional(type)
              return [String(name), { required, form: inner(type) }]
            })
          ),
          rest:
            node.indexSignatures.length === 0
              ? undefined
              : node.indexSignatures.map(({ type }) => inner(type)).reduce(Form.either, Form.nothing)
        })
      )
    case "Declaration":
      return own(
        nameOf(node),
        node.typeParameters.length === 0
          ? {}
          : { items: node.typeParameters.map(inner).reduce(Form.either, Form.nothing) }
      )
    case "BigInt":
    case "Symbol":
    case "UniqueSymbol":
    case "ObjectKeyword":
      return own(node._tag.toLowerCase())
    default:
      return Form.anything
  }
}

/** What is left out does not travel. */
const withoutUndefined = (form: Form.Form): Form.Form => {
  const kinds = Object.entries(form.kinds).filter(([kind]) => kind !== "undefined")
  return {
    ...form,
    kinds: Object.fromEntries(
      kinds.map(([kind, { fields, items, rest, ...others }]) => [
        kind,
        Form.part({
          ...others,
          fields:
            fields === undefined
              ? undefined
              : Object.fromEntries(
                  Object.entries(fields).map(([name, _]) => [name, { ..._, form: withoutUndefined(_.form) }])
                ),
          items: items === undefined ? undefined : withoutUndefined(items),
          rest: rest === undefined ? undefined : withoutUndefined(rest)
        })
      ])
    )
  }
}

const limited = (form: Form.Form, limits: NonNullable<Form.Part["limits"]>): Form.Form => ({
  kinds: Object.fromEntries(
    Object.entries(form.kinds).map(([kind, part]) => [
      kind,
      kind === "null" || kind === "undefined" ? part : Form.part({ ...part, limits: { ...part.limits, ...limits } })
    ])
  )
})

/** The annotations of a schema: those of its last check, where it has checks. */
const annotationsOf = (node: SchemaAST.AST): { readonly [name: string]: unknown } | undefined =>
  node.checks?.at(-1)?.annotations ?? node.annotations

const nameOf = (node: SchemaAST.Declaration): string => {
  const name = node.annotations?.["representation"] as { readonly id?: string } | undefined
  const { expected, identifier } = node.annotations ?? {}
  return name?.id?.split("/").at(-1) ?? String(identifier ?? expected ?? "declared")
}

const templateOf = (node: SchemaAST.TemplateLiteral): string =>
  node.parts.map((_) => (_._tag === "Literal" ? String(_.literal) : `\${${_._tag.toLowerCase()}}`)).join("")

/** The members that core's `OpenLiterals` names; it says them in words, and nowhere else. */
const knownOf = (node: SchemaAST.AST): ReadonlyArray<Json> | undefined => {
  const description = annotationsOf(node)?.["description"]
  const list = typeof description === "string" ? /^One of (.+), or a newer one\.$/.exec(description)?.[1] : undefined
  return list?.split(", ")
}

const limitsOf = (node: SchemaAST.AST): NonNullable<Form.Part["limits"]> =>
  Object.fromEntries((node.checks ?? []).flatMap((check) => limitOf(check)))

const limitOf = (check: SchemaAST.Check<never>): ReadonlyArray<readonly [string, Json]> => {
  if (check._tag === "FilterGroup") return check.checks.flatMap((_) => limitOf(_))
  const named = check.annotations?.["representation"] as { readonly id: string; readonly payload: unknown } | undefined
  // Only its words tell a filter of one's own from another.
  if (named === undefined) return [["rule", String(check.annotations?.["expected"] ?? "a rule of its own")]]
  const id = named.id.split("/").at(-1) ?? named.id
  if (id === "isInt") return [["integer", true]]
  const payload = overTheWire(named.payload)
  if (!isObject(payload)) return [[id, payload ?? true]]
  if (id === "isPattern") return [["pattern", `/${String(payload["source"])}/${String(payload["flags"] ?? "")}`]]
  return Object.entries(payload).filter(([, value]) => value !== undefined && value !== false)
}
