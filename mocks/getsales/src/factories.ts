/** Completes rows that a test adds. */
import type { Factories } from "@salesbridge/mock-engine/sandbox"
import { blank, nameOf } from "./contacts.ts"
import { type State, team } from "./State.ts"

const messageTypes = ["inbox", "outbox"] as const
const onOff = ["on", "off"] as const

export const factories: Factories<State> = {
  keys: { markers: ({ lead_uuid, sender_profile_uuid }) => `${lead_uuid} ${sender_profile_uuid}` },
  links: {
    list_uuid: "lists",
    pipeline_stage_uuid: "pipelineStages",
    company_uuid: "companies",
    sender_profile_uuid: "senderProfiles",
    sender_profile_uuids: "senderProfiles",
    lead_uuid: "contacts",
    flow_uuid: "flows",
    flow_version_uuid: "flowVersions",
    mailbox_uuid: "mailboxes",
    email_body_uuid: "emailBodies",
    tags: "tags"
  },
  choices: {
    contacts: {
      status: ["ok", "no_contact_data"],
      linkedin_status: ["active", "need_enrichment", "no_data", "blocked"],
      email_status: ["verified", "need_search", "unsubscribed"]
    },
    flows: { status: [...onOff, "draft", "archived"] },
    flowLeads: { status: ["in_progress", "finished", "canceled"] },
    senderProfiles: { status: ["enabled", "disabled"] },
    linkedinMessages: {
      type: messageTypes,
      automation: ["auto", "manual", "synced"],
      status: ["new", "in_progress", "done", "failed"]
    },
    emails: { type: messageTypes, status: ["waiting", "sent", "sync", "cancelled", "error", "bounced"] },
    webhooks: { status: onOff }
  },
  nullable: {
    contacts: ["user_id"],
    senderProfiles: ["assignee_user_id"],
    linkedinMessages: ["linkedin_account_uuid", "text"],
    emails: ["mailbox_uuid", "from_name", "from_email", "to_name", "subject"],
    emailBodies: ["subject"],
    markers: ["linkedin_last_connection_sent_at", "linkedin_last_connection_accepted_at"]
  },
  setup: ["senderProfiles", "mailboxes", "pipelineStages", "templates", "lists"],
  defaults: {
    contacts: ({ now, state }, { first_name, last_name, linkedin, personal_email, work_email }) => {
      const { uuid: _, ...contact } = blank("", Object.keys(state.lists)[0]!, now)
      const hasAddress = (work_email ?? personal_email ?? null) !== null
      const isOnLinkedin = (linkedin ?? null) !== null
      return {
        ...contact,
        name: nameOf(first_name, last_name),
        status: hasAddress || isOnLinkedin ? "ok" : "no_contact_data",
        linkedin_status: isOnLinkedin ? "active" : "no_data",
        email_status: hasAddress ? "verified" : "need_search"
      }
    },
    companies: () => ({ team_id: team, name: "Company", domain: null, ln_id: null }),
    flows: ({ state, uuid: fresh }, { flow_version_uuid, uuid = fresh() }) => {
      const version = flow_version_uuid ?? fresh()
      // An automation always has a version, and a version always has a step.
      state.flowVersions[version] ??= {
        uuid: version,
        flow_uuid: uuid,
        nodes: [{ id: 1, type: "linkedin_send_connection_request", delay_in_seconds: 0 }],
        sender_profile_uuids: Object.keys(state.senderProfiles).slice(0, 1)
      }
      return {
        uuid,
        flow_version_uuid: version,
        description: null,
        public_uuid: null,
        flow_workspace_uuid: null
      }
    },
    senderProfiles: () => ({ first_name: null, last_name: null, label: null, schedule: null })
  }
}
