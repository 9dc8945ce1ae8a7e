/** Determines an id for each operation: the file's own as a valid identifier, or one made from method and path. */
import * as Names from "./Names.ts"
import { entries, type JsonObject, text } from "./OpenApi.ts"

/** Gives every operation a unique id: `getCampaigns` for `GET /campaigns`, `getCampaignsById` for a single one. */
export const fromPaths = (document: JsonObject): void => {
  const taken = new Set<string>()
  for (const { method, operation, path } of entries(document)) {
    // A path in letters that identifiers do not use leaves only the method.
    const made = Names.camel(`${method} ${path.replaceAll(/\{([^}]*)\}/g, " by $1 ")}`)
    let id = made
    for (let next = 2; taken.has(id); next++) id = `${made}${next}`
    taken.add(id)
    operation["operationId"] = id
  }
}

/** The result of reading ids: the changes, and the problems. */
export interface Read {
  readonly notes: ReadonlyArray<string>
  readonly problems: ReadonlyArray<string>
}

/** Converts the file's own ids into identifiers and reports those that are unusable. */
export const fromFile = (document: JsonObject): Read => {
  const ids = new Map<string, string>()
  const [missing, shared, notes, unreadable]: [string[], string[], string[], string[]] = [[], [], [], []]
  for (const { method, operation, path } of entries(document)) {
    const where = `${method.toUpperCase()} ${path}`
    const id = text(operation["operationId"])
    if (id === undefined) {
      missing.push(where)
      continue
    }
    const made = /^[a-z][A-Za-z\d]*$/.test(id) ? id : Names.camel(id)
    if (made === "")
      unreadable.push(
        `${where}: the operationId ${JSON.stringify(id)} has no letters. Make all ids from the paths: --ids path.`
      )
    else if (ids.has(made)) shared.push(`${where} and ${ids.get(made)} share the operationId ${made}`)
    else if (made !== id) notes.push(`The operationId ${id} becomes ${made}.`)
    ids.set(made, where)
    operation["operationId"] = made
  }
  const without = missing.map((_) => `${_} has no operationId`)
  return {
    notes,
    problems: [
      ...summed(
        without,
        "operations have no operationId",
        "Give it one in the file, or make all ids from the paths: --ids path."
      ),
      ...summed(
        shared,
        "operations share their operationId with another",
        "Give each one of its own, or make all ids from the paths: --ids path."
      ),
      ...unreadable
    ]
  }
}

/** Reports findings one by one if they are few, otherwise as a summary. */
const summed = (found: ReadonlyArray<string>, what: string, remedy: string): ReadonlyArray<string> =>
  found.length <= 3
    ? found.map((_) => `${_}. ${remedy}`)
    : [`${found.length} ${what}, as in: ${found.slice(0, 2).join("; ")}. ${remedy}`]
