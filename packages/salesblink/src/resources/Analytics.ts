/** Counts of sent, opened, clicked and answered emails. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { boolean, field, integer, number, string, timestamp } from "../Field.ts"
import { SenderId } from "../Ids.ts"
import { get, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

const counts = {
  sent: integer(40),
  opens: integer(22),
  clicks: integer(5),
  replies: integer(3),
  bounces: integer(1),
  unsubscribes: integer(1)
}

/** The period of the counts. */
const period = { from: timestamp, to: timestamp }
const position = { total: integer(1), count: integer(1), skip: integer(0), limit: integer(100) }

/** Counts over all sequences, and rates in percent. */
export class OverallCounts extends Schema.Opaque<OverallCounts>()(
  Schema.Struct({
    ...counts,
    delivery_rate: number(97.5),
    open_rate: number(55),
    /** In percent of the opened emails. */
    click_rate: number(22.7),
    reply_rate: number(7.5)
  })
) {}

/** Counts over all sequences, and rates in percent. API reference: "Get Overall Analytics". */
export const overall = get<OverallInput>()("/api/public/v1.0.0/analytics/overall", {
  id: "getAnalyticsOverall",
  source: "Get Overall Analytics",
  query: Page.between,
  success: response(OverallCounts, period)
})
export interface OverallInput extends InputOf<typeof overall> {}

/** The counts of a day. */
export class DailyCounts extends Schema.Opaque<DailyCounts>()(
  Schema.Struct({
    /** Its `date` is written YYYY-MM-DD. */
    _id: field(Schema.Struct({ date: string("2026-06-01") })),
    ...counts
  })
) {}

/** Counts by day. API reference: "Get Daily Analytics". */
export const daily = get<DailyInput>()("/api/public/v1.0.0/analytics/daily", {
  id: "getAnalyticsDaily",
  source: "Get Daily Analytics",
  query: {
    ...Page.between,
    /** The IANA time zone in which days begin. */
    timezone: Page.text("Europe/Stockholm")
  },
  success: response(Schema.Array(DailyCounts), period)
})
export interface DailyInput extends InputOf<typeof daily> {}

/** The counts of a lead. */
export class LeadCounts extends Schema.Opaque<LeadCounts>()(
  Schema.Struct({
    /** The lead's address. */
    _id: string("jane.roe@example.com"),
    ...counts,
    last_activity: timestamp
  })
) {}

/** A page of counts by lead. API reference: "Get Lead-level Analytics". */
export const leads = get<LeadsInput>()("/api/public/v1.0.0/analytics/lead-stats", {
  id: "getAnalyticsLeadStats",
  source: "Get Lead-level Analytics",
  query: { ...Page.between, ...Page.window(500) },
  success: response(Schema.Array(LeadCounts), { ...position, ...period })
})
export interface LeadsInput extends InputOf<typeof leads> {}

/** The counts of a sender. */
export class MailboxCounts extends Schema.Opaque<MailboxCounts>()(
  Schema.Struct({
    /** The sender's id at that time. */
    _id: string("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"),
    ...counts,
    last_activity: timestamp,
    sender: field(
      Schema.Struct({
        id: field(SenderId),
        email: string("ida.lindqvist@example.com"),
        name: string("Ida Lindqvist"),
        sending_enabled: boolean
      })
    )
  })
) {}

/** A page of counts by sender. API reference: "Get Mailbox Analytics". */
export const mailboxes = get<MailboxesInput>()("/api/public/v1.0.0/analytics/mailbox-stats", {
  id: "getAnalyticsMailboxStats",
  source: "Get Mailbox Analytics",
  query: { ...Page.between, ...Page.window(500) },
  success: response(Schema.Array(MailboxCounts), { ...position, ...period })
})
export interface MailboxesInput extends InputOf<typeof mailboxes> {}
