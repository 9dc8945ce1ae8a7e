/** Decides for each contact what is to be done, before anything is written. No effects: what is known comes in. */
import type { Prospects } from "@salesbridge/salesblink"
import { type Contact, type Entry, keyOf, type Where } from "./Contact.ts"
import type { Row } from "./Row.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"

export type Step =
  /** Nothing is to be done: this row of the report says why. */
  | { readonly _tag: "Skip"; readonly row: Row }
  /** May have arrived already in a run that was interrupted, where `lookUp` is set. */
  | { readonly _tag: "Add"; readonly contact: Contact; readonly lookUp: boolean }
  /** Must not be written to again. Without a prospect it is looked for. */
  | {
      readonly _tag: "Unsubscribe"
      readonly where: Where
      readonly email: string
      readonly listed: Where
      readonly prospect: Prospects.Prospect | undefined
    }

export const planOf = (known: {
  readonly entries: ReadonlyArray<Entry>
  readonly unsubscribed: Unsubscribed
  /** Who is in the SalesBlink campaign. */
  readonly prospects: ReadonlyMap<string, Prospects.Prospect>
  /** What the journal of earlier runs says last. */
  readonly last: (email: string) => "adding" | "added" | "not added" | undefined
}): ReadonlyArray<Step> => {
  const { entries, last, prospects, unsubscribed } = known
  const seen = new Map<string, Where>()

  const stepOf = (entry: Entry): Step => {
    const skip = (who: string, outcome: Row["outcome"], detail: string): Step => ({
      _tag: "Skip",
      row: { where: entry.where, who, outcome, detail }
    })
    if (entry._tag === "NoContact") return skip(entry.who, entry.outcome, entry.reason)
    const key = keyOf(entry.email)
    const before = seen.get(key)
    if (before !== undefined) return skip(entry.email, "duplicate", `same as ${before}`)
    seen.set(key, entry.where)
    const listed = unsubscribed.get(key)
    // Before all else: also who was added in an earlier run may have unsubscribed since.
    if (listed !== undefined) {
      return { _tag: "Unsubscribe", where: entry.where, email: entry.email, listed, prospect: prospects.get(key) }
    }
    if (last(entry.email) === "added") return skip(entry.email, "there already", "added by an earlier run")
    if (prospects.has(key)) return skip(entry.email, "there already", "a prospect of the campaign")
    return { _tag: "Add", contact: entry, lookUp: last(entry.email) === "adding" }
  }

  const steps = entries.map(stepOf)
  // Prospects of the campaign who unsubscribed, whether or not they are in today's contacts.
  const others = [...unsubscribed].flatMap(([key, listed]): ReadonlyArray<Step> => {
    const prospect = prospects.get(key)
    if (prospect === undefined || seen.has(key)) return []
    return [{ _tag: "Unsubscribe", where: "SalesBlink", email: key, listed, prospect }]
  })
  return [...steps, ...others]
}
