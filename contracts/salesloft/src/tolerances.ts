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
    reason:
      "Messages by field are known from few responses. The package accepts any form, and joins its strings into the reason."
  },
  {
    location: /^response body data(\[\])?(\.(person|account))?\.\w+(\[\])?\.id$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "A reference without an id still shows that a record exists."
  },
  {
    location:
      /^response body (data(\[\])?(\.(person|account))?\.(counts|custom_fields|custom_crm_fields|external_feature_flags|_private_fields|headers|picklist_values|record|resource)|metadata\.(filtering|paging|sorting|counts))$/,
    statuses: isSuccess,
    allows: ["list"],
    reason:
      "Recorded responses have an empty list instead of an empty object. The specification allows it only where it was recorded."
  },
  {
    location: /^response body metadata\.paging\.(next|prev)_page$/,
    statuses: isSuccess,
    allows: ["string"],
    reason: "The sample of List tasks in the API reference has a URL here. A stream continues after a URL as well."
  },
  {
    operations: ["createWebhookSubscription", "getWebhookSubscription", "updateWebhookSubscription"],
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["unknown"],
    reason: "No source says whether these responses have an envelope for every account. The package accepts both."
  },
  {
    operations: ["createWebhookSubscription", "getWebhookSubscription", "updateWebhookSubscription"],
    location: /^response body id$/,
    statuses: isSuccess,
    allows: ["absent"],
    reason: "In an envelope, the id is in the field data."
  },
  {
    operations: ["listWebhookSubscriptions"],
    location: /^response body$/,
    statuses: isSuccess,
    allows: ["object"],
    reason: "No source says whether these responses have an envelope for every account. The package accepts both."
  }
]
