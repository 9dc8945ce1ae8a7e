/** The events for which a webhook is called. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

/** The events by name, with their numbers on the wire. */
export const RunOn = {
  /** The member has become connected. */
  MemberConnected: 1,
  /** A message from the contact has arrived. Not sent for muted contacts. */
  ReplyDetected: 2,
  /** An invitation has been withdrawn. */
  InvitationWithdrawn: 7
} as const

type Name = keyof typeof RunOn
const names = Object.keys(RunOn) as [Name, ...Array<Name>]

/** The name of a documented event, or the number of any event: Salesflow has announced more of them. */
export type RunOn = Name | number

/** Events as `Webhooks.attach` takes them and responses contain them. */
export const RunOnEvent: Schema.Codec<RunOn, number> = Schema.Int.pipe(
  Schema.decodeTo(Schema.Union([Schema.Literals(names), Schema.Int]), {
    decode: SchemaGetter.transform((number: number): RunOn => names.find((_) => RunOn[_] === number) ?? number),
    encode: SchemaGetter.transform((event: RunOn) => (typeof event === "number" ? event : RunOn[event]))
  })
).annotate({
  description: "MemberConnected (1), ReplyDetected (2), InvitationWithdrawn (7), or the number of a newer one.",
  examples: ["ReplyDetected", "MemberConnected", "InvitationWithdrawn"]
})
