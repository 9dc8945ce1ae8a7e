/**
 * Reads the words in a package's sources: the doc comments of declarations and of the fields of objects, wherever these
 * are assembled. Parsed with oxc-parser, because the TypeScript 7 compiler does not have an API for it.
 */
import { parseSync } from "oxc-parser"
import { posix } from "node:path"
import { has, read } from "./Repository.ts"

/** A node of the syntax tree; `type` is its kind. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  // oxlint-disable-next-line typescript/no-explicit-any -- a tree of every kind of node
  readonly [key: string]: any
}

/** A named declaration of a module. */
export interface Declaration {
  readonly name: string
  readonly module: Module
  /** The value, class or interface. */
  readonly node: Node
  /** Its doc comment, or an empty text. */
  readonly doc: string
  /** The names declared together with it by destructuring the result of a call. */
  readonly together: ReadonlyArray<string>
}

export interface Module {
  readonly path: string
  readonly text: string
  readonly declarations: ReadonlyMap<string, Declaration>
  /** Imports from the same package: the module's path and the name there, or `*` for the whole module. */
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>
  /** Names under which this module exports another module as a whole. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Modules whose exports are all exported here. */
  readonly all: ReadonlyArray<string>
  readonly docBefore: (node: Node) => string
}

/** A field of an object. */
export interface Property {
  readonly name: string
  readonly doc: string
  readonly value: Node
  readonly module: Module
}

const modules = new Map<string, Module>()

/** Returns the text of a doc comment; paragraphs are kept. */
const words = (comment: string): string =>
  comment
    .replace(/^\*/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim()

/** A module that is being read. */
interface Reading extends Module {
  readonly declarations: Map<string, Declaration>
  readonly imports: Map<string, { readonly path: string; readonly name: string }>
  readonly namespaces: Map<string, string>
  readonly all: Array<string>
}

/** Reads a module of the repository by its path. */
export const module = (path: string): Module => {
  const known = modules.get(path)
  if (known !== undefined) return known
  const text = read(path)
  const { comments, errors, program } = parseSync(path, text)
  const fatal = errors.find(({ severity }) => severity === "Error")
  if (fatal !== undefined) throw new Error(`${path}: ${fatal.message}`)
  const docs = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"))
  const docBefore = ({ start }: Node): string => {
    const comment = docs.findLast(({ end }) => end <= start)
    return comment === undefined || text.slice(comment.end, start).trim() !== "" ? "" : words(comment.value)
  }
  const tables = { declarations: new Map(), imports: new Map(), namespaces: new Map(), all: [] }
  const made: Reading = { path, text, docBefore, ...tables }
  modules.set(path, made)
  for (const node of program.body as unknown as ReadonlyArray<Node>) readStatement(made, node)
  return made
}

const readStatement = (module: Reading, node: Node): void => {
  const source = node["source"] as { readonly value: string } | null | undefined
  const target = source ? inPackage(module.path, source.value) : undefined
  const specifiers = (node["specifiers"] ?? []) as ReadonlyArray<Node>
  if (node.type === "ImportDeclaration") {
    if (target === undefined) return
    for (const specifier of specifiers) {
      const name = specifier.type === "ImportSpecifier" ? String(specifier["imported"].name) : "*"
      module.imports.set(String(specifier["local"].name), { path: target, name })
    }
  } else if (node.type === "ExportNamedDeclaration") {
    if (node["declaration"]) declare(module, node["declaration"] as Node, node)
    if (target === undefined) return
    for (const specifier of specifiers) {
      module.imports.set(String(specifier["exported"].name), { path: target, name: String(specifier["local"].name) })
    }
  } else if (node.type === "ExportAllDeclaration") {
    if (target === undefined) return
    if (node["exported"]) module.namespaces.set(String(node["exported"].name), target)
    else module.all.push(target)
  } else declare(module, node, node)
}

const inPackage = (path: string, source: string): string | undefined => {
  const target = posix.join(posix.dirname(path), source)
  return source.startsWith(".") && has(target) ? target : undefined
}

/** Records the declarations of a statement. The doc comment precedes the outer statement, which may be an export. */
const declare = (module: Reading, node: Node, outer: Node): void => {
  const doc = module.docBefore(outer)
  const add = (name: string, value: Node, together: ReadonlyArray<string> = []) =>
    module.declarations.set(name, { name, module, node: value, doc, together })
  if (node.type === "VariableDeclaration") {
    for (const { id, init } of node["declarations"] as ReadonlyArray<Record<"id" | "init", Node>>) {
      if (init === null) continue
      if (id.type === "Identifier") add(String(id["name"]), init)
      if (id.type !== "ObjectPattern") continue
      const names = (id["properties"] as ReadonlyArray<Node>).map((_) => String(_["value"]?.name))
      for (const name of names) add(name, init, names)
    }
  } else if (node["id"] !== undefined && node["id"] !== null) {
    const name = String(node["id"].name)
    // The type of a schema has the same name as the schema, which is declared first.
    if (node.type !== "TSTypeAliasDeclaration" || !module.declarations.has(name)) add(name, node)
  }
}

/** Returns the declaration of a name used in a module, wherever in the package it is. */
export const declared = (name: string, inside: Module): Declaration | undefined => {
  const own = inside.declarations.get(name)
  if (own !== undefined) return own
  const imported = inside.imports.get(name)
  if (imported !== undefined && imported.name !== "*") return declared(imported.name, module(imported.path))
  for (const path of inside.all) {
    const found = declared(name, module(path))
    if (found !== undefined) return found
  }
  return undefined
}

const isSchemaModule = (node: Node): boolean => node.type === "Identifier" && /^[A-Z]/.test(String(node["name"]))
const keyOf = (key: Node): string => String(key.type === "Literal" ? key["value"] : key["name"])
const wrapping = new Set(["TSAsExpression", "TSSatisfiesExpression", "ParenthesizedExpression", "TSNonNullExpression"])

/** Returns the fields of the object or struct that an expression evaluates to. */
export const properties = (node: Node | undefined, inside: Module, steps = 12): ReadonlyArray<Property> => {
  if (node === undefined || steps === 0) return []
  const of = (next: Node | undefined, there = inside) => properties(next, there, steps - 1)
  if (wrapping.has(node.type)) return of(node["expression"] as Node)
  switch (node.type) {
    case "ObjectExpression":
      return (node["properties"] as ReadonlyArray<Node>).flatMap((part): ReadonlyArray<Property> => {
        if (part.type === "SpreadElement") return of(part["argument"] as Node)
        return [{ name: keyOf(part["key"]), doc: inside.docBefore(part), value: part["value"], module: inside }]
      })
    case "Identifier": {
      const found = declared(String(node["name"]), inside)
      return found === undefined ? [] : of(found.node, found.module)
    }
    case "MemberExpression": {
      const name = keyOf(node["property"])
      const whole = of(node["object"] as Node)
      if (name === "fields") return whole
      const part = whole.find((_) => _.name === name)
      return part === undefined ? [] : of(part.value, part.module)
    }
    case "CallExpression": {
      const { arguments: given, callee } = node as unknown as { callee: Node; arguments: ReadonlyArray<Node> }
      // `schema.pipe(...)`, `schema.annotate(...)`: the fields are those of the schema.
      if (callee.type === "MemberExpression" && !isSchemaModule(callee["object"])) return of(callee["object"] as Node)
      if (callee.type === "Identifier") {
        const helper = declared(String(callee["name"]), inside)
        const body = helper?.node.type === "ArrowFunctionExpression" ? (helper.node["body"] as Node) : undefined
        if (body !== undefined && unwrapped(body).type === "ObjectExpression") return of(body, helper!.module)
      }
      for (const argument of given) {
        const found = of(argument)
        if (found.length > 0) return found
      }
      return []
    }
    default:
      return []
  }
}

const unwrapped = (node: Node): Node => (wrapping.has(node.type) ? unwrapped(node["expression"] as Node) : node)

/**
 * Returns the doc comment of the value that a field's schema refers to, such as the kind of id. Used for fields without
 * a comment of their own.
 */
export const docOfValue = (node: Node | undefined, inside: Module, steps = 6): string => {
  if (node === undefined || steps === 0) return ""
  if (node.type === "Identifier") return declared(String(node["name"]), inside)?.doc ?? ""
  if (node.type === "MemberExpression") {
    const part = properties(node["object"], inside).find(({ name }) => name === keyOf(node["property"]))
    return part === undefined ? "" : part.doc || docOfValue(part.value, part.module, steps - 1)
  }
  if (node.type === "CallExpression") {
    const { arguments: given, callee } = node as unknown as { callee: Node; arguments: ReadonlyArray<Node> }
    const schema = callee.type === "MemberExpression" && !isSchemaModule(callee["object"])
    return docOfValue(schema ? (callee["object"] as Node) : given[0], inside, steps - 1)
  }
  return ""
}

/** Returns the names used in an expression. */
export const mentioned = (node: unknown): ReadonlyArray<string> => {
  if (Array.isArray(node)) return node.flatMap(mentioned)
  if (typeof node !== "object" || node === null) return []
  const { type, name } = node as Partial<Node>
  return type === "Identifier" ? [String(name)] : Object.values(node).flatMap(mentioned)
}
