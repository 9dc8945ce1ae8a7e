/**
 * Collects ids from responses for the operations that need one. An id is used only if its kind is certain: it comes
 * from the list of the same resource, it has the same name, or its schema belongs to a single kind of id.
 */
import type { Operation } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { isObject } from "@salesbridge/openapi/Json"
import { resolved } from "../interactions/Resolved.ts"

/** A value that may be an id, and where it was found. */
interface Seen {
  readonly value: string | number
  readonly kind: object | undefined
  /** The path of the operation whose response contained it. */
  readonly path: string
  /** The name of the field, and its depth in the response. */
  readonly field: string
  readonly depth: number
}

/** The ids that a run has found. */
export interface Ids {
  /** Collects the ids in a decoded response. */
  readonly learn: (operation: Operation.Any, value: unknown) => void
  /** Returns an id for this parameter of the operation, or `undefined` if none is known. */
  readonly find: (operation: Operation.Any, name: string, schema: Operation.ParameterSchema) => unknown
}

/**
 * Identifies the kind of an id by the annotations of its schema, such as an example, which copies of the schema share.
 * A brand is not part of the schema's AST.
 */
const kindOf = (ast: SchemaAST.AST): object | undefined => ast.checks?.at(-1)?.annotations ?? ast.annotations

const inner = (ast: SchemaAST.AST): SchemaAST.AST => resolved(SchemaAST.toType(ast))

/** The brand, which the schema itself contains. */
const brandOf = (schema: object): string | undefined =>
  "identifier" in schema && typeof schema.identifier === "string" ? schema.identifier : undefined

/** Makes an empty collection for the operations of this catalog. */
export const make = (catalog: ReadonlyArray<Operation.Any>): Ids => {
  const brands = new Map<object, Set<string | undefined>>()
  for (const { parameters } of catalog) {
    for (const schema of Object.values({ ...parameters.path, ...parameters.query, ...parameters.body })) {
      const kind = kindOf(inner(schema.ast))
      if (kind !== undefined) brands.set(kind, (brands.get(kind) ?? new Set()).add(brandOf(schema)))
    }
  }
  /** Whether all parameters of this kind have the same brand. */
  const isSingle = (kind: object | undefined) => {
    const known = kind === undefined ? undefined : brands.get(kind)
    return known?.size === 1 && !known.has(undefined)
  }

  const seen: Array<Seen> = []
  const visit = (ast: SchemaAST.AST, value: unknown, at: Omit<Seen, "value" | "kind">): void => {
    const node = resolved(ast)
    if (typeof value === "string" || typeof value === "number") seen.push({ ...at, value, kind: kindOf(node) })
    if (node._tag === "Union") for (const type of node.types) visit(type, value, at)
    if (node._tag === "Arrays" && Array.isArray(value)) {
      value.forEach((item, index) => {
        const type = node.elements[index] ?? node.rest[0]
        if (type !== undefined) visit(type, item, at)
      })
    }
    if (node._tag === "Objects" && isObject(value)) {
      for (const { name, type } of node.propertySignatures) {
        visit(type, value[String(name)], { ...at, field: String(name), depth: at.depth + 1 })
      }
    }
  }

  return {
    learn: ({ path, success }, value) => visit(SchemaAST.toType(success.ast), value, { path, field: "", depth: 0 }),
    find: ({ path }, name, schema) => {
      // Other values, such as a person's name or a number to search for, must not be sent in other calls.
      if (brandOf(schema) === undefined && !/(id|identifier)s?$/i.test(name)) return undefined
      const ast = inner(schema.ast)
      const kind = kindOf(ast)
      const is = Schema.is(Schema.make(ast))
      const resource = path.split("/{", 1)[0]!
      const owner = singular(resource.split("/").at(-1)!)
      const names = new Set([plain(name), plain(`${owner}_${name}`)])
      const fits = seen
        .filter((_) => _.kind === kind && _.value !== "" && is(_.value))
        .toSorted((a, b) => a.depth - b.depth)
      const isOwn = (_: Seen) => _.path === resource || _.path.startsWith(`${resource}/`)
      const isGeneral = /^(id|uuid|guid)$/i.test(name)
      const found =
        fits.find((_) => isOwn(_) && plain(_.field) === plain(name)) ??
        fits.find((_) => names.has(plain(_.field)) && !(isGeneral && plain(_.field) === plain(name))) ??
        (isSingle(kind) ? (fits.find(isOwn) ?? fits[0]) : undefined)
      return found?.value
    }
  }
}

/** The name without case and separators, so that `senderProfileUuid` equals `sender_profile_uuid`. */
const plain = (name: string): string => name.replaceAll(/[^A-Za-z\d]/g, "").toLowerCase()

const singular = (word: string): string => word.replace(/ies$/, "y").replace(/s$/, "")
