/** One line of the report: the result of one contact at each vendor. */
import { Schema } from "effect"

/** The results of a contact at a vendor, in the order of the totals, with their meaning. */
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

/** A vendor's refusal as its type describes it. */
export const Refusal = Schema.Struct({
  /** The error's class, such as `ValidationFailed`. */
  error: Schema.String,
  category: Schema.String,
  operation: Schema.String,
  status: Schema.optionalKey(Schema.Number),
  /** The vendor's reason, or else what happened. */
  reason: Schema.String
})
export type Refusal = typeof Refusal.Type

/** The result of one contact at one vendor. */
export const Cell = Schema.Struct({
  kind: Schema.Literals(Object.keys(kinds) as ReadonlyArray<Kind>),
  /** At most {@link widestCell} columns. */
  text: Schema.String,
  /** Details that do not fit into the text. */
  detail: Schema.optionalKey(Schema.UndefinedOr(Schema.String)),
  refusal: Schema.optionalKey(Refusal)
})
export type Cell = typeof Cell.Type

export const widestCell = 10

/** A cell whose text is its kind. */
export const cell = (kind: Kind, detail?: string): Cell => ({ kind, text: kind, detail })

/** The reasons why a line of a source is sent to no vendor, with their meaning. */
export const skips = {
  duplicate: "the same address came up before",
  "no address": "nothing to write to",
  "bad row": "skipped; correct the line and run again"
} as const

export interface Row {
  /** The place in the source. */
  readonly where: string
  readonly who: string
  /** Why it is sent to no vendor. */
  readonly skip?: keyof typeof skips
  /** Details of the reason. */
  readonly detail?: string
  /** The source according to which this person unsubscribed. */
  readonly listed?: string
  /** By the vendor's short name; absent if nothing is known yet. */
  readonly cells: Readonly<Record<string, Cell>>
}
