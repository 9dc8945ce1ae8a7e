/** Every Salesflow operation, in the order of the API reference (revision 1.9). */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

/** The sources of the operations, and those that have no function. */
export const coverage: Catalog.Coverage = {
  lookedAt: "2026-11-28",
  sources: [
    "https://salesflow.io/api/docs, revision 1.9",
    "the version table of revision 1.12",
    "a page of Salesflow's help center, for the statistics' host and isForceRequest"
  ],
  missing: [
    {
      what: "ListContactsByAccountId, GetAnalyticsByCampaignId, GetAnalyticsByAccountId, ListIncomingMessagesByAccountId, and the webhook type Followup",
      why: "only their names in the table of revision 1.12 are public"
    },
    {
      what: "custom fields of ImportMember",
      why: "revision 1.10 added them, but their names are not public"
    },
    {
      what: "conversations, invitations and connections",
      why: "they belong to another API, at https://api.salesflow.io, with other credentials"
    }
  ]
}

/** An operation of the catalog. */
export type CatalogOperation = Catalog.OperationOf<typeof resources>

export const catalog: ReadonlyArray<CatalogOperation> = Catalog.make(resources, [
  "Statistics",
  "Members",
  "Campaigns",
  "Accounts",
  "Webhooks"
])
