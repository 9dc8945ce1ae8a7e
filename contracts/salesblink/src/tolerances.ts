/**
 * Where the package reads more of SalesBlink's answers than the specification lets the vendor send, and why. Pacts do
 * not ask for any of it.
 */
import type { Disagreement } from "@salesbridge/contract-kit"

const isError = (status: number) => status >= 400
const isSuccess = (status: number) => status < 300

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = [
  {
    location: /^response body (success|error|message)$/,
    statuses: isError,
    allows: ["null", "absent"],
    reason: "No error body is documented; whatever it is, it must not change the error's class."
  },
  {
    location: /^response body error$/,
    statuses: isError,
    allows: ["unknown", "null"],
    reason: "The envelope of other answers has it; where an error has it too, its text is the reason."
  },
  {
    location: /^response body success$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "No answer is documented; an envelope that lacks a part still tells the rest."
  },
  {
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "No answer is documented; an envelope that lacks a part still tells the rest."
  },
  {
    operations: ["searchCampaign", "getAllCampaigns", "listProspects", "listMembers"],
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["object", "null"],
    reason: "Where the vendor sends just one as an object, the client makes it a list."
  },
  {
    operations: ["listMembers"],
    location: /^response body data\[\]\.\w+$/,
    allows: ["null"],
    reason: "Known only from a comment in the document's source; a member without a company or picture is still one."
  },
  {
    operations: ["addProspect"],
    location: /^request body data(\.|\[")/,
    allows: ["unknown"],
    reason: "The specification lets any field pass; the package names those of the document's example."
  }
]
