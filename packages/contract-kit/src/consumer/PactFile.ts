/**
 * Reads and writes pact files. There is one for each operation, because the time that Pact needs grows faster than the
 * length of a file.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Interaction } from "../interactions/Interaction.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { Rules } from "../interactions/Rules.ts"

/** The parts of a pact that the checks read. */
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

/** The pacts that the library wrote, merged into one; `undefined` if there are none. */
export const merged = async <I>(
  paths: ReadonlyArray<string>
): Promise<{ readonly interactions: ReadonlyArray<I> } | undefined> => {
  type Written = { readonly interactions: ReadonlyArray<I> }
  const pacts = await Promise.all(paths.map(async (path) => JSON.parse(await readFile(path, "utf8")) as Written))
  return pacts[0] === undefined ? undefined : { ...pacts[0], interactions: pacts.flatMap((_) => _.interactions) }
}

export const save = (pact: object, target: string): Promise<void> =>
  writeFile(target, `${JSON.stringify(pact, null, 2)}\n`)

/** An interaction as the library wrote it, with the matching rules of its response added. */
export const withRules = (
  { response: { rules } }: Interaction,
  written: Pact["interactions"][number] | undefined
): ReadonlyArray<Pact["interactions"][number]> => {
  if (written === undefined) return []
  if (Object.keys(rules).length === 0) return [written]
  const { response } = written
  return [{ ...written, response: { ...response, matchingRules: { ...response.matchingRules, body: rules } } }]
}

export const read = async (path: string): Promise<Pact & JsonObject> =>
  JSON.parse(await readFile(path, "utf8")) as Pact & JsonObject

/** The pact files of a folder, by operation id. */
export const list = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json")).toSorted()
  return new Map(names.map((name) => [name.slice(0, -".json".length), join(directory, name)]))
}

/** Creates the folder if necessary, and empties it. */
export const clear = async (directory: string): Promise<void> => {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
}

/** The provider state of an interaction, which tells the provider how to respond. */
export const stateOf = ({ name, operation, response }: Interaction) => ({
  name: `${operation.id} answers ${response.status}`,
  params: { operation: operation.id, status: response.status, interaction: name }
})
