/** When an attached webhook is called. */
import * as Schema from "effect/Schema"

/** The events by number, as `Webhooks.attach` takes them. */
export const RunOn = {
  /** The member has become connected. */
  MemberConnected: 1,
  /** A message of the contact has come in. Not called for muted contacts. */
  ReplyDetected: 2,
  /** An invitation has been withdrawn. */
  InvitationWithdrawn: 7
} as const

/** A documented number, or one that Salesflow adds later. */
export type RunOn = (typeof RunOn)[keyof typeof RunOn] | (number & {})

/** The number of an event. Others than 1, 2 and 7 pass: the vendor has announced more events. */
export const RunOnNumber: Schema.Codec<RunOn, number> = Schema.Int.annotate({
  description: "1 member connected, 2 reply detected, 7 invitation withdrawn, or a newer one.",
  examples: [2, 1, 7]
})
