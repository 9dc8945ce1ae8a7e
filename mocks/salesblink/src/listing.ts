/** Filters, orders and pages lists of version 1.0.0, and looks up what a call names. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { find } from "./records.ts"
import { notFound } from "./responses.ts"
import type { SalesBlinkCall, State } from "./State.ts"

interface Listed {
  readonly name?: string
  readonly folder?: string
  readonly starred: boolean
  readonly archived: boolean
  readonly owned_by: string
}

/** Filters by name and other fields. Guess: archived ones are left out unless they are requested. */
export const narrowed = <A extends Listed>(things: ReadonlyArray<A>, query: SalesBlinkCall["query"]): Array<A> => {
  const { archived, folder, owned_by, search, sendAll, sortBy, sortType, starred } = query
  const found = things.filter(
    (thing) =>
      (sendAll === true || thing.archived === (archived === true)) &&
      (starred !== true || thing.starred) &&
      (folder === undefined || thing.folder === folder) &&
      (owned_by === undefined || thing.owned_by === owned_by) &&
      (search === undefined || (thing.name ?? "").toLowerCase().includes(String(search).toLowerCase()))
  )
  return sorted(found, sortBy, sortType)
}

const sorted = <A extends object>(things: Array<A>, by: unknown, type: unknown): Array<A> => {
  const value = (thing: A) => String((thing as Record<string, unknown>)[String(by)] ?? "")
  const order = type === "desc" ? -1 : 1
  return by === undefined ? things : things.toSorted((a, b) => order * value(a).localeCompare(value(b)))
}

/** The page of a list that `limit` and `skip` select. */
export const cut = <A>(things: ReadonlyArray<A>, { limit, skip }: SalesBlinkCall["query"], usual = 100): Array<A> => {
  const from = Number(skip ?? 0)
  return things.slice(from, from + Number(limit ?? usual))
}

/** Filters by the times `from`, `to` and `since`. */
export const during = <A extends { readonly at: string }>(
  things: ReadonlyArray<A>,
  { from, since, to }: SalesBlinkCall["query"]
): Array<A> =>
  things.filter(({ at }) => {
    const millis = Date.parse(at)
    return millis >= Math.max(Number(from ?? 0), Number(since ?? 0)) && millis <= Number(to ?? Infinity)
  })

type Kind = "lists" | "leads" | "sequences"

/** Looks up the item whose id is in the path, for an operation on it. */
export const of =
  <K extends Kind>(
    kind: K,
    operation: (call: SalesBlinkCall, thing: State[K][string]) => Reply
  ): ((call: SalesBlinkCall) => Reply) =>
  (call) => {
    const id = String(call.path["id"])
    const thing = find(call.state[kind] as Record<string, State[K][string]>, id)
    return thing === undefined ? notFound(kind.slice(0, -1), id) : operation(call, thing)
  }
