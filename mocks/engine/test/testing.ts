/** Helpers for tests of vendors' rules. Does not load Prism, which takes longer than most of these tests. */
import * as Specification from "../src/sandbox/Specification.ts"
import { queryOf } from "./queryOf.ts"

export { receiver, starter } from "./sandboxes.ts"
export { takesOwnData } from "./ownData.ts"
export { shop } from "./Shop.ts"
export { keepsItsSpecification } from "./validity.ts"
export { RandomCalls } from "./RandomCalls.ts"

export interface ExampleCall {
  readonly id: string
  /** The example's name. Empty for a call without a body. */
  readonly example: string
  readonly method: string
  /** With the query, without credentials. */
  readonly path: string
  readonly body: unknown
  /** The documented statuses of success. */
  readonly successes: ReadonlyArray<number>
}

/** The ids of operations that have no rule in a sandbox, and the names of rules that belong to no operation. */
export const unmatched = (spec: string, { operations }: { readonly operations: object }) => {
  const ids = Specification.read(spec).operations.map(({ id }) => id)
  const rules = Object.keys(operations)
  return {
    operationsWithoutRule: ids.filter((id) => !rules.includes(id)),
    rulesWithoutOperation: rules.filter((name) => !ids.includes(name))
  }
}

/** The calls of a specification's examples: one for each example of a body, or one. */
export const exampleCalls = (spec: string): ReadonlyArray<ExampleCall> =>
  Specification.read(spec).operations.flatMap(({ answers, body, id, method, parameters, path }) => {
    const given = parameters.filter(({ example }) => example !== undefined)
    const address = given
      .filter((parameter) => parameter.in === "path")
      .reduce((address, { example, name }) => address.replace(`{${name}}`, encodeURIComponent(String(example))), path)
    const query = given
      .filter((parameter) => parameter.in === "query")
      .flatMap((parameter) => queryOf(parameter, parameter.example))
    const bodies =
      body === undefined || body.examples.size === 0 ? [["without a body", undefined] as const] : [...body.examples]
    return bodies.map(([example, body]) => ({
      id,
      example,
      method,
      path: query.length === 0 ? address : `${address}?${query.join("&")}`,
      body,
      successes: [...answers.keys()].filter((status) => status >= 200 && status < 300)
    }))
  })
