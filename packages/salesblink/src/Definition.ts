/** What is known of SalesBlink as a whole. */
import type { Vendor } from "@salesbridge/core"

/** The ids of the operations, in the order of the document. */
const operations = [
  "searchCampaign",
  "getAllCampaigns",
  "getCampaign",
  "pauseCampaign",
  "unpauseCampaign",
  "searchProspect",
  "listProspects",
  "getProspect",
  "addProspect",
  "updateProspect",
  "unsubscribeProspect",
  "listMembers"
] as const

/** The id of an operation, such as `getAllCampaigns`. */
export type OperationId = (typeof operations)[number]

/**
 * SalesBlink: one host, and the API key in `Authorization` as it is, without a scheme. The document knows a 429
 * and names no limit, so calls are not held back before the first one.
 */
export const definition: Vendor.Definition = {
  name: "salesblink",
  operations,
  servers: { default: "https://run.salesblink.io" },
  credentials: { apiKey: { in: "header", name: "authorization" } }
}
