/** What is known of GetSales.io as a whole. */
import type { Vendor } from "@salesbridge/core"

/** The ids of the operations, in the order of the document. */
const operations = [
  "findOneContact",
  "searchContacts",
  "getLead",
  "updateLead",
  "deleteLead",
  "upsertContact",
  "createLead",
  "listFlows",
  "startFlow",
  "stopFlow",
  "addLeadToFlow",
  "addNewLeadToFlow",
  "cancelLeadFromFlows",
  "cancelLeadFromAllFlows",
  "listLinkedinMessages",
  "sendLinkedInMessage",
  "listEmails",
  "sendEmail",
  "listSenderProfiles",
  "createSenderProfile",
  "getSenderProfile",
  "connectSenderProfile",
  "listLists",
  "createList",
  "getList"
] as const

/** The id of an operation, such as `searchContacts`. */
export type OperationId = (typeof operations)[number]

/**
 * GetSales.io: one host, and an API key as a bearer token. `Team-ID` names the team for keys that see several. The
 * limit is known from the vendor's newer pages; version 3.0 names none.
 */
export const definition: Vendor.Definition = {
  name: "getsales",
  operations,
  servers: { default: "https://amazing.getsales.io" },
  credentials: {
    token: { in: "header", name: "authorization", scheme: "Bearer" },
    teamId: { in: "header", name: "Team-ID", secret: false, optional: true }
  },
  limits: [{ limit: 300, window: "1 minute" }]
}
