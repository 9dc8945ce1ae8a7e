/**
 * Responses that the package reads although SalesBlink's specification does not allow them, with the reasons. Pacts do
 * not require them.
 */
import type { Disagreement } from "@salesbridge/contract-kit"
import { catalog } from "@salesbridge/salesblink/catalog"

const isError = (status: number) => status >= 400
const isSuccess = (status: number) => status < 300

const idsOf = (isWanted: (path: string) => boolean) => catalog.filter(({ path }) => isWanted(path)).map(({ id }) => id)
const current = idsOf((path) => path.startsWith("/api/public/"))
const legacy = idsOf((path) => !path.startsWith("/api/public/"))

/** The fields that are nullable in the specification itself. */
const person = "first_name|last_name|company_name"
const event = `sequence_id|sequence_name|sender|node|link|body`
const nullable: Readonly<Record<string, string>> = {
  getLeadActivityByEmail: `data\\[\\]\\.(${event})|lead\\.(${person})`,
  getLeadActivityById: `data\\[\\]\\.(${event})|lead\\.(${person})`,
  getSequenceLeads: `data\\[\\]\\.(lead_id|${person})`,
  getLeadMessages: `data\\[\\]\\.(${event})`,
  getSenderHealth: "data\\.(error|last_check|last_updated)",
  getAnalyticsMailboxStats: "data\\[\\]\\.sender\\.\\w+"
}

const nulls = (operations: ReadonlyArray<string>, location: RegExp): Disagreement.Tolerance => ({
  operations,
  location,
  statuses: isSuccess,
  allows: ["null"],
  reason: "The vendor guarantees nothing in these responses. A field that is null must not fail the whole response."
})

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = [
  nulls(
    current.filter((id) => !(id in nullable)),
    /^response body (\[\]\.)?\w+/
  ),
  ...Object.entries(nullable).map(([id, names]) => nulls([id], new RegExp(`^response body (?!(${names})$)\\w+`))),
  {
    operations: current,
    location: /^response body success$/,
    statuses: isSuccess,
    allows: ["absent"],
    reason: "The vendor guarantees nothing in these responses. An envelope without one of its fields is still useful."
  },
  {
    operations: current,
    location: /^response body error$/,
    allows: ["unknown", "null", "absent"],
    reason: "The legacy envelope has it. If an error of a newer call has it too, its text is the reason."
  },
  {
    operations: ["reconnectSender"],
    location: /^response body message$/,
    statuses: isError,
    allows: ["unknown"],
    reason: "All other calls have their reason here."
  },
  {
    operations: legacy,
    location: /^response body err$/,
    statuses: isError,
    allows: ["unknown"],
    reason: "Only the call that reconnects a sender, which is not a legacy call, has its reason here."
  },
  {
    location: /^response body (success|error|message|msg|description|err)$/,
    statuses: isError,
    allows: ["null", "absent"],
    reason: "Few error bodies are documented. An unexpected body must not change the class of the error."
  },
  {
    operations: legacy,
    location: /^response body error$/,
    statuses: isError,
    allows: ["unknown", "null"],
    reason: "The envelope of other responses has it. If an error has it too, its text is the reason."
  },
  {
    operations: legacy,
    location: /^response body success$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "No response is documented. An envelope without one of its fields is still useful."
  },
  {
    operations: legacy,
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["null"],
    reason: "No response is documented. An envelope without one of its fields is still useful."
  },
  {
    operations: ["searchCampaign", "getAllCampaigns", "listProspects", "listMembers"],
    location: /^response body data$/,
    statuses: isSuccess,
    allows: ["object", "null"],
    reason: "The vendor may send a single item as an object. The package returns a list in both cases."
  },
  {
    operations: ["listMembers"],
    location: /^response body data\[\]\.\w+$/,
    allows: ["null"],
    reason: "Known only from a comment in the source of the API reference. A member may have no company or picture."
  },
  {
    operations: ["addProspect"],
    location: /^request body data(\.|\[")/,
    allows: ["unknown"],
    reason: "The specification accepts any field. The package names those in the example of the API reference."
  }
]
