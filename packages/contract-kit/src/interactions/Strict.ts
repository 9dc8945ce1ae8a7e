/**
 * A schema without core's `tolerant`. Package and specification must agree about the rest, and samples are made from
 * it. With `tolerant`, a date in another notation would read as null and pass.
 */
import { isUnrecognized } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type * as Sample from "./Sample.ts"

const schemas = new WeakMap<SchemaAST.AST, Sample.Codec>()

/** Returns the schema itself if nothing in it is tolerant. */
export const strict = (schema: Sample.Codec): Sample.Codec => {
  const known = schemas.get(schema.ast)
  if (known !== undefined) return known
  const ast = visit(schema.ast)
  const made = ast === schema.ast ? schema : (Schema.make(ast) as unknown as Sample.Codec)
  schemas.set(schema.ast, made)
  return made
}

const seen = new WeakMap<SchemaAST.AST, SchemaAST.AST>()

const visit = (ast: SchemaAST.AST): SchemaAST.AST => {
  const known = seen.get(ast)
  if (known !== undefined) return known
  const made = changed(ast, { ...partsOf(ast), ...encodingOf(ast) })
  seen.set(ast, made)
  return made
}

/** The parts of a schema that change if its tolerant members are removed. */
const partsOf = (ast: SchemaAST.AST): object => {
  switch (ast._tag) {
    case "Union": {
      const promised = ast.types.filter((type) => !isUnrecognized(SchemaAST.toEncoded(type)))
      return { types: same(ast.types, promised.map(visit)) }
    }
    case "Arrays":
      return { elements: same(ast.elements, ast.elements.map(visit)), rest: same(ast.rest, ast.rest.map(visit)) }
    case "Objects": {
      const fields = ast.propertySignatures.map((field) => changed(field, { type: visit(field.type) }))
      const others = ast.indexSignatures.map((other) => changed(other, { type: visit(other.type) }))
      return {
        propertySignatures: same(ast.propertySignatures, fields),
        indexSignatures: same(ast.indexSignatures, others)
      }
    }
    case "Suspend": {
      // The schema is recursive: visit it only when it is needed.
      let end: SchemaAST.AST | undefined
      return { thunk: () => (end ??= visit(ast.thunk())) }
    }
    default:
      return {}
  }
}

const encodingOf = (ast: SchemaAST.AST): object => {
  if (ast.encoding === undefined) return {}
  const links = ast.encoding.map((link) => changed(link, { to: visit(link.to) }))
  return { encoding: same(ast.encoding, links) }
}

/** Returns the original list if no item changed. */
const same = <A>(before: ReadonlyArray<A>, after: ReadonlyArray<A>): ReadonlyArray<A> =>
  before.length === after.length && before.every((item, index) => item === after[index]) ? before : after

/** Returns a copy with these parts, or the node itself if it already has them. */
const changed = <A extends object>(node: A, parts: object): A => {
  const other = Object.entries(parts).some(([name, part]) => (node as Record<string, unknown>)[name] !== part)
  return other ? Object.assign(Object.create(Object.getPrototypeOf(node)), node, parts) : node
}
