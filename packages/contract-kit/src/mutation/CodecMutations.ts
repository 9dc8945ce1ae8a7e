/** Mutations of the encoded form of a JSON schema. */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type * as Sample from "../interactions/Sample.ts"
import { resolved } from "../interactions/Resolved.ts"

/** A mutation of a schema. `apply` returns a changed copy. */
export interface CodecMutation {
  readonly kind: "field renamed" | "field dropped" | "field added" | "required or not" | "null or not" | "type"
  readonly steps: ReadonlyArray<string>
  /** The change in a few words, such as `may be null`. */
  readonly change: string
  readonly apply: () => Sample.Codec
}

type Edit = (ast: SchemaAST.AST) => SchemaAST.AST

/** A node of the schema, with its place. */
interface Node<A extends SchemaAST.AST = SchemaAST.AST> {
  readonly ast: A
  readonly steps: ReadonlyArray<string>
  /** Returns the whole schema with another node in this place. */
  readonly put: Edit
  /** The remaining depth. */
  readonly left: number
}

const depth = 12

/** Every mutation of the schema. It does not enter recursive schemas. */
export const codecMutations = (codec: Sample.Codec): ReadonlyArray<CodecMutation> => [
  ...walk({ ast: codec.ast, steps: [], put: (_) => _, left: depth })
]

/** The schema of an AST node. */
export const ofAst = (ast: SchemaAST.AST): Sample.Codec => Schema.make(ast) as unknown as Sample.Codec

const text = Schema.String.annotate({ examples: ["text"] }).ast
const integer = Schema.Int.annotate({ examples: [7] }).ast

function* walk(node: Node): Generator<CodecMutation> {
  const { ast, left, put, steps } = node
  if (left === 0) return
  const inner = (ast: SchemaAST.AST, put: Edit, ...more: ReadonlyArray<string>) =>
    walk({ ast, steps: [...steps, ...more], put, left: left - 1 })
  if (ast.encoding !== undefined) {
    // The last link of the chain leads to the encoded form.
    const link = ast.encoding.at(-1)!
    const before = ast.encoding.slice(0, -1)
    // A value that is transformed as a whole has no fields.
    if (resolved(link.to)._tag !== "Objects") return
    yield* inner(link.to, (_) => put(copied(ast, { encoding: [...before, copied(link, { to: _ })] })))
  } else if (ast._tag === "Objects") {
    yield* ofObjects({ ...node, ast })
  } else if (ast._tag === "Arrays") {
    const [item, ...rest] = ast.rest
    if (item === undefined) return
    yield* inner(item, (_) => put(copied(ast, { rest: [_, ...rest], annotations: withoutExamples(ast) })), "[]")
  } else if (ast._tag === "Union") {
    for (const [index, member] of ast.types.entries()) {
      if (!["Objects", "Arrays"].includes(resolved(member)._tag)) continue
      yield* inner(member, (_) => put(copied(ast, { types: ast.types.with(index, _) })))
    }
  }
}

function* ofObjects({ ast, left, put, steps }: Node<SchemaAST.Objects>): Generator<CodecMutation> {
  const fields = ast.propertySignatures
  const replaced = (list: typeof fields) =>
    put(copied(ast, { propertySignatures: list, annotations: withoutExamples(ast) }))
  for (const [index, field] of fields.entries()) {
    const { type } = field
    const name = String(field.name)
    const at = [...steps, name]
    const edited = (type: SchemaAST.AST, to: PropertyKey = field.name) =>
      replaced(fields.with(index, copied(field, { name: to, type })))
    const mutation = (kind: CodecMutation["kind"], change: string, make: () => SchemaAST.AST): CodecMutation => ({
      kind,
      steps: at,
      change,
      apply: () => ofAst(make())
    })
    yield mutation("field renamed", `is called ${name}_renamed`, () => edited(type, `${name}_renamed`))
    yield mutation("field dropped", "is gone", () => replaced(fields.toSpliced(index, 1)))
    const optional = SchemaAST.isOptional(type)
    // A field with a default is required in the decoded form and optional in the encoded one.
    if (optional === SchemaAST.isOptional(SchemaAST.toEncoded(type))) {
      yield mutation("required or not", optional ? "is required" : "is optional", () =>
        edited(withContext(optional ? required(type) : type, !optional))
      )
    }
    for (const { change, kind, make } of valueMutations(type)) {
      yield mutation(kind, change, () => edited(withContext(make(), optional)))
    }
    yield* walk({ ast: type, steps: at, put: (_) => edited(_), left: left - 1 })
  }
  const [first] = fields
  if (first === undefined) return
  for (const optional of [false, true]) {
    const name = optional ? "added_optional" : "added_required"
    const added = copied(first, { name, type: withContext(text, optional) })
    yield {
      kind: "field added",
      steps: [...steps, name],
      change: optional ? "is new and optional" : "is new and required",
      apply: () => ofAst(replaced([...fields, added]))
    }
  }
}

/** A mutation of a value. */
interface ValueMutation {
  readonly kind: "type" | "null or not"
  readonly change: string
  readonly make: () => SchemaAST.AST
}

/** Mutations of a value, except those of its fields and items. */
export const valueMutations = (type: SchemaAST.AST): ReadonlyArray<ValueMutation> => {
  const wire = resolved(SchemaAST.toEncoded(type))
  if (["Any", "Unknown", "Declaration", "Void", "Undefined", "Never"].includes(wire._tag)) return []
  const kinds = new Set(membersOf(wire).map(({ _tag }) => _tag))
  const nullable = kinds.has("Null")
  const isText = kinds.has("String") || kinds.has("Literal") || kinds.has("TemplateLiteral")
  const other = isText ? integer : text
  const otherType: ValueMutation = {
    kind: "type",
    change: isText ? "is of type integer" : "is of type string",
    make: () => (nullable ? Schema.NullOr(ofAst(other)).ast : other)
  }
  return [
    ...(kinds.has("String") && kinds.has("Number") ? [] : [otherType]),
    nullable
      ? { kind: "null or not", change: "is never null", make: () => withoutNull(type) }
      : { kind: "null or not", change: "may be null", make: () => Schema.NullOr(ofAst(withContext(type, false))).ast }
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

/** An optional field's schema without `undefined`, for a field that becomes required. */
const required: Edit = (ast) => {
  if (ast._tag !== "Union") return ast
  const left = ast.types.filter((_) => _._tag !== "Undefined")
  return left.length === 1 ? left[0]! : copied(ast, { types: left })
}

export const withContext = (ast: SchemaAST.AST, optional: boolean): SchemaAST.AST =>
  optional === SchemaAST.isOptional(ast)
    ? ast
    : copied(ast, { context: optional ? new SchemaAST.Context(true, false) : undefined })

/** The annotations without examples, which no longer match the changed schema. */
const withoutExamples = (ast: SchemaAST.AST) => {
  const { examples: _, ...rest } = ast.annotations ?? {}
  return rest
}

const copied = <A extends object>(node: A, parts: object): A =>
  Object.assign(Object.create(Object.getPrototypeOf(node)), node, parts)
