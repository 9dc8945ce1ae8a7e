import { takesOwnData } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

takesOwnData(
  target,
  [
    "lists",
    "companies",
    "contacts",
    "senderProfiles",
    "mailboxes",
    "templates",
    "pipelineStages",
    "tags",
    "flows",
    "flowVersions",
    "flowLeads",
    "linkedinMessages",
    "emailBodies",
    "emails",
    "markers",
    "webhooks"
  ],
  { markers: (s) => ({ lead_uuid: s["contacts"]!.rows().at(-1).uuid }) }
)
