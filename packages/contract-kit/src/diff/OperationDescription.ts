/**
 * Describes an operation as plain JSON: everything that the package's users notice when they compile against it or call
 * it, and notes for the report.
 */
import type { Operation, Vendor, VendorError } from "@salesbridge/core"
import * as SchemaAST from "effect/SchemaAST"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import { type Json, overTheWire } from "@salesbridge/openapi/Json"
import { typeShape, wireShape } from "../shape/EffectSchemaShape.ts"
import { folded, type Shape } from "../shape/SchemaShape.ts"

/** Both sides of a schema. */
export interface Sides {
  /** The TypeScript type: what callers pass or get. */
  readonly type: Shape
  /** The encoded form, which is sent as JSON. */
  readonly wire: Shape
}

const sides = (ast: SchemaAST.AST): Sides => ({ type: typeShape(ast), wire: wireShape(ast, folded) })

/** A parameter or a field of the body. Callers pass them all as fields of one object, under the names that are sent. */
export interface Input extends Sides {
  readonly place: "path" | "query" | "header" | "body"
  readonly required: boolean
}

/** An error class of an operation. */
export interface ErrorDescription {
  readonly statuses: ReadonlyArray<number>
  readonly category: string
  /** The body of the response, if the package declares its schema. */
  readonly details: Sides | undefined
  /** Whether the error contains the vendor's own message. */
  readonly reason: boolean
  /** Whether an unsafe call that got this response may be sent again. */
  readonly notProcessed: boolean
  /** Whether only some responses with its status are this error: those whose body reports a failure. */
  readonly partial: boolean
  readonly description: string
}

/** An operation as plain JSON. */
export interface OperationDescription {
  readonly id: string
  /** The names under which the package exports the operation, such as `Campaigns.start`. */
  readonly names: ReadonlyArray<string>
  readonly method: string
  readonly path: string
  /** The base URL of the vendor's server. */
  readonly server: string
  readonly safety: Operation.Safety
  readonly inputs: { readonly [name: string]: Input }
  readonly success: Sides
  readonly emptySuccess: boolean
  /** By tag. */
  readonly errors: { readonly [tag: string]: ErrorDescription }
  readonly credentials: { readonly [key: string]: { readonly required: boolean; readonly travels: string } }
  /** Facts that users do not notice: titles, examples, the constant part of the body. */
  readonly notes: { readonly [name: string]: Json }
}

/** Describes an operation of this vendor. `names` are those under which the package exports it. */
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
          // For classes without `reason`, core uses a function without parameters.
          reason: same.some(({ reasonOf }) => reasonOf.length > 0),
          notProcessed: same.every(({ notProcessed }) => notProcessed),
          partial: same.every(({ when }) => when !== undefined),
          description: first.description
        }
      ]
    })
  )
}
