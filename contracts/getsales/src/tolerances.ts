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
    reason: "Older answers have the fields' messages there; where they come, they are the reason."
  },
  {
    operations: ["findOneContact", "getLead", "updateLead", "upsertContact", "createLead"],
    location: /^response body (\[\]\.)?lead$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason:
      "Clients see contacts wrapped, as in a search, unless aggregation is off; the client unwraps them everywhere."
  },
  {
    operations: ["findOneContact", "getLead", "updateLead", "upsertContact", "createLead"],
    location: /^response body (\[\]\.)?uuid$/,
    statuses: isSuccess,
    allows: ["absent"],
    reason: "The uuid of a wrapped contact is in its lead."
  },
  {
    location: /^response body (\[\]\.|data\[\]\.(lead\.)?)?(experience|posts|educations|unread_counts)\[\]\.\w+$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason: "The fields of 3.0's sample and of newer answers; the specification leaves the items open."
  },
  {
    operations: ["sendEmail"],
    location: /^response body (emailDomain|emailBodyDomain)$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "The e-mail was sent, whatever the answer lacks."
  },
  {
    location: /^response body (limit|offset|total)$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "The document marks none of them as required; a page without its position is still one, and paging goes on."
  },
  {
    operations: ["listFlows", "listLinkedinMessages", "listSenderProfiles"],
    location: /^response body has_more$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "The same; whether there is more, the total tells."
  },
  {
    operations: ["searchContacts", "listLists", "listWebhooks"],
    location: /^response body has_more$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "The same, where the specification has it as optional."
  },
  {
    operations: ["listEmails"],
    location: /^response body$/,
    statuses: isSuccess,
    allows: ["object"],
    reason: "Other clients have seen a page where the document shows a bare list; the client reads both."
  },
  {
    operations: ["listSenderProfiles", "createSenderProfile", "getSenderProfile", "connectSenderProfile"],
    location: /^response body (data\[\]\.)?(avatar_url|schedule|smart_limits_enabled|notification_emails)$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason: "Newer answers have them; connectSenderProfile sends three of them, so they are worth reading back."
  },
  {
    operations: ["findOneContact"],
    location: /^request body/,
    allows: ["value"],
    reason: "One of three ways to name a contact is needed, which its type does not say; GetSales.io answers 422."
  }
]
