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
  reason: "Nothing in these answers is promised; one field that is null must not cost the rest."
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
    reason: "The same; an envelope that lacks a part still tells the rest."
  },
  {
    operations: current,
    location: /^response body error$/,
    allows: ["unknown", "null", "absent"],
    reason: "The legacy envelope has it; where a refusal of a newer call has it too, its text is the reason."
  },
  {
    operations: ["reconnectSender"],
    location: /^response body message$/,
    statuses: isError,
    allows: ["unknown"],
    reason: "Every other call has its reason there."
  },
  {
    operations: legacy,
    location: /^response body err$/,
    statuses: isError,
    allows: ["unknown"],
    reason: "Reconnecting a sender, which is no legacy call, has its reason there."
  },
  {
    location: /^response body (success|error|message|msg|description|err)$/,
    statuses: isError,
    allows: ["null", "absent"],
    reason: "Hardly an error body is documented; whatever it is, it must not change the error's class."
  },
  {
    operations: legacy,
    location: /^response body error$/,
    statuses: isError,
    allows: ["unknown", "null"],
    reason: "The envelope of other answers has it; where an error has it too, its text is the reason."
  },
  {
    operations: legacy,
    location: /^response body success$/,
    statuses: isSuccess,
    allows: ["null", "absent"],
    reason: "No answer is documented; an envelope that lacks a part still tells the rest."
  },
  {
    operations: legacy,
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
