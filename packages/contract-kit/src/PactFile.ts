/** Pact files, one for each operation, so that each stays short: pact's cost grows faster than a file's length. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Interaction } from "./Interaction.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { Rules } from "./Rules.ts"

/** What the checks read of a pact. */
export interface Pact {
  readonly interactions: ReadonlyArray<{
    readonly description: string
    readonly request: JsonObject
    readonly response: {
      readonly status: number
      readonly matchingRules?: { readonly body: Rules }
      readonly [key: string]: unknown
    }
  }>
  readonly [key: string]: unknown
}

export const pathOf = (directory: string, operation: string): string => join(directory, `${operation}.json`)

/** Takes over the pacts that the library wrote, as one, with the rules of their answers. */
export const save = async (
  written: ReadonlyArray<string>,
  target: string,
  interactions: ReadonlyArray<Interaction>
): Promise<void> => {
  const pacts = await Promise.all(written.map(async (path) => JSON.parse(await readFile(path, "utf8")) as Pact))
  const pact = { ...pacts[0], interactions: pacts.flatMap((_) => _.interactions) }
  const byName = new Map(interactions.map((_) => [_.name, _]))
  const order = new Map(interactions.map((_, index) => [_.name, index]))
  const whole = pact.interactions
    .map((one) => {
      const rules = byName.get(one.description)?.response.rules ?? {}
      return Object.keys(rules).length === 0
        ? one
        : { ...one, response: { ...one.response, matchingRules: { ...one.response.matchingRules, body: rules } } }
    })
    .toSorted((a, b) => (order.get(a.description) ?? 0) - (order.get(b.description) ?? 0))
  await writeFile(target, `${JSON.stringify({ ...pact, interactions: whole }, null, 2)}\n`)
}

export const read = async (path: string): Promise<Pact & JsonObject> =>
  JSON.parse(await readFile(path, "utf8")) as Pact & JsonObject

/** The pact files of a folder, by operation. */
export const list = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json")).toSorted()
  return new Map(names.map((name) => [name.slice(0, -".json".length), join(directory, name)]))
}

/** An empty folder for pacts that are about to be written. */
export const clear = async (directory: string): Promise<void> => {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
}

/** The provider state of an interaction: which answer the provider gives. */
export const stateOf = ({ name, operation, response }: Interaction) => ({
  name: `${operation.id} answers ${response.status}`,
  params: { operation: operation.id, status: response.status, interaction: name }
})
