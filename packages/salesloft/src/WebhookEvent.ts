/**
 * The events that Salesloft sends to a webhook. The body is the record at that time, without an envelope. A header has
 * the event's name. The API reference has no webhooks; all of this is from public sources.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Account } from "./resources/Accounts.ts"
import { BulkJob } from "./resources/BulkJobs.ts"
import { CadenceMembership } from "./resources/CadenceMemberships.ts"
import { Cadence } from "./resources/Cadences.ts"
import { CallDataRecord } from "./resources/CallDataRecords.ts"
import { Call } from "./resources/Calls.ts"
import { Conversation } from "./resources/Conversations.ts"
import { Email } from "./resources/Emails.ts"
import { Meeting } from "./resources/Meetings.ts"
import { Note } from "./resources/Notes.ts"
import { Person } from "./resources/People.ts"
import { Step } from "./resources/Steps.ts"
import { Success } from "./resources/Successes.ts"
import { Task } from "./resources/Tasks.ts"
import { User } from "./resources/Users.ts"

/** A record with undocumented fields. */
const Other = Schema.Record(Schema.String, Schema.Unknown)

/** The record that each event carries. */
export const records = {
  account_created: Account,
  account_updated: Account,
  account_deleted: Account,
  bulk_job_completed: BulkJob,
  cadence_created: Cadence,
  cadence_updated: Cadence,
  cadence_deleted: Cadence,
  cadence_membership_created: CadenceMembership,
  cadence_membership_updated: CadenceMembership,
  call_created: Call,
  call_updated: Call,
  call_data_record_created: CallDataRecord,
  call_data_record_updated: CallDataRecord,
  conversation_created: Conversation,
  conversation_updated: Conversation,
  conversation_recording_created: Other,
  conversation_transcript_created: Other,
  email_updated: Email,
  email_with_body_and_subject_updated: Email,
  link_swap: Other,
  meeting_booked: Meeting,
  meeting_updated: Meeting,
  note_created: Note,
  note_updated: Note,
  note_deleted: Note,
  person_created: Person,
  person_updated: Person,
  person_deleted: Person,
  step_created: Step,
  step_updated: Step,
  step_deleted: Step,
  success_created: Success,
  task_created: Task,
  task_updated: Task,
  task_completed: Task,
  task_deleted: Task,
  user_created: User,
  user_updated: User
} as const

/** The name of an event, such as `person_created`, as in a subscription. */
export type EventName = keyof typeof records

type Known = {
  readonly [Name in EventName]: {
    readonly _tag: Name
    /** The record after the event, or before it if it was deleted. */
    readonly record: (typeof records)[Name]["Type"]
    /** The body as received. */
    readonly body: { readonly [name: string]: unknown }
  }
}[EventName]

/** An event with another name, or whose record has an unexpected form. It is passed on, so that no event is lost. */
export interface Unknown {
  readonly _tag: "Unknown"
  /** The name in the header, if there is one. */
  readonly event: string | undefined
  /** How the record differs from the expected form, if the event is known. */
  readonly problem: string | undefined
  readonly body: { readonly [name: string]: unknown }
}

/** An event, by its name. */
export type WebhookEvent = Known | Unknown

/** The header with the event's name, and the header with the signature of the body. */
export const eventHeader = "x-salesloft-event"
export const signatureHeader = "x-salesloft-signature"

/** Decodes the event in a body. Only bodies that are not JSON objects are refused. */
export const decode = (
  json: unknown,
  headers: { readonly [name: string]: string | undefined }
): Result.Result<WebhookEvent, string> => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return Result.fail("the body is not a JSON object")
  }
  const body = json as Unknown["body"]
  const event = headers[eventHeader]
  const schema = event !== undefined && Object.hasOwn(records, event) ? records[event as EventName] : undefined
  if (schema === undefined) return Result.succeed({ _tag: "Unknown", event, problem: undefined, body })
  const decoded = Schema.decodeUnknownResult(schema as Schema.Codec<unknown, unknown>)(body)
  if (Result.isFailure(decoded)) {
    return Result.succeed({ _tag: "Unknown", event, problem: decoded.failure.message, body })
  }
  return Result.succeed({ _tag: event, record: decoded.success, body } as never)
}
