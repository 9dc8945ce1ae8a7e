/** Makes the smallest input of an operation. Ids come from the vendor's earlier responses, and nothing is made up. */
import type { Operation } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { resolved } from "../interactions/Resolved.ts"
import type { Ids } from "./Ids.ts"

export type Input = { readonly [name: string]: unknown }

const parametersOf = ({ parameters }: Operation.Any): Operation.Parameters =>
  Object.assign({}, parameters.path, parameters.query, parameters.headers, parameters.body)

/** The names of the required parameters. */
export const needs = (operation: Operation.Any): ReadonlyArray<string> =>
  Object.entries(parametersOf(operation)).flatMap(([name, { ast }]) => (SchemaAST.isOptional(ast) ? [] : [name]))

/** The smallest input, or the names of the parameters for which no response contained a value yet. */
export const least = (
  operation: Operation.Any,
  ids: Ids
): { readonly input: Input } | { readonly lacks: ReadonlyArray<string> } => {
  const parameters = parametersOf(operation)
  const found = needs(operation).map((name) => [name, valueOf(operation, name, parameters[name]!, ids)] as const)
  const lacks = found.flatMap(([name, value]) => (value === undefined ? [name] : []))
  return lacks.length > 0 ? { lacks } : { input: Object.fromEntries(found) }
}

const valueOf = (operation: Operation.Any, name: string, schema: Operation.ParameterSchema, ids: Ids): unknown => {
  const node = resolved(schema.ast)
  const item = node._tag === "Arrays" ? node.rest[0] : undefined
  if (item === undefined) return ids.find(operation, name, schema)
  const value = ids.find(operation, name, Schema.make<Operation.ParameterSchema>(item))
  return value === undefined ? undefined : [value]
}

/** Names of paging parameters, each with values for the smallest first page, in order of preference. */
const paging: ReadonlyArray<readonly [RegExp, ReadonlyArray<number>]> = [
  [/^(per_?page|page_?size|limit|take)$/i, [1, 5, 10, 25]],
  [/^(page|page_?number)$/i, [1, 0]],
  [/^(offset|skip)$/i, [0]]
]

/** The paging parameters of the smallest first page; `undefined` if the operation has no pages. */
export const smallestPageParameters = (operation: Operation.Any): Input | undefined => {
  const found = Object.entries(parametersOf(operation)).flatMap(([name, schema]) => {
    const is = Schema.is(Schema.make(SchemaAST.toType(schema.ast)))
    const values = paging.find(([pattern]) => pattern.test(name))?.[1] ?? []
    const value = values.find((_) => is(_))
    return value === undefined ? [] : [[name, value] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
