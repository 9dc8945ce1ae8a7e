/** The inbox of all senders, in version 1.0.0. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { cut } from "./listing.ts"
import { notFound, success } from "./responses.ts"
import type { Mail, SalesBlinkCall } from "./State.ts"

const shown = ({ at, body, email, id, messageId, sender, sequence_id, subject, task_type, unread }: Mail) => ({
  id,
  messageId,
  task_type,
  email,
  data: { email: { subject, body } },
  scheduled_time: Date.parse(at),
  unread,
  sender,
  sequence: sequence_id
})

const kindOf = (mail: Mail, now: number): string =>
  mail.task_type === "reply" ? "reply" : Date.parse(mail.at) > now ? "scheduled" : "sent"

export const getInboxThreads = ({ now, query, state }: SalesBlinkCall) => {
  const { date, search, sender, sequence, type = "reply" } = query
  const text = String(search ?? "").toLowerCase()
  const [from = 0, to = Infinity] = date === undefined ? [] : String(date).split("-").map(Number)
  const all = Object.values(state.mails)
  const found = all.filter(
    (mail) =>
      kindOf(mail, now()) === type &&
      (sender === undefined || mail.sender === sender) &&
      (sequence === undefined || mail.sequence_id === sequence) &&
      `${mail.subject} ${mail.body} ${mail.email}`.toLowerCase().includes(text) &&
      !(Date.parse(mail.at) < from || Date.parse(mail.at) > to)
  )
  // The newest message represents its thread.
  const threads = [...new Map(found.map((mail) => [mail.messageId, mail])).values()].toReversed()
  const result = cut(threads, query, 10).map(shown)
  return success(
    {
      totalCount: threads.length,
      count: all.filter(({ task_type, unread }) => task_type === "reply" && unread).length,
      messageIDs: result.map(({ messageId }) => messageId),
      result
    },
    "Inbox messages retrieved successfully"
  )
}

/**
 * Looks up the thread whose messageId is in the path and the newest message received in it, for an operation on them.
 * Without a received message it is the newest sent one.
 */
const ofThread =
  (operation: (call: SalesBlinkCall, thread: ReadonlyArray<Mail>, newest: Mail) => Reply) =>
  (call: SalesBlinkCall): Reply => {
    const id = String(call.path["messageId"])
    const thread = Object.values(call.state.mails).filter(({ messageId }) => messageId === id)
    const newest = thread.findLast(({ task_type }) => task_type === "reply") ?? thread.at(-1)
    return newest === undefined ? notFound("message", id) : operation(call, thread, newest)
  }

export const getThreadMessages = ofThread((_, thread) => success(thread.map(shown)))

/** Guess: mail that is not scheduled is sent a minute later. */
const soon = 60_000

const send = (call: SalesBlinkCall, newest: Mail, task_type: "email" | "forward"): Mail => {
  const { content = newest.body, email = newest.email, scheduled_time = 0 } = call.body ?? {}
  const at = new Date(Math.max(Number(scheduled_time), call.now() + soon)).toISOString()
  const { messageId, sender, sequence_id, subject } = newest
  const mail: Mail = {
    id: call.uuid(),
    messageId,
    task_type,
    email,
    sender,
    sequence_id,
    subject,
    body: content,
    at,
    unread: false
  }
  call.state.mails[mail.id] = mail
  return mail
}

export const sendReply = ofThread((call, _, newest) => {
  const { id } = send(call, newest, "email")
  return success({ id, task_type: "reply", status: "scheduled" })
})

export const forwardInboxMessage = ofThread((call, _, newest) => success(shown(send(call, newest, "forward"))))

export const updateMailState = ofThread((call, _, newest) => {
  const { outcome, unread } = call.body
  newest.unread = unread ?? newest.unread
  if (outcome !== undefined) newest.outcome = outcome
  return success("Mail updated.", "Mail updated successfully")
})
