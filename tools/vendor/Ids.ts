/** An id for each operation: that of the file in the form of code, or one made from method and path. */
import * as Names from "./Names.ts"
import { entries, type JsonObject, text } from "./OpenApi.ts"

/** Gives every operation an id of its own: `getCampaigns` for `GET /campaigns`, `getCampaignsById` for one of them. */
export const fromPaths = (document: JsonObject): void => {
  const taken = new Set<string>()
  for (const { method, operation, path } of entries(document)) {
    // A path in letters that code has not leaves the method alone.
    const made = Names.camel(`${method} ${path.replaceAll(/\{([^}]*)\}/g, " by $1 ")}`)
    let id = made
    for (let next = 2; taken.has(id); next++) id = `${made}${next}`
    taken.add(id)
    operation["operationId"] = id
  }
}

/** What came of reading ids: what was changed, and what stands in the way. */
export interface Read {
  readonly notes: ReadonlyArray<string>
  readonly problems: ReadonlyArray<string>
}

/** Brings the file's own ids into the form of code, and tells where they do not serve. */
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
      unreadable.push(`${where}: the operationId ${JSON.stringify(id)} has no letters. Make all ids: --ids path.`)
    else if (ids.has(made)) shared.push(`${where} and ${ids.get(made)} share the operationId ${made}`)
    else if (made !== id) notes.push(`operationId ${id} is ${made}.`)
    ids.set(made, where)
    operation["operationId"] = made
  }
  const without = missing.map((_) => `${_} has no operationId`)
  return {
    notes,
    problems: [
      ...summed(without, "operations have no operationId", "Give it one in the file, or make all of them: --ids path."),
      ...summed(
        shared,
        "operations share their operationId with another",
        "Give each one of its own, or make all of them: --ids path."
      ),
      ...unreadable
    ]
  }
}

/** Lists each item if there are few. */
const summed = (found: ReadonlyArray<string>, what: string, remedy: string): ReadonlyArray<string> =>
  found.length <= 3
    ? found.map((_) => `${_}. ${remedy}`)
    : [`${found.length} ${what}, as in: ${found.slice(0, 2).join("; ")}. ${remedy}`]
