/** What holds for every operation of Salesloft: its examples, tokens, the shapes of errors, cost units. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import { start } from "../test/caller.ts"
import { sandbox } from "./sandbox.ts"

interface Described {
  readonly operationId: string
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, unknown>>
}
interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly example?: unknown
}
interface Body {
  readonly $ref?: string
  readonly content: { readonly "application/json": { readonly examples: Record<string, { readonly value: unknown }> } }
}

// The specification's own parser, from the package that reads it.
const { parse } = createRequire(import.meta.resolve("@salesbridge/mocks/package.json"))("yaml") as {
  readonly parse: (text: string) => {
    readonly paths: Record<string, Record<string, Described> & { readonly parameters?: ReadonlyArray<Parameter> }>
    readonly components: Record<string, Record<string, unknown>>
  }
}
const { components, paths } = parse(readFileSync(new URL("../openapi.yaml", import.meta.url), "utf8"))

const follow = <Value extends { readonly $ref?: string }>(value: Value): Value => {
  const [, , kind, name] = value.$ref?.split("/") ?? []
  return name === undefined ? value : (components[kind!]![name] as Value)
}

const calls = Object.entries(paths).flatMap(([path, item]) =>
  ["get", "post", "put", "delete"].flatMap((method) => {
    const operation = item[method]
    if (operation === undefined) return []
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(follow)
    const address = parameters
      .filter((parameter) => parameter.in === "path")
      .reduce((address, { example, name }) => address.replace(`{${name}}`, String(example)), path)
    const query = new URLSearchParams(
      parameters
        .filter((parameter) => parameter.in === "query" && parameter.example !== undefined)
        .map(({ example, name }): [string, string] => [name, String(example)])
    )
    const bodies: ReadonlyArray<readonly [name: string, body: unknown]> =
      operation.requestBody === undefined
        ? [["without a body", undefined]]
        : Object.entries(follow(operation.requestBody).content["application/json"].examples).map(
            ([name, { value }]) => [name, value]
          )
    const successes = Object.keys(operation.responses).filter((status) => status.startsWith("2"))
    return bodies.map(([name, body]) => ({
      id: operation.operationId,
      example: name,
      method: method.toUpperCase(),
      path: query.size === 0 ? address : `${address}?${query.toString()}`,
      body,
      successes
    }))
  })
)

it("has a rule for every operation of the specification, and no other", () => {
  expect(Object.keys(sandbox.operations).toSorted()).toEqual([...new Set(calls.map(({ id }) => id))].toSorted())
})

it("answers every example of the specification with success", async () => {
  const { call, sandbox } = await start()
  expect(calls.length).toBeGreaterThan(72)
  const empty: Array<string> = []
  for (const { body, example, id, method, path, successes } of calls) {
    sandbox.reset()
    const answer = await call(method, path, body)
    expect(successes, `${id}, ${example}: ${JSON.stringify(answer.body)}`).toContain(String(answer.status))
    if (answer.body?.data?.length === 0) empty.push(id)
  }
  // As documented: there are none until the bulk job is done, and the example's is open.
  expect(empty).toEqual(["listBulkJobResults"])
})
