/**
 * SalesBlink's rules for a sandbox, written from its API reference and never from our client. Calls without a rule
 * derive from the specification.
 */
import { defineSandbox } from "@salesbridge/mock-engine/sandbox"
import { authorize } from "./access.ts"
import * as activity from "./activity.ts"
import * as blocklist from "./blocklist.ts"
import * as campaigns from "./campaigns.ts"
import { events } from "./events.ts"
import * as inbox from "./inbox.ts"
import * as leads from "./leads.ts"
import { limits } from "./limits.ts"
import * as lists from "./lists.ts"
import * as outreach from "./outreach.ts"
import * as prospects from "./prospects.ts"
import { badRequest, tooManyRequests } from "./responses.ts"
import { factories } from "./factories.ts"
import { seed } from "./seed.ts"
import * as sequences from "./sequences.ts"
import type { State } from "./State.ts"
import { jobs } from "./tasks.ts"
import { listMembers } from "./team.ts"

export const sandbox = defineSandbox<State>({
  seed,
  factories,
  seededAt: "2026-01-16T09:00:00Z",
  tables: [
    ["Outreach", ["leads", "lists", "sequences", "enrolments", "activity", "mails", "blocklist"]],
    ["Legacy", ["prospects", "campaigns", "tasks", "team"]]
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
    listMembers,
    getAllLists: lists.getAllLists,
    createList: lists.createList,
    getList: lists.getList,
    updateList: lists.updateList,
    archiveList: lists.archiveList,
    getLeads: leads.getLeads,
    addContacts: leads.addContacts,
    removeContact: leads.removeContact,
    updateLead: leads.updateLead,
    moveLead: leads.moveLead,
    unsubscribeLeadGlobally: leads.unsubscribeLeadGlobally,
    archiveContact: leads.archiveContact,
    getLeadActivityByEmail: leads.getLeadActivityByEmail,
    getLeadActivityById: leads.getLeadActivityById,
    getInboxThreads: inbox.getInboxThreads,
    getThreadMessages: inbox.getThreadMessages,
    sendReply: inbox.sendReply,
    updateMailState: inbox.updateMailState,
    forwardInboxMessage: inbox.forwardInboxMessage,
    getAllSequences: sequences.getAllSequences,
    createSequence: sequences.createSequence,
    getSequence: sequences.getSequence,
    updateSequence: sequences.updateSequence,
    getSequenceStats: sequences.getSequenceStats,
    cloneSequence: sequences.cloneSequence,
    archiveSequence: sequences.archiveSequence,
    updateSequenceStatus: sequences.updateSequenceStatus,
    getSequenceLeads: sequences.getSequenceLeads,
    getLeadMessages: sequences.getLeadMessages,
    unsubscribeLeadFromSequence: sequences.unsubscribeLeadFromSequence,
    getSentActivity: activity.getSentActivity,
    getOpensActivity: activity.getOpensActivity,
    getClicksActivity: activity.getClicksActivity,
    getRepliesActivity: activity.getRepliesActivity,
    getReports: activity.getReports,
    getAnalyticsOverall: activity.getAnalyticsOverall,
    getAnalyticsDaily: activity.getAnalyticsDaily,
    getAnalyticsLeadStats: activity.getAnalyticsLeadStats,
    getAnalyticsMailboxStats: activity.getAnalyticsMailboxStats,
    getBlocklist: blocklist.getBlocklist,
    addToBlocklist: blocklist.addToBlocklist,
    deleteAllBlocklist: blocklist.deleteAllBlocklist,
    removeFromBlocklist: blocklist.removeFromBlocklist,
    checkBlocklist: blocklist.checkBlocklist,
    deleteBlocklistEntry: blocklist.deleteBlocklistEntry
  },
  jobs: { ...jobs, ...outreach.jobs },
  events,
  limits,
  limited: tooManyRequests
})
