/** Pact files, one for each operation, so that each stays short: pact's cost grows faster than a file's length. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Interaction } from "../interactions/Interaction.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { Rules } from "../interactions/Rules.ts"

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

/** Takes over the pacts that the library wrote, as one, each interaction as `change` makes it. */
export const save = async <I>(
  written: ReadonlyArray<string>,
  target: string,
  change: (interaction: I) => I
): Promise<void> => {
  if (written.length === 0) return
  type Written = { readonly interactions: ReadonlyArray<I> }
  const pacts = await Promise.all(written.map(async (path) => JSON.parse(await readFile(path, "utf8")) as Written))
  const interactions = pacts.flatMap((_) => _.interactions).map(change)
  await writeFile(target, `${JSON.stringify({ ...pacts[0], interactions }, null, 2)}\n`)
}

/** An interaction with the rules of its answer. */
export const withRules =
  (interactions: ReadonlyArray<Interaction>) =>
  (one: Pact["interactions"][number]): Pact["interactions"][number] => {
    const rules = interactions.find(({ name }) => name === one.description)?.response.rules ?? {}
    if (Object.keys(rules).length === 0) return one
    return { ...one, response: { ...one.response, matchingRules: { ...one.response.matchingRules, body: rules } } }
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
