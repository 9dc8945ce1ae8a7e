/**
 * Responses that the package reads although GetSales.io's specification does not allow them, with the reasons. Pacts do
 * not require them.
 */
import type { Disagreement } from "@salesbridge/contract-kit"

const isSuccess = (status: number) => status < 300

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = [
  {
    location: /^response body errors$/,
    statuses: (status) => status === 422,
    allows: ["unknown"],
    reason: "Older responses have the messages of the fields here. If they are present, they become the reason."
  },
  {
    operations: ["findOneContact", "getLead", "updateLead", "upsertContact", "createLead"],
    location: /^response body (\[\]\.)?lead$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason:
      "Unless aggregation is off, other clients received contacts in an envelope, as in a search. The package accepts both."
  },
  {
    operations: ["findOneContact", "getLead", "updateLead", "upsertContact", "createLead"],
    location: /^response body (\[\]\.)?uuid$/,
    statuses: isSuccess,
    allows: ["absent"],
    reason: "In an envelope, the uuid is in the field lead."
  },
  {
    location: /^response body (\[\]\.|data\[\]\.(lead\.)?)?(experience|posts|educations|unread_counts)\[\]\.\w+$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason:
      "The package names the fields in the sample of 3.0 and in newer responses. The specification leaves the items open."
  },
  {
    operations: ["sendEmail"],
    location: /^response body (emailDomain|emailBodyDomain)$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "The e-mail was sent, even if the response lacks a field."
  },
  {
    location: /^response body (limit|offset|total)$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "The API reference requires none of these fields. Paging also works without them."
  },
  {
    operations: ["listFlows", "listLinkedinMessages", "listSenderProfiles"],
    location: /^response body has_more$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "The API reference does not require it. Without has_more, the total tells whether there are more items."
  },
  {
    operations: ["searchContacts", "listLists", "listWebhooks"],
    location: /^response body has_more$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "The API reference does not require it, and the specification has it as optional."
  },
  {
    operations: ["listEmails"],
    location: /^response body$/,
    statuses: isSuccess,
    allows: ["object"],
    reason: "The API reference shows a bare list, but other clients received a page. The package accepts both."
  },
  {
    operations: ["listSenderProfiles", "createSenderProfile", "getSenderProfile", "connectSenderProfile"],
    location: /^response body (data\[\]\.)?(avatar_url|schedule|smart_limits_enabled|notification_emails)$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason:
      "Only newer responses have these fields. connectSenderProfile sends three of them, so callers want to read them."
  }
]
