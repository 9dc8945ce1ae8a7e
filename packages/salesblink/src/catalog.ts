/**
 * Every SalesBlink operation: those of version 1.0.0 in the order of its API reference, then the legacy ones in the
 * order of theirs.
 */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

/** The sources of the operations, and those that have no function. */
export const coverage: Catalog.Coverage = {
  lookedAt: "2026-11-28",
  sources: [
    "https://salesblink.io/api, the legacy calls",
    "https://developer.salesblink.io/openapi.json, version 1.0.0, as a public copy has it"
  ],
  missing: [
    { what: "Add Bulk Email Senders", why: "it takes a file" },
    { what: "Export Sequence Leads", why: "it answers with CSV" }
  ]
}

/** An operation of the catalog. */
export type CatalogOperation = Catalog.OperationOf<typeof resources>

export const catalog: ReadonlyArray<CatalogOperation> = Catalog.make(resources, [
  "Authentication",
  "Billing",
  "Lists",
  "Leads",
  "Templates",
  "Inbox",
  "Sequences",
  "Users",
  "Senders",
  "SenderOAuth",
  "Folders",
  "Activity",
  "Workspaces",
  "InboxPlacement",
  "Reports",
  "Domains",
  "Signatures",
  "DoneForYou",
  "Warmup",
  "ApiKeys",
  "Analytics",
  "Blocklist",
  "Account",
  "Campaigns",
  "Prospects",
  "Team"
])
