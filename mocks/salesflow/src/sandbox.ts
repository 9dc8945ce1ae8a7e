/** Salesflow's rules for a sandbox, written from its API reference and never from our client. */
import { defineSandbox } from "@salesbridge/mock-engine/sandbox"
import { listAccounts } from "./accounts.ts"
import * as campaigns from "./campaigns.ts"
import { events } from "./events.ts"
import * as members from "./members.ts"
import { jobs } from "./outreach.ts"
import { forbidden } from "./responses.ts"
import { factories } from "./factories.ts"
import { seed } from "./seed.ts"
import type { State } from "./State.ts"
import { getCampaignStatistics } from "./statistics.ts"
import * as webhooks from "./webhooks.ts"

export const sandbox = defineSandbox<State>({
  seed,
  factories,
  seededAt: "2024-07-19T09:00:00Z",
  tables: [
    ["Outreach", ["campaigns", "members"]],
    ["Account", ["accounts", "webhooks", "webhookCampaigns"]]
  ],
  authorize: ({ credentials }, accepted) => (accepted(credentials) ? undefined : forbidden()),
  operations: {
    getCampaignStatistics,
    importMember: members.importMember,
    importMemberByGet: members.importMember,
    updateContact: members.updateContact,
    getContactByMemberId: members.getContactByMemberId,
    deleteContact: members.deleteContact,
    getContactByPublicIdentifier: members.getContactByPublicIdentifier,
    listContactsByPublicIdentifiers: members.listContactsByPublicIdentifiers,
    listContactsByCampaignId: members.listContactsByCampaignId,
    listCampaigns: campaigns.listCampaigns,
    startCampaign: campaigns.startCampaign,
    listAccounts,
    createWebhook: webhooks.createWebhook,
    deleteWebhook: webhooks.deleteWebhook,
    listWebhooks: webhooks.listWebhooks,
    attachWebhook: webhooks.attachWebhook,
    detachWebhook: webhooks.detachWebhook
  },
  jobs,
  events
})
