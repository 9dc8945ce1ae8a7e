/** Faults in one schema of an operation, on its wire side, where it reads and writes JSON. */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type * as Sample from "../interactions/Sample.ts"
import { resolved } from "../interactions/Variant.ts"

/** A fault in a schema, which stays as it is: `apply` gives another. */
export interface CodecFault {
  readonly kind: "field renamed" | "field dropped" | "field added" | "required or not" | "null or not" | "type"
  readonly steps: ReadonlyArray<string>
  readonly fault: string
  readonly apply: () => Sample.Codec
}

type Edit = (ast: SchemaAST.AST) => SchemaAST.AST
/** Puts a node in the place of another, and gives the whole. */
type Put = (node: SchemaAST.AST) => SchemaAST.AST

const depth = 12

/** Every fault of the schema. Fields whose own form is no part of it, such as those of a recursion, are left alone. */
export const codecFaults = (codec: Sample.Codec): ReadonlyArray<CodecFault> => {
  const found: Array<CodecFault> = []
  visit(codec.ast, (_) => _, [], found, depth)
  return found
}

/** The faults of the value itself: of a parameter, whose fields are found by `codecFaults`. */
export const ofAst = (ast: SchemaAST.AST): Sample.Codec => Schema.make(ast) as unknown as Sample.Codec

const text = Schema.String.annotate({ examples: ["text"] }).ast
const whole = Schema.Int.annotate({ examples: [7] }).ast

const visit = (
  ast: SchemaAST.AST,
  put: Put,
  steps: ReadonlyArray<string>,
  found: Array<CodecFault>,
  left: number
): void => {
  if (left === 0) return
  const links = ast.encoding
  if (links !== undefined) {
    // The wire side is the end of the chain.
    const last = links.length - 1
    const link = links[last]!
    const within: Put = (node) =>
      put(copied(ast, { encoding: links.map((_, at) => (at === last ? copied(link, { to: node }) : _)) }))
    // A value that is transformed as one has no fields of its own.
    if (resolved(link.to)._tag === "Objects") visit(link.to, within, steps, found, left - 1)
    return
  }
  const add = (kind: CodecFault["kind"], at: ReadonlyArray<string>, fault: string, make: () => SchemaAST.AST) =>
    found.push({ kind, steps: at, fault, apply: () => ofAst(make()) })
  switch (ast._tag) {
    case "Objects": {
      const fields = ast.propertySignatures
      const replaced = (list: typeof fields) =>
        put(copied(ast, { propertySignatures: list, annotations: withoutExamples(ast) }))
      fields.forEach((field, index) => {
        const name = String(field.name)
        const at = [...steps, name]
        const edited = (type: SchemaAST.AST, to: PropertyKey = field.name) =>
          replaced(fields.map((_, other) => (other === index ? copied(_, { name: to, type }) : _)))
        add("field renamed", at, `is called ${name}_renamed`, () => edited(field.type, `${name}_renamed`))
        add("field dropped", at, "is gone", () => replaced(fields.filter((_) => _ !== field)))
        const optional = SchemaAST.isOptional(field.type)
        // A field with a default is there once read, although nobody must send it.
        if (optional === SchemaAST.isOptional(SchemaAST.toEncoded(field.type))) {
          add("required or not", at, optional ? "is required" : "is optional", () =>
            edited(optional ? withContext(promised(field.type), false) : withContext(field.type, true))
          )
        }
        valueFaults(field.type).forEach(({ fault, kind, make }) =>
          add(kind, at, fault, () => edited(withContext(make(), optional)))
        )
        visit(field.type, (node) => edited(node), at, found, left - 1)
      })
      if (fields.length > 0) {
        for (const optional of [false, true]) {
          const name = optional ? "added_optional" : "added_required"
          add("field added", [...steps, name], optional ? "is new and optional" : "is new and required", () =>
            replaced([...fields, copied(fields[0]!, { name, type: withContext(text, optional) })])
          )
        }
      }
      return
    }
    case "Arrays": {
      const item = ast.rest[0]
      if (item !== undefined) {
        const within: Put = (node) =>
          put(copied(ast, { rest: [node, ...ast.rest.slice(1)], annotations: withoutExamples(ast) }))
        visit(item, within, [...steps, "[]"], found, left - 1)
      }
      return
    }
    case "Union":
      ast.types.forEach((member, index) => {
        const node = resolved(member)
        if (node._tag !== "Objects" && node._tag !== "Arrays") return
        visit(
          member,
          (_) => put(copied(ast, { types: ast.types.map((one, at) => (at === index ? _ : one)) })),
          steps,
          found,
          left - 1
        )
      })
      return
    default:
  }
}

/** Faults of a value where it stands, its fields and items apart. */
export const valueFaults = (
  type: SchemaAST.AST
): ReadonlyArray<{
  readonly kind: "type" | "null or not"
  readonly fault: string
  readonly make: () => SchemaAST.AST
}> => {
  const wire = resolved(SchemaAST.toEncoded(type))
  if (["Any", "Unknown", "Declaration", "Void", "Undefined", "Never"].includes(wire._tag)) return []
  const kinds = new Set(membersOf(wire).map(({ _tag }) => _tag))
  const nullable = kinds.has("Null")
  const other = kinds.has("String") || kinds.has("Literal") || kinds.has("TemplateLiteral") ? whole : text
  const change = (to: SchemaAST.AST) => (nullable ? Schema.NullOr(ofAst(to)).ast : to)
  const isText = other === whole
  return [
    ...(kinds.has("String") && kinds.has("Number")
      ? []
      : [
          {
            kind: "type" as const,
            fault: isText ? "is of type integer" : "is of type string",
            make: () => change(other)
          }
        ]),
    nullable
      ? { kind: "null or not", fault: "is never null", make: () => withoutNull(type) }
      : { kind: "null or not", fault: "may be null", make: () => Schema.NullOr(ofAst(withContext(type, false))).ast }
  ]
}

const membersOf = (node: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> => {
  const one = resolved(node)
  return one._tag === "Union" ? one.types.flatMap(membersOf) : [one]
}

const withoutNull: Edit = (ast) => {
  if (ast._tag !== "Union") return ast
  const left = ast.types.filter((_) => resolved(_)._tag !== "Null").map(withoutNull)
  return left.length === 1 ? left[0]! : copied(ast, { types: left })
}

/** What is left of an optional field once it must be there. */
const promised: Edit = (ast) => {
  if (ast._tag !== "Union") return ast
  const left = ast.types.filter((_) => _._tag !== "Undefined")
  return left.length === 1 ? left[0]! : copied(ast, { types: left })
}

export const withContext = (ast: SchemaAST.AST, optional: boolean): SchemaAST.AST =>
  optional === SchemaAST.isOptional(ast)
    ? ast
    : copied(ast, { context: optional ? new SchemaAST.Context(true, false) : undefined })

/** Examples of the whole no longer fit. */
const withoutExamples = (ast: SchemaAST.AST) => {
  const { examples: _, ...rest } = ast.annotations ?? {}
  return rest
}

const copied = <A extends object>(node: A, parts: object): A =>
  Object.assign(Object.create(Object.getPrototypeOf(node)), node, parts)
