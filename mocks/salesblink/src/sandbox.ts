/** SalesBlink as it behaves: its rules for a sandbox, written from its document and never from our client. */
import { defineSandbox } from "@salesbridge/mock-engine/sandbox"
import { authorize } from "./access.ts"
import * as campaigns from "./campaigns.ts"
import { events } from "./events.ts"
import { limits } from "./limits.ts"
import * as prospects from "./prospects.ts"
import { badRequest, tooManyRequests } from "./replies.ts"
import { seed } from "./seed.ts"
import type { State } from "./State.ts"
import { jobs } from "./tasks.ts"
import { listMembers } from "./team.ts"

export const sandbox = defineSandbox<State>({
  seed,
  seededAt: "2026-01-16T09:00:00Z",
  tables: [
    ["Outreach", ["prospects", "campaigns", "tasks"]],
    ["Account", ["team"]]
  ],
  authorize,
  invalid: badRequest,
  operations: {
    searchCampaign: campaigns.searchCampaign,
    getAllCampaigns: campaigns.getAllCampaigns,
    getCampaign: campaigns.getCampaign,
    setCampaignStatus: campaigns.setCampaignStatus,
    searchProspect: prospects.searchProspect,
    updateProspect: prospects.updateProspect,
    listProspects: prospects.listProspects,
    getProspect: prospects.getProspect,
    addProspect: prospects.addProspect,
    unsubscribeProspect: prospects.unsubscribeProspect,
    listMembers
  },
  jobs,
  events,
  limits,
  limited: tooManyRequests
})
