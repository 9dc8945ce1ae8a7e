/** The log, reports and counts of version 1.0.0. */
import { find } from "./records.ts"
import { cut, during } from "./listing.ts"
import { success } from "./responses.ts"
import type { Activity, SalesBlinkCall, State } from "./State.ts"

/** The fields that every view of the log has. */
export const shownEvent = ({ at, body, email, id, message, sender, template_id }: Activity) => ({
  id,
  time: Date.parse(at),
  type: "outreach",
  message,
  sender,
  email,
  node: template_id,
  link: null,
  body
})

const templateName = (state: State, id: string | null): string => {
  const { templates = {} } = state as { readonly templates?: Record<string, { readonly name?: string }> }
  return find(templates, id ?? "")?.name ?? "Deleted template"
}

/** Creates one of the four views of the log: a list without an envelope, newest first. */
const view =
  (wanted: Activity["message"]) =>
  ({ query, state }: SalesBlinkCall) => {
    const { page = 1, per_page = 100, recipient_email_address: recipient, sequence_id: sequence } = query
    const found = during(state.activity, query).filter(
      (_) =>
        _.message === wanted &&
        (sequence === undefined || _.sequence_id === sequence) &&
        (recipient === undefined || _.email === recipient)
    )
    const from = (Number(page) - 1) * Number(per_page)
    const body = found
      .toReversed()
      .slice(from, from + Number(per_page))
      .map(({ at, email, id, message, sequence_id, template_id }) => ({
        id,
        time: Date.parse(at),
        message,
        type: "outreach",
        sequence: sequence_id,
        email,
        sequence_name: find(state.sequences, sequence_id)?.name ?? "",
        ...((wanted === "Clicked" || wanted === "Replied") && { template_name: templateName(state, template_id) })
      }))
    return { status: 200, body }
  }

export const getSentActivity = view("Sent")
export const getOpensActivity = view("Opened")
export const getClicksActivity = view("Clicked")
export const getRepliesActivity = view("Replied")

/** In this call, `skip` counts pages, and times are strings of digits. */
export const getReports = ({ query, state }: SalesBlinkCall) => {
  const { email, limit = 100, message, node, sender, sequence, skip = 0, sortType, type } = query
  const found = during(state.activity, query).filter(
    (_) =>
      (type === undefined || type === "outreach") &&
      (email === undefined || _.email === email) &&
      (message === undefined || _.message === message) &&
      (node === undefined || _.template_id === node) &&
      (sender === undefined || _.sender === sender) &&
      (sequence === undefined || _.sequence_id === sequence)
  )
  const ordered = sortType === "asc" ? found : found.toReversed()
  return success(
    cut(ordered, { limit, skip: Number(skip) * Number(limit) }).map(
      ({ at, body, email, id, message, sender, sequence_id }) => ({
        id,
        time: String(Date.parse(at)),
        type: "outreach",
        message,
        email,
        sequence: sequence_id,
        sender,
        ...(body !== null && { body })
      })
    ),
    "Reports retrieved"
  )
}

const counts = (events: ReadonlyArray<Activity>) => {
  const count = (message: Activity["message"]) => events.filter((_) => _.message === message).length
  return {
    sent: count("Sent"),
    opens: count("Opened"),
    clicks: count("Clicked"),
    replies: count("Replied"),
    bounces: count("Bounced"),
    unsubscribes: count("Unsubscribed")
  }
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10)

/** The period of the counts. Guess: the last thirty days by default. */
const periodOf = ({ now, query }: SalesBlinkCall) => {
  const to = Number(query["to"] ?? now())
  return { from: Number(query["from"] ?? Math.max(0, to - 30 * 86_400_000)), to }
}

export const getAnalyticsOverall = (call: SalesBlinkCall) => {
  const period = periodOf(call)
  const found = counts(during(call.state.activity, period))
  const { bounces, clicks, opens, replies, sent } = found
  return success(
    {
      ...found,
      delivery_rate: percent(sent - bounces, sent),
      open_rate: percent(opens, sent),
      click_rate: percent(clicks, opens),
      reply_rate: percent(replies, sent)
    },
    undefined,
    period
  )
}

/** Counts events by a key, which comes first in each result. */
const grouped = (events: ReadonlyArray<Activity>, key: (event: Activity) => string) =>
  [...new Set(events.map(key))].map((name) => {
    const of = events.filter((event) => key(event) === name)
    return { name, counts: counts(of), last_activity: Math.max(...of.map(({ at }) => Date.parse(at))) }
  })

/** Guess: days are in UTC, whatever the time zone. */
export const getAnalyticsDaily = (call: SalesBlinkCall) => {
  const period = periodOf(call)
  const days = grouped(during(call.state.activity, period), ({ at }) => at.slice(0, 10))
  return success(
    days.map(({ counts, name }) => ({ _id: { date: name }, ...counts })),
    undefined,
    period
  )
}

const byPage = (call: SalesBlinkCall, key: (event: Activity) => string, more: (name: string) => object) => {
  const period = periodOf(call)
  const { limit = 100, skip = 0 } = call.query
  const all = grouped(during(call.state.activity, period), key)
  const data = cut(all, call.query).map(({ counts, last_activity, name }) => ({
    _id: name,
    ...counts,
    last_activity,
    ...more(name)
  }))
  return success(data, undefined, { total: all.length, count: data.length, skip, limit, ...period })
}

export const getAnalyticsLeadStats = (call: SalesBlinkCall) =>
  byPage(
    call,
    ({ email }) => email,
    () => ({})
  )

export const getAnalyticsMailboxStats = (call: SalesBlinkCall) =>
  byPage(
    call,
    ({ sender }) => sender,
    (id) => ({ sender: { id, email: null, name: null, sending_enabled: true } })
  )
