/**
 * Responses that the package reads although Salesloft's specification does not allow them, with the reasons. Pacts do
 * not require them.
 */
import type { Disagreement } from "@salesbridge/contract-kit"

const isSuccess = (status: number) => status < 300

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = [
  {
    location: /^response body errors\["/,
    statuses: (status) => status === 422,
    allows: ["string", "object", "number", "boolean", "null"],
    reason: "Messages by field are known from few answers; whatever stands there, what it says is the reason."
  },
  {
    location: /^response body data(\[\])?(\.(person|account))?\.\w+(\[\])?\.id$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "A reference without an id still tells that there is something."
  },
  {
    location:
      /^response body (data(\[\])?(\.(person|account))?\.(counts|custom_fields|custom_crm_fields|external_feature_flags|_private_fields|headers|picklist_values|record|resource)|metadata\.(filtering|paging|sorting|counts))$/,
    statuses: isSuccess,
    allows: ["list"],
    reason:
      "Recorded answers have an empty list in place of an empty object; the specification has it where it was seen."
  },
  {
    location: /^response body metadata\.paging\.(next|prev)_page$/,
    statuses: isSuccess,
    allows: ["string"],
    reason: "The document's sample of List tasks has an address there; a stream goes on after it, too."
  },
  {
    operations: ["createWebhookSubscription", "getWebhookSubscription", "updateWebhookSubscription"],
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason: "No source says whether these answers have an envelope for every account; the client reads both."
  },
  {
    operations: ["createWebhookSubscription", "getWebhookSubscription", "updateWebhookSubscription"],
    location: /^response body id$/,
    statuses: isSuccess,
    allows: ["absent"],
    reason: "In an envelope, the id is inside."
  },
  {
    operations: ["listWebhookSubscriptions"],
    location: /^response body$/,
    statuses: isSuccess,
    allows: ["object"],
    reason: "No source says whether these answers have an envelope for every account; the client reads both."
  }
]
