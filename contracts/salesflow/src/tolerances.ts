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
    reason: "No error body is documented; whatever it is, it must not change the error's class."
  },
  {
    location: /^response body Message$/,
    allows: ["absent"],
    reason: "An acknowledgement without its text still acknowledges, and a failure is told by its status."
  },
  {
    location:
      /^response body (\[\]\.)?(FirstName|LastName|Location|Occupation|Company|MemberUrl|AddedAt|PublicIdentifier|Status)$/,
    allows: ["null"],
    reason: "Other fields of a member are null in the document's samples; none may cost the whole list."
  },
  {
    operations: ["importMember"],
    location: /^response body (FirstName|LastName|Location|Occupation|Company|MemberUrl|AddedAt|PublicIdentifier)$/,
    allows: ["absent", "null"],
    reason: '"return created member" without a sample: an answer read too strictly would hide that it was created.'
  },
  {
    operations: ["importMember"],
    location: /^response body (Industry|Email|Phone|LastModifiedAt)$/,
    allows: ["absent"],
    reason: "The same; that they may be null, the document's samples show."
  },
  {
    operations: ["listContactsByCampaignId"],
    location: /^response body \[\]\.PublicIdentifier$/,
    allows: ["unknown"],
    reason: "Absent from this sample only; read where it comes."
  },
  {
    operations: ["listCampaigns"],
    location: /^response body \[\]\.CampaignName$/,
    allows: ["absent", "null"],
    reason: "A campaign without a name is still one; it must not cost the whole list."
  },
  {
    operations: ["getCampaignStatistics"],
    location: /^response body (UpdatedAt|Elapsed)$/,
    allows: ["null"],
    reason: "Statistics that were never counted may have neither."
  },
  {
    operations: ["listAccounts"],
    location: /^response body \[\]\.(AccountEmail|UserDbId|UserEmail)$/,
    allows: ["null"],
    reason: "A blocked account may lack them; the others are still to be listed."
  },
  {
    operations: ["attachWebhook"],
    location: /^query runOn$/,
    allows: ["value"],
    reason: "The vendor announced another event (revision 1.12) without its number; a caller may pass it."
  },
  {
    location: /^payload (?!MemberId$|IntegrationRunOn$)/,
    allows: ["null", "absent"],
    reason: "The document shows one payload of three; one that lacks something must not cost the event."
  }
]
