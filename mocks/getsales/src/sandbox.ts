/** GetSales.io's rules, from its API reference and specification. */
import { type Call, defineSandbox, type Reply } from "@salesbridge/mock-engine/sandbox"
import { forbidden, malformed, Refusal, tooMany, unauthorized } from "./responses.ts"
import * as contacts from "./contacts.ts"
import * as emails from "./emails.ts"
import { events } from "./events.ts"
import * as flows from "./flows.ts"
import * as linkedinMessages from "./linkedinMessages.ts"
import * as lists from "./lists.ts"
import { factories } from "./factories.ts"
import { seed } from "./seed.ts"
import * as senderProfiles from "./senderProfiles.ts"
import { type State, team } from "./State.ts"
import * as webhooks from "./webhooks.ts"

type Handler = (call: Call<State>) => Reply

/** Responds with a handler's refusal, if there is one. */
const answering =
  (handler: Handler): Handler =>
  (call) => {
    try {
      return handler(call)
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.reply
      throw thrown
    }
  }

const operations: Readonly<Record<string, Handler>> = {
  ...contacts.operations,
  ...flows.operations,
  ...linkedinMessages.operations,
  ...emails.operations,
  ...senderProfiles.operations,
  ...lists.operations,
  ...webhooks.operations
}

/** Requests per minute with one API key. */
const most = 300

export const sandbox = defineSandbox<State>({
  seed,
  factories,
  seededAt: "2026-01-25T18:00:00Z",
  tables: [
    ["People", ["contacts", "companies", "lists", "tags", "pipelineStages"]],
    ["Outreach", ["flows", "flowLeads", "linkedinMessages", "emails", "templates"]],
    ["Senders", ["senderProfiles", "mailboxes"]],
    ["Account", ["webhooks"]]
  ],
  authorize: ({ credentials, headers }, accepted) => {
    if (credentials === "") return unauthorized("The API key is missing.")
    if (!accepted(credentials)) return unauthorized("The API key is wrong.")
    const asked = headers["team-id"]
    // Guess: a key gives access to its own team only. A value that is not a number names no team and is ignored.
    if (asked !== undefined && /^\d+$/.test(asked) && Number(asked) !== team) {
      return forbidden(`The key has no access to team ${asked}.`)
    }
    return undefined
  },
  invalid: (_, violations) => malformed(violations),
  operations: Object.fromEntries(Object.entries(operations).map(([name, handler]) => [name, answering(handler)])),
  jobs: {
    ...contacts.jobs,
    ...flows.jobs,
    ...linkedinMessages.jobs,
    ...emails.jobs,
    ...senderProfiles.jobs
  },
  events,
  limits: [{ name: "calls a minute", window: 60_000, limit: most }],
  limited: () => tooMany(`More than ${most} requests in a minute.`)
})
