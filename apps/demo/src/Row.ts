/** One line of the report: what happened to one contact. */
import type { Where } from "./Contact.ts"

/** Every outcome, in the order of the summary, with what it means. */
export const outcomes = {
  added: "now prospects of the SalesBlink campaign",
  "there already": "in the campaign before; not added again",
  unsubscribed: "were prospects; SalesBlink writes to them no more",
  "left out": "unsubscribed and no prospects; not added",
  duplicate: "the same address came up before",
  "no address": "nothing to write to",
  "bad row": "skipped; correct the line and run again",
  failed: "see the detail; the others were not affected",
  "not tried": "the vendor refuses the credentials"
} as const

export type Outcome = keyof typeof outcomes

export interface Row {
  readonly where: Where
  readonly who: string
  readonly outcome: Outcome
  readonly detail: string
}
