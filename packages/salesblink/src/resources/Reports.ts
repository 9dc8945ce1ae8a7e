/** The history of events, with filters. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { open } from "../LegacyEnvelope.ts"
import { field, string, timestampInDigits } from "../Field.ts"
import { SenderId, SequenceId } from "../Ids.ts"
import { get, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** An event. SalesBlink does not document its fields; these are known from real responses. Other fields are kept. */
export class Report extends Schema.Opaque<Report>()(
  open({
    id: string("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b01"),
    time: timestampInDigits,
    type: string("outreach"),
    /** The kind of event, for example Sent or Bounced. */
    message: string("Sent"),
    email: string("jane.roe@example.com"),
    sequence: field(SequenceId),
    sender: field(SenderId),
    /** Text, which may be JSON. */
    body: string("<p>Hi Jane,</p>")
  })
) {}

/** A page of the events. `skip` counts pages, from 0, not events. API reference: "Get Reports". */
export const list = get<ListInput>()("/api/public/v1.0.0/reports", {
  id: "getReports",
  source: "Get Reports",
  query: {
    ...Page.window(100),
    ...Page.between,
    type: Page.text("outreach"),
    sequence: Schema.optional(SequenceId),
    /** A step or template. */
    node: Page.text("507f1f77bcf86cd799439011"),
    email: Page.text("jane.roe@example.com"),
    sender: Schema.optional(SenderId),
    /** The kind of event, for example Sent, Bounced, Unsubscribed or Error. */
    message: Page.text("Sent"),
    ...Page.order
  },
  success: response(Schema.Array(Report))
})
export interface ListInput extends InputOf<typeof list> {}
