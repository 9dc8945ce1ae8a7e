/** One line of the report: what happened to one contact at each vendor. */
import { Schema } from "effect"
import type { Where } from "./Contact.ts"

/** What can happen to a contact at a vendor, in the order of the totals, with what it means there. */
export const kinds = {
  source: "where the contact comes from",
  delivered: "delivered now",
  there: "there already; not again",
  suppressed: "unsubscribed; suppressed there",
  "not there": "unsubscribed; unknown there",
  lacking: "no profile or name of its own",
  failed: "failed; see the details",
  "not tried": "not tried; the vendor was left"
} as const

export type Kind = keyof typeof kinds

/** What the types made of a vendor's refusal. */
export const Refusal = Schema.Struct({
  /** The error's class, such as `ValidationFailed`. */
  error: Schema.String,
  category: Schema.String,
  operation: Schema.String,
  status: Schema.optionalKey(Schema.Number),
  /** The vendor's own words, or else what happened. */
  reason: Schema.String
})
export type Refusal = typeof Refusal.Type

/** What happened to one contact at one vendor. */
export const Cell = Schema.Struct({
  kind: Schema.Literals(Object.keys(kinds) as ReadonlyArray<Kind>),
  /** At most {@link widestCell} columns. */
  text: Schema.String,
  /** What the text has no room for. */
  detail: Schema.optionalKey(Schema.UndefinedOr(Schema.String)),
  refusal: Schema.optionalKey(Refusal)
})
export type Cell = typeof Cell.Type

export const widestCell = 10

/** A cell whose text says no more than its kind. */
export const cell = (kind: "suppressed" | "not there" | "not tried" | "failed", detail?: string): Cell => ({
  kind,
  text: kind,
  detail
})

/** Why a line of a source goes to no vendor at all, with what that means. */
export const skips = {
  duplicate: "the same address came up before",
  "no address": "nothing to write to",
  "bad row": "skipped; correct the line and run again"
} as const

export interface Row {
  readonly where: Where
  readonly who: string
  /** Why it goes to no vendor at all. */
  readonly skip?: keyof typeof skips
  /** What there is to say about that. */
  readonly detail?: string
  /** Where it says that this person unsubscribed. */
  readonly listed?: string
  /** By the vendor's short name; absent where nothing is known yet. */
  readonly cells: Readonly<Record<string, Cell>>
}
