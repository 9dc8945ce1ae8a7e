/**
 * Responses that the package reads although Salesflow's specification does not allow them, with the reasons. Pacts do
 * not require them.
 */
import type { Disagreement } from "@salesbridge/contract-kit"

const isError = (status: number) => status >= 400

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = [
  {
    location: /^response body Status$/,
    statuses: isError,
    allows: ["null", "absent", "number"],
    reason: "No error body is documented. An unexpected body must not change the class of the error."
  },
  {
    location: /^response body Message$/,
    allows: ["absent"],
    reason: "An acknowledgement without its text is still valid, because the status shows whether the call failed."
  },
  {
    location:
      /^response body (\[\]\.)?(FirstName|LastName|Location|Occupation|Company|MemberUrl|AddedAt|PublicIdentifier|Status)$/,
    allows: ["null"],
    reason:
      "Samples of the API reference have null in other fields of a member. A null field must not fail the whole list."
  },
  {
    operations: ["importMember"],
    location: /^response body (FirstName|LastName|Location|Occupation|Company|MemberUrl|AddedAt|PublicIdentifier)$/,
    allows: ["absent", "null"],
    reason:
      'The API reference says "return created member" and has no sample. A strict schema could reject the response and hide that the member was created.'
  },
  {
    operations: ["importMember"],
    location: /^response body (Industry|Email|Phone|LastModifiedAt)$/,
    allows: ["absent"],
    reason: "Samples of the API reference have null in these fields. A null field must not fail the whole list."
  },
  {
    operations: ["listContactsByCampaignId"],
    location: /^response body \[\]\.PublicIdentifier$/,
    allows: ["unknown"],
    reason: "Only this sample lacks it. If a response has it, it is read."
  },
  {
    operations: ["listCampaigns"],
    location: /^response body \[\]\.CampaignName$/,
    allows: ["absent", "null"],
    reason: "A campaign without a name must not fail the whole list."
  },
  {
    operations: ["getCampaignStatistics"],
    location: /^response body (UpdatedAt|Elapsed)$/,
    allows: ["null"],
    reason: "Statistics that were never counted may lack both fields."
  },
  {
    operations: ["listAccounts"],
    location: /^response body \[\]\.(AccountEmail|UserDbId|UserEmail)$/,
    allows: ["null"],
    reason: "A blocked account may lack these fields, which must not fail the whole list."
  },
  {
    operations: ["attachWebhook"],
    location: /^query runOn$/,
    allows: ["value"],
    reason:
      "The vendor announced another event in revision 1.12, without its number. A caller who knows the number can pass it."
  },
  {
    location: /^payload (?!MemberId$|IntegrationRunOn$)/,
    allows: ["null", "absent"],
    reason:
      "The API reference shows the payload of only one of three events. An incomplete payload must not lose the event."
  }
]
