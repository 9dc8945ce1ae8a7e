import type { State as GetsalesState } from "@salesbridge/mock-getsales/State"
import type { State as SalesblinkState } from "@salesbridge/mock-salesblink/State"
import type { State as SalesflowState } from "@salesbridge/mock-salesflow/State"
import type { State as SalesloftState } from "@salesbridge/mock-salesloft/State"

/**
 * What the compiler knows of each vendor's sandbox by name. Written by `npm run names -w mocks/server`: not to be edited.
 */
export interface VendorNames {
  readonly getsales: {
    readonly operation:
      | "addLeadToFlow"
      | "addNewLeadToFlow"
      | "cancelLeadFromAllFlows"
      | "cancelLeadFromFlows"
      | "connectSenderProfile"
      | "createLead"
      | "createList"
      | "createSenderProfile"
      | "createWebhook"
      | "deleteLead"
      | "deleteWebhook"
      | "findOneContact"
      | "findOneContactByOldPath"
      | "getLead"
      | "getList"
      | "getSenderProfile"
      | "listEmails"
      | "listFlows"
      | "listLinkedinMessages"
      | "listLists"
      | "listSenderProfiles"
      | "listWebhooks"
      | "searchContacts"
      | "sendEmail"
      | "sendLinkedInMessage"
      | "startFlow"
      | "stopFlow"
      | "updateLead"
      | "upsertContact"
    readonly events: {
      /** A contact answers on LinkedIn. The automations that the sender profile writes to it for end. */
      contact_replied_linkedin_message: {
        readonly lead_uuid?: string
        readonly sender_profile_uuid?: string
        readonly text?: string
      }
      /** A contact reads what was sent to it on LinkedIn. */
      contact_read_linkedin_message: { readonly lead_uuid?: string }
      /** A contact accepts a connection request. */
      contact_accepted_linkedin_connection_request: {
        readonly lead_uuid?: string
        readonly sender_profile_uuid?: string
      }
      /** LinkedIn refuses a message that is on its way. */
      linkedin_message_failed: { readonly message_uuid?: string; readonly fail_reason?: string }
      /** A contact answers an e-mail: the one named, or the last one. The automation that sent it ends. */
      contact_replied_email: { readonly lead_uuid?: string; readonly body?: string }
      /** A contact opens an e-mail. Version 3.0 shows it nowhere; it is among the activities. */
      contact_opened_email: { readonly lead_uuid?: string }
      /** A contact wants no more e-mail. What waits to be sent to it is cancelled. */
      contact_unsubscribed_email: { readonly lead_uuid?: string }
      /** An e-mail comes back: the one named, or the last one to the contact. */
      email_bounced: { readonly lead_uuid?: string }
      /** An automation has done all its steps for a contact. */
      automation_finished: { readonly flow_uuid?: string; readonly lead_uuid?: string }
    }
    readonly state: GetsalesState
  }
  readonly salesblink: {
    readonly operation:
      | "addContacts"
      | "addProspect"
      | "addSender"
      | "addToBlocklist"
      | "addUser"
      | "archiveContact"
      | "archiveList"
      | "archiveSequence"
      | "archiveTemplate"
      | "checkBlocklist"
      | "cloneSequence"
      | "createFolder"
      | "createInboxPlacementTest"
      | "createList"
      | "createSequence"
      | "createTemplate"
      | "createWorkspace"
      | "deleteAllBlocklist"
      | "deleteApiKey"
      | "deleteBlocklistEntry"
      | "deleteInboxPlacementTest"
      | "fetchMultipleSenderMessages"
      | "fetchSenderMessages"
      | "forwardInboxMessage"
      | "generateLoginLink"
      | "getAddCardLoginLink"
      | "getAllCampaigns"
      | "getAllFolders"
      | "getAllLists"
      | "getAllSenders"
      | "getAllSequences"
      | "getAllTemplates"
      | "getAllUsers"
      | "getAllWorkspaces"
      | "getAnalyticsDaily"
      | "getAnalyticsLeadStats"
      | "getAnalyticsMailboxStats"
      | "getAnalyticsOverall"
      | "getApiKeyCreateLink"
      | "getApiKeyRefreshLink"
      | "getApiKeys"
      | "getBlocklist"
      | "getBulkSenderConnectLink"
      | "getCampaign"
      | "getClicksActivity"
      | "getCustomDomains"
      | "getDfyMailboxCancelLink"
      | "getDfyMailboxLink"
      | "getDfyOrderLink"
      | "getDfyOrders"
      | "getInboxPlacementTests"
      | "getInboxThreads"
      | "getLeadActivityByEmail"
      | "getLeadActivityById"
      | "getLeadMessages"
      | "getLeads"
      | "getList"
      | "getOpensActivity"
      | "getProspect"
      | "getRemoveCardLoginLink"
      | "getRepliesActivity"
      | "getReports"
      | "getSenderConnectLink"
      | "getSenderHealth"
      | "getSenderWarmupStats"
      | "getSentActivity"
      | "getSequence"
      | "getSequenceLeads"
      | "getSequenceStats"
      | "getSignatures"
      | "getSignupLink"
      | "getTemplate"
      | "getThreadMessages"
      | "getWarmupLinks"
      | "initializeGoogleOauth"
      | "initializeOutlookOauth"
      | "listMembers"
      | "listProspects"
      | "moveLead"
      | "pauseInboxPlacementTest"
      | "reconnectSender"
      | "removeContact"
      | "removeFromBlocklist"
      | "searchCampaign"
      | "searchDomains"
      | "searchProspect"
      | "sendReply"
      | "setCampaignStatus"
      | "unsubscribeLeadFromSequence"
      | "unsubscribeLeadGlobally"
      | "unsubscribeProspect"
      | "updateLead"
      | "updateList"
      | "updateMailState"
      | "updateProspect"
      | "updateSender"
      | "updateSequence"
      | "updateSequenceStatus"
      | "updateTemplate"
      | "updateWorkspace"
      | "verifyAccount"
    readonly events: {
      /** A lead opens the newest e-mail that it was sent. */
      leadOpens: { readonly lead_id?: string }
      /** A lead follows a link in it. */
      leadClicks: { readonly lead_id?: string }
      /** A lead replies to it. Nothing more is sent to it in that sequence. */
      leadReplies: { readonly lead_id?: string; readonly body?: string }
      /** It can't be delivered. Nothing more is sent to the lead in that sequence. */
      leadBounces: { readonly lead_id?: string }
      /** A lead follows the link to unsubscribe. Nothing more is sent to it. */
      leadUnsubscribes: { readonly lead_id?: string }
      /** Legacy: a prospect replies. Its upcoming tasks are deleted. */
      reply: { readonly prospectID?: string }
      /** Legacy: a prospect follows the link to unsubscribe. Its upcoming tasks are deleted. */
      unsubscribe: { readonly prospectID?: string }
    }
    readonly state: SalesblinkState
  }
  readonly salesflow: {
    readonly operation:
      | "attachWebhook"
      | "createWebhook"
      | "deleteContact"
      | "deleteWebhook"
      | "detachWebhook"
      | "getCampaignStatistics"
      | "getContactByMemberId"
      | "getContactByPublicIdentifier"
      | "importMember"
      | "importMemberByGet"
      | "listAccounts"
      | "listCampaigns"
      | "listContactsByCampaignId"
      | "listContactsByPublicIdentifiers"
      | "listWebhooks"
      | "startCampaign"
      | "updateContact"
    readonly events: {
      /** A member accepts the invitation. Calls the webhooks for MEMBER_CONNECTED. */
      connect: { readonly MemberId?: number }
      /** A connected member writes. Calls the webhooks for REPLY_DETECTED, unless the member is muted. */
      reply: { readonly MemberId?: number; readonly Text?: string }
      /** An invitation without an answer is withdrawn. Calls the webhooks for INVITATION_WITHDRAWN. */
      withdraw: { readonly MemberId?: number }
      /** A connected member ends the connection. */
      disconnect: { readonly MemberId?: number }
      /** A member is muted or, with IsMuted false, no longer: no webhook for its replies. */
      mute: { readonly MemberId?: number; readonly IsMuted?: boolean }
      /** Somebody stops a campaign. It can be started again. */
      stopCampaign: { readonly CampaignId?: number }
      /** Somebody pauses a campaign until 08:00 UTC, its scheduled time. */
      pauseCampaign: { readonly CampaignId?: number }
      /** LinkedIn blocks an account, or lets it go on. The campaigns of a blocked one cannot be started. */
      setAccountStatus: { readonly AccountId?: number; readonly Status?: string }
    }
    readonly state: SalesflowState
  }
  readonly salesloft: {
    readonly operation:
      | "createAccount"
      | "createActivity"
      | "createBulkJob"
      | "createBulkJobData"
      | "createCadenceMembership"
      | "createCall"
      | "createConversationsCall"
      | "createCustomField"
      | "createEmailTemplate"
      | "createExternalEmail"
      | "createImport"
      | "createLiveFeedItem"
      | "createLiveWebsiteTrackingParameters"
      | "createNote"
      | "createOngoingAction"
      | "createOpportunityPerson"
      | "createOpportunityStage"
      | "createPerson"
      | "createPersonStage"
      | "createSavedListView"
      | "createSignal"
      | "createSignalRegistration"
      | "createTask"
      | "createWebhookSubscription"
      | "deleteAccount"
      | "deleteCadenceMembership"
      | "deleteCustomField"
      | "deleteImport"
      | "deleteNote"
      | "deleteOpportunityPerson"
      | "deleteOpportunityStage"
      | "deletePerson"
      | "deletePersonStage"
      | "deleteSavedListView"
      | "deleteSignalRegistration"
      | "deleteWebhookSubscription"
      | "exportCadence"
      | "getAccount"
      | "getAccountStage"
      | "getAccountTier"
      | "getAction"
      | "getBulkJob"
      | "getCadence"
      | "getCadenceMembership"
      | "getCall"
      | "getCallDataRecord"
      | "getCallInstructions"
      | "getConversation"
      | "getCrmActivity"
      | "getCustomField"
      | "getEmail"
      | "getEmailTemplate"
      | "getExtensiveConversation"
      | "getGroup"
      | "getImport"
      | "getMe"
      | "getMimeEmailPayload"
      | "getNote"
      | "getOpportunity"
      | "getOpportunityStage"
      | "getPerson"
      | "getPersonStage"
      | "getPhoneNumberAssignment"
      | "getRecordingSetting"
      | "getSavedListView"
      | "getSignalRegistration"
      | "getStep"
      | "getTask"
      | "getTeam"
      | "getTeamTemplate"
      | "getTranscription"
      | "getUser"
      | "getWebhookSubscription"
      | "importCadence"
      | "listAccountStages"
      | "listAccountTiers"
      | "listAccounts"
      | "listActions"
      | "listActivityHistories"
      | "listBulkJobData"
      | "listBulkJobResults"
      | "listBulkJobs"
      | "listCadenceMemberships"
      | "listCadences"
      | "listCalendarEvents"
      | "listCallDataRecords"
      | "listCallDispositions"
      | "listCallInstructions"
      | "listCallSentiments"
      | "listCallerIds"
      | "listCalls"
      | "listConversations"
      | "listCrmActivities"
      | "listCrmActivityFields"
      | "listCrmUsers"
      | "listCustomFields"
      | "listEmailTemplateAttachments"
      | "listEmailTemplates"
      | "listEmails"
      | "listGroups"
      | "listImports"
      | "listMeetings"
      | "listNotes"
      | "listOpportunities"
      | "listOpportunityPeople"
      | "listOpportunityStages"
      | "listPendingEmails"
      | "listPeople"
      | "listPersonStages"
      | "listPhoneNumberAssignments"
      | "listSavedListViews"
      | "listSignalRegistrations"
      | "listSteps"
      | "listSuccesses"
      | "listTags"
      | "listTasks"
      | "listTeamTemplateAttachments"
      | "listTeamTemplates"
      | "listTranscriptionSentences"
      | "listTranscriptions"
      | "listUsers"
      | "listWebhookSubscriptions"
      | "searchMeetingSettings"
      | "updateAccount"
      | "updateBulkJob"
      | "updateCustomField"
      | "updateEmailTemplate"
      | "updateImport"
      | "updateMeeting"
      | "updateMeetingSetting"
      | "updateNote"
      | "updateOpportunityStage"
      | "updatePendingEmail"
      | "updatePerson"
      | "updatePersonStage"
      | "updateSavedListView"
      | "updateSignalRegistration"
      | "updateTask"
      | "updateWebhookSubscription"
      | "upsertAccount"
      | "upsertCalendarEvent"
      | "upsertPerson"
    readonly events: {
      /** A conversation has been recorded. */
      conversationCreated: { readonly id?: string }
      /** A person books a meeting. */
      meetingBooked: { readonly id?: number }
      /** A person is won. */
      successCreated: { readonly id?: number }
      /** A person replies to the last email they got. A cadence that removes replies lets them go. */
      emailReplied: { readonly person_id?: number }
      /** A person opens an email. */
      emailOpened: { readonly email_id?: number }
      /** A person follows a link of an email. */
      emailClicked: { readonly email_id?: number }
      /** An email comes back. A cadence that removes bounces lets the person go. */
      emailBounced: { readonly email_id?: number }
      /** A person opts out of all communication, and leaves all cadences. */
      personOptedOut: { readonly person_id?: number }
      /** A user does what a cadence's step asks for; the person goes on to the next step. */
      actionCompleted: { readonly action_id?: number }
      /** A user does a task. */
      taskCompleted: { readonly task_id?: number }
      /** A call ends, and the telephone system has a record of it that no call is logged for yet. */
      callEnded: {
        readonly user_id?: number
        readonly to?: string
        readonly duration?: number
        readonly direction?: string
      }
      /** A cadence is archived: nobody can be added any more. */
      cadenceArchived: { readonly cadence_id?: number }
      /** A user is deactivated; its tokens are refused with 403. */
      userDeactivated: { readonly user_id?: number }
    }
    readonly state: SalesloftState
  }
}
