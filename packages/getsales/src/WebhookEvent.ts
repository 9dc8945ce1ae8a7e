/**
 * The events that GetSales.io sends to a webhook. Version 3.0 has no webhooks; names and fields are from public
 * sources.
 */
import { OpenLiterals } from "@salesbridge/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { field, integer, string, strings } from "./Field.ts"
import { FlowUuid, LeadUuid, SenderProfileUuid } from "./Ids.ts"

/** The events that published clients of GetSales.io's API subscribe to, and those known from a white-label version. */
export const eventNames = [
  "contact_exported",
  "contact_enriched",
  "contact_replied_email",
  "contact_replied_linkedin_message",
  "contact_replied_linkedin_inmail",
  "account_exported",
  "contact_accepted_linkedin_connection_request",
  "sender_profile_sent_linkedin_connection_request",
  "sender_profile_sent_linkedin_message",
  "sender_profile_sent_email",
  "sender_profile_sent_linkedin_inmail",
  "sender_profile_issue",
  "contact_opened_email",
  "contact_clicked_email",
  "contact_unsubscribed_email",
  "email_bounced",
  "contact_created",
  "contact_updated",
  "contact_deleted",
  "contact_tag_added",
  "contact_pipeline_stage_changed"
] as const

/** The name of an event. */
export type EventName = (typeof eventNames)[number]

/**
 * The payload. Its parts depend on the event, so only the event's name is required. The event's `body` has all fields as
 * received.
 */
export const Payload = Schema.Struct({
  event_name: OpenLiterals(eventNames),
  contact: field(
    Schema.Struct({
      uuid: field(LeadUuid),
      name: string("Jane Roe"),
      first_name: string("Jane"),
      last_name: string("Roe"),
      position: string("Manager"),
      headline: string("Manager at Example Ltd"),
      company_name: string("Example Ltd"),
      linkedin_url: string("https://www.linkedin.com/in/jane-roe"),
      work_email: string("jane.roe@example.com"),
      personal_email: string("jane@example.com"),
      pipeline_stage_uuid: string("uuid-uuid-uuid-uuid-example"),
      pipeline_stage_name: string("Engaging"),
      list_name: string("CMO Germany"),
      tags: strings("spring"),
      status: string("ok")
    })
  ),
  sender_profile: field(
    Schema.Struct({
      uuid: field(SenderProfileUuid),
      first_name: string("John"),
      last_name: string("Doe"),
      label: string("USA media owners"),
      assignee_user_id: integer(1),
      team_id: integer(1)
    })
  ),
  automation: field(
    Schema.Struct({ uuid: field(FlowUuid), name: string("CMO Germany"), status: string("on"), priority: integer(10) })
  ),
  linkedin_message: field(
    Schema.Struct({
      subject: string("A question"),
      text: string("Thank you, tell me more."),
      type: string("inbox"),
      status: string("done"),
      sent_at: string("2022-12-11T10:00:00Z"),
      read_at: string("2022-12-11T10:00:00Z")
    })
  )
})
export type Payload = typeof Payload.Type

/** The body as received, including unknown fields. */
export type Body = { readonly [name: string]: unknown }

/** An event with a known name. */
export interface Known {
  readonly _tag: EventName
  readonly payload: Payload
  readonly body: Body
}

/** An event with another name, or with an unexpected form. It is passed on, so that no event is lost. */
export interface Unknown {
  readonly _tag: "Unknown"
  /** The name in the body, if there is one. */
  readonly name: string | undefined
  /** The payload, if it has the expected form. */
  readonly payload: Payload | undefined
  /** How the payload differs from the expected form, if it does. */
  readonly problem: string | undefined
  readonly body: Body
}

/** Any event. `_tag` is its name, or `Unknown`. */
export type WebhookEvent = Known | Unknown

const known = new Set<string>(eventNames)
const decodePayload = Schema.decodeUnknownResult(Payload)

/** Decodes the event in a body. Only bodies that are not JSON objects are refused. */
export const decode = (json: unknown): Result.Result<WebhookEvent, string> => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return Result.fail("the body is not a JSON object")
  }
  const body = json as Body
  const name = typeof body["event_name"] === "string" ? body["event_name"] : undefined
  const decoded = decodePayload(body)
  if (Result.isSuccess(decoded) && name !== undefined && known.has(name)) {
    return Result.succeed({ _tag: name as EventName, payload: decoded.success, body })
  }
  return Result.succeed({
    _tag: "Unknown",
    name,
    payload: Result.isSuccess(decoded) ? decoded.success : undefined,
    problem: Result.isSuccess(decoded) ? undefined : decoded.failure.message,
    body
  })
}
