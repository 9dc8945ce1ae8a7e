/** An operation as plain JSON: all that a package's consumers can tell of it, by compiling against it or by calling it. */
import type { Operation, Vendor, VendorError } from "@salesbridge/core"
import * as SchemaAST from "effect/SchemaAST"
import { credentialsOf } from "../interactions/Interaction.ts"
import { type Json, overTheWire } from "@salesbridge/openapi/Json"
import { typeShape, wireShape } from "../shape/EffectSchemaShape.ts"
import { folded, type Shape } from "../shape/SchemaShape.ts"

/** A schema from both its sides. */
export interface Sides {
  /** What callers give or read: the TypeScript type. */
  readonly type: Shape
  /** What travels. */
  readonly wire: Shape
}

const sides = (ast: SchemaAST.AST): Sides => ({ type: typeShape(ast), wire: wireShape(ast, folded) })

/** A parameter or a field of the body: callers give them side by side, under their names on the wire. */
export interface Input extends Sides {
  readonly place: "path" | "query" | "header" | "body"
  readonly required: boolean
}

export interface ErrorDescription {
  readonly statuses: ReadonlyArray<number>
  readonly category: string
  /** The body of the answer, where its form is documented. */
  readonly details: Sides | undefined
  /** Whether it tells the vendor's own words. */
  readonly reason: boolean
  /** Whether an unsafe call so answered may be sent again. */
  readonly notProcessed: boolean
  /** Whether a part of the answers of its status only is this error. */
  readonly some: boolean
  readonly description: string
}

export interface OperationDescription {
  readonly id: string
  /** Where the package exports it, such as `Campaigns.start`. */
  readonly names: ReadonlyArray<string>
  readonly method: string
  readonly path: string
  /** The origin that answers it. */
  readonly server: string
  readonly safety: Operation.Safety
  readonly inputs: { readonly [name: string]: Input }
  readonly success: Sides
  readonly emptySuccess: boolean
  /** By their tags. */
  readonly errors: { readonly [tag: string]: ErrorDescription }
  readonly credentials: { readonly [key: string]: { readonly required: boolean; readonly travels: string } }
  /** What nobody can tell from outside: titles, examples, the constant part of the body. */
  readonly notes: { readonly [name: string]: Json }
}

/** Describes the operation of that vendor. */
export const describe = (
  operation: Operation.Any,
  definition: Vendor.Definition,
  names: ReadonlyArray<string> = []
): OperationDescription => {
  const { id, method, parameters, path, safety } = operation
  const places = [
    ["path", parameters.path],
    ["query", parameters.query],
    ["header", parameters.headers],
    ["body", parameters.body ?? {}]
  ] as const
  return {
    id,
    names: names.toSorted(),
    method,
    path,
    server: definition.servers[operation.server ?? "default"] ?? String(operation.server),
    safety,
    inputs: Object.fromEntries(
      places.flatMap(([place, named]) =>
        Object.entries(named).map(([name, { ast }]): readonly [string, Input] => [
          name,
          { place, required: !SchemaAST.isOptional(ast), ...sides(ast) }
        ])
      )
    ),
    success: sides(operation.success.ast),
    emptySuccess: operation.emptySuccess !== undefined,
    errors: errorsOf(operation.errors),
    credentials: Object.fromEntries(
      credentialsOf(definition, operation).map(({ in: place, key, name, optional, scheme }) => [
        key,
        { required: optional !== true, travels: `${place} ${name}${scheme === undefined ? "" : ` after ${scheme}`}` }
      ])
    ),
    notes: Object.fromEntries(
      Object.entries({
        source: operation.source,
        provenance: operation.provenance,
        example: overTheWire(operation.example),
        "constant body": operation.constantBody
      }).filter((entry): entry is [string, Json] => entry[1] !== undefined)
    )
  }
}

const errorsOf = (classes: ReadonlyArray<VendorError.StatusClass>): OperationDescription["errors"] => {
  const all = [...new Set(classes)]
  return Object.fromEntries(
    [...new Set(all.map(({ tag }) => tag))].map((tag) => {
      const same = all.filter((_) => _.tag === tag)
      const first = same[0]!
      const details = same.find(({ detailsSchema }) => detailsSchema !== undefined)?.detailsSchema
      return [
        tag,
        {
          statuses: [...new Set(same.map(({ status }) => status))].toSorted((a, b) => a - b),
          category: first.category,
          details: details === undefined ? undefined : sides(details.ast),
          // Core gives every class without `reason` the same function, which takes nothing.
          reason: same.some(({ reasonOf }) => reasonOf.length > 0),
          notProcessed: same.every(({ notProcessed }) => notProcessed),
          some: same.every(({ when }) => when !== undefined),
          description: first.description
        }
      ]
    })
  )
}
