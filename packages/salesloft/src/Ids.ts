/**
 * Salesloft's identifiers. Each has its own type, so they cannot be confused. They are usually integers and sometimes
 * strings; both are read and sent.
 */
import * as Schema from "effect/Schema"

const either = Schema.Union([Schema.Int, Schema.String.check(Schema.isMinLength(1))])

const id = (example: number) => either.annotate({ examples: [example] })

/** A record of any kind. */
export const Id = id(4711)
export type Id = typeof Id.Type

/** An account. */
export const AccountId = id(67890).pipe(Schema.brand("SalesloftAccountId"))
export type AccountId = typeof AccountId.Type

/** A stage of accounts. Accounts have it as `company_stage`. */
export const AccountStageId = id(2).pipe(Schema.brand("SalesloftAccountStageId"))
export type AccountStageId = typeof AccountStageId.Type

/** A tier of accounts. */
export const AccountTierId = id(3).pipe(Schema.brand("SalesloftAccountTierId"))
export type AccountTierId = typeof AccountTierId.Type

/** A step of a cadence that a user must do. */
export const ActionId = id(24680).pipe(Schema.brand("SalesloftActionId"))
export type ActionId = typeof ActionId.Type

/** A bulk job. */
export const BulkJobId = id(12345).pipe(Schema.brand("SalesloftBulkJobId"))
export type BulkJobId = typeof BulkJobId.Type

/** A result of a bulk job. */
export const BulkJobResultId = id(1001).pipe(Schema.brand("SalesloftBulkJobResultId"))
export type BulkJobResultId = typeof BulkJobResultId.Type

/** A cadence. */
export const CadenceId = id(456).pipe(Schema.brand("SalesloftCadenceId"))
export type CadenceId = typeof CadenceId.Type

/** The membership of a person in a cadence. */
export const CadenceMembershipId = id(98765).pipe(Schema.brand("SalesloftCadenceMembershipId"))
export type CadenceMembershipId = typeof CadenceMembershipId.Type

/** An event in a calendar. Each occurrence has its own id. */
export const CalendarEventId = id(7301).pipe(Schema.brand("SalesloftCalendarEventId"))
export type CalendarEventId = typeof CalendarEventId.Type

/** A logged call. */
export const CallId = id(54321).pipe(Schema.brand("SalesloftCallId"))
export type CallId = typeof CallId.Type

/** A call as the phone system recorded it. */
export const CallDataRecordId = id(135).pipe(Schema.brand("SalesloftCallDataRecordId"))
export type CallDataRecordId = typeof CallDataRecordId.Type

/** A disposition that calls can have. */
export const CallDispositionId = id(7).pipe(Schema.brand("SalesloftCallDispositionId"))
export type CallDispositionId = typeof CallDispositionId.Type

/** The instructions of a call step. */
export const CallInstructionId = id(30816).pipe(Schema.brand("SalesloftCallInstructionId"))
export type CallInstructionId = typeof CallInstructionId.Type

/** A sentiment that calls can have. */
export const CallSentimentId = id(8).pipe(Schema.brand("SalesloftCallSentimentId"))
export type CallSentimentId = typeof CallSentimentId.Type

/** A conversation; a UUID. */
export const ConversationId = either
  .annotate({ examples: ["71d91aec-80bc-463b-b072-475aea744805"] })
  .pipe(Schema.brand("SalesloftConversationId"))
export type ConversationId = typeof ConversationId.Type

/** An activity written to the CRM. */
export const CrmActivityId = id(1234).pipe(Schema.brand("SalesloftCrmActivityId"))
export type CrmActivityId = typeof CrmActivityId.Type

/** A field of the CRM's activities. */
export const CrmActivityFieldId = id(77).pipe(Schema.brand("SalesloftCrmActivityFieldId"))
export type CrmActivityFieldId = typeof CrmActivityFieldId.Type

/** A user of the CRM. */
export const CrmUserId = id(7301).pipe(Schema.brand("SalesloftCrmUserId"))
export type CrmUserId = typeof CrmUserId.Type

/** A custom field. */
export const CustomFieldId = id(901).pipe(Schema.brand("SalesloftCustomFieldId"))
export type CustomFieldId = typeof CustomFieldId.Type

/** An email. */
export const EmailId = id(3456).pipe(Schema.brand("SalesloftEmailId"))
export type EmailId = typeof EmailId.Type

/** A user's email template. */
export const EmailTemplateId = id(30816).pipe(Schema.brand("SalesloftEmailTemplateId"))
export type EmailTemplateId = typeof EmailTemplateId.Type

/** A group of users. */
export const GroupId = id(12).pipe(Schema.brand("SalesloftGroupId"))
export type GroupId = typeof GroupId.Type

/** An import of people. */
export const ImportId = id(789).pipe(Schema.brand("SalesloftImportId"))
export type ImportId = typeof ImportId.Type

/** An item of the live feed. */
export const LiveFeedItemId = id(30816).pipe(Schema.brand("SalesloftLiveFeedItemId"))
export type LiveFeedItemId = typeof LiveFeedItemId.Type

/** A meeting. */
export const MeetingId = id(30816).pipe(Schema.brand("SalesloftMeetingId"))
export type MeetingId = typeof MeetingId.Type

/** A user's meeting settings. */
export const MeetingSettingId = id(30816).pipe(Schema.brand("SalesloftMeetingSettingId"))
export type MeetingSettingId = typeof MeetingSettingId.Type

/** A note. */
export const NoteId = id(4321).pipe(Schema.brand("SalesloftNoteId"))
export type NoteId = typeof NoteId.Type

/** A deal of the CRM. */
export const OpportunityId = id(30816).pipe(Schema.brand("SalesloftOpportunityId"))
export type OpportunityId = typeof OpportunityId.Type

/** The membership of a person in a deal. */
export const OpportunityPersonId = id(30816).pipe(Schema.brand("SalesloftOpportunityPersonId"))
export type OpportunityPersonId = typeof OpportunityPersonId.Type

/** A stage of opportunities. */
export const OpportunityStageId = id(30816).pipe(Schema.brand("SalesloftOpportunityStageId"))
export type OpportunityStageId = typeof OpportunityStageId.Type

/** A person. */
export const PersonId = id(101112).pipe(Schema.brand("SalesloftPersonId"))
export type PersonId = typeof PersonId.Type

/** A stage of people. */
export const PersonStageId = id(5).pipe(Schema.brand("SalesloftPersonStageId"))
export type PersonStageId = typeof PersonStageId.Type

/** The assignment of a phone number to a user. */
export const PhoneNumberAssignmentId = id(30816).pipe(Schema.brand("SalesloftPhoneNumberAssignmentId"))
export type PhoneNumberAssignmentId = typeof PhoneNumberAssignmentId.Type

/** A saved view of a list. */
export const SavedListViewId = id(30816).pipe(Schema.brand("SalesloftSavedListViewId"))
export type SavedListViewId = typeof SavedListViewId.Type

/** A registered type of signal. */
export const SignalRegistrationId = id(30816).pipe(Schema.brand("SalesloftSignalRegistrationId"))
export type SignalRegistrationId = typeof SignalRegistrationId.Type

/** A step of a cadence. */
export const StepId = id(1357).pipe(Schema.brand("SalesloftStepId"))
export type StepId = typeof StepId.Type

/** A success. */
export const SuccessId = id(88001).pipe(Schema.brand("SalesloftSuccessId"))
export type SuccessId = typeof SuccessId.Type

/** A tag. */
export const TagId = id(33).pipe(Schema.brand("SalesloftTagId"))
export type TagId = typeof TagId.Type

/** A task. */
export const TaskId = id(8642).pipe(Schema.brand("SalesloftTaskId"))
export type TaskId = typeof TaskId.Type

/** An email template of the team. */
export const TeamTemplateId = id(30816).pipe(Schema.brand("SalesloftTeamTemplateId"))
export type TeamTemplateId = typeof TeamTemplateId.Type

/** A transcription of a conversation; a UUID. */
export const TranscriptionId = either
  .annotate({ examples: ["08c91f48-3c0e-4f52-8f6e-6d0b5f0a9c11"] })
  .pipe(Schema.brand("SalesloftTranscriptionId"))
export type TranscriptionId = typeof TranscriptionId.Type

/** A user. */
export const UserId = id(2468).pipe(Schema.brand("SalesloftUserId"))
export type UserId = typeof UserId.Type

/** A subscription to an event. */
export const WebhookSubscriptionId = id(61).pipe(Schema.brand("SalesloftWebhookSubscriptionId"))
export type WebhookSubscriptionId = typeof WebhookSubscriptionId.Type

/** A user, in places where Salesloft uses `guid` instead of `id`. */
export const UserGuid = Schema.String.annotate({ examples: ["5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"] }).pipe(
  Schema.brand("SalesloftUserGuid")
)
export type UserGuid = typeof UserGuid.Type
