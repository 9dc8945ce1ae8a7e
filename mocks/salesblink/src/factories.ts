/** Completes rows that a test adds. */
import type { Factories } from "@salesbridge/mock-engine/sandbox"
import { owner } from "./access.ts"
import type { State } from "./State.ts"

export const factories: Factories<State> = {
  keys: {
    enrolments: ({ lead_id, sequence_id }) => `${sequence_id}/${lead_id}`,
    blocklist: ({ email }) => email
  },
  links: {
    campaignID: "campaigns",
    prospectID: "prospects",
    list_id: "lists",
    lead_id: "leads",
    sequence_id: "sequences",
    lists: "lists"
  },
  choices: {
    tasks: { type: ["email", "linkedin", "call"], status: ["upcoming", "done", "failed"] },
    enrolments: {
      status: ["not_contacted", "contacted", "opened", "clicked", "replied", "bounced", "unsubscribed", "removed"]
    },
    activity: { message: ["Sent", "Opened", "Clicked", "Replied", "Bounced", "Unsubscribed"] },
    mails: { task_type: ["reply", "email", "forward"] },
    blocklist: { type: ["email", "domain"] }
  },
  nullable: { activity: ["template_id"] },
  setup: ["team"],
  defaults: {
    prospects: () => ({ fields: {}, unsubscribed: false, replied: false }),
    lists: () => ({ folder: undefined, starred: false, archived: false, owned_by: owner }),
    leads: ({ uuid }, { fields }) => ({
      contact_id: uuid().replaceAll("-", "").slice(0, 24),
      // A lead always has an email address.
      fields: { email: `lead-${uuid().slice(0, 8)}@example.com`, ...fields },
      starred: false,
      archived: false,
      owned_by: owner
    }),
    sequences: () => ({ starred: false, archived: false, stopped: false, owned_by: owner, settings: {} }),
    mails: () => ({ outcome: undefined }),
    blocklist: (_, { email = "" }) => ({ type: email.includes("@") ? "email" : "domain" })
  }
}
