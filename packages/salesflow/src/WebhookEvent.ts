/** The events that Salesflow sends to a webhook. */
import { OpenLiterals } from "@salesbridge/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { MemberId } from "./Ids.ts"
import { ZonedInstant } from "./Instant.ts"
import { MemberStatus } from "./MemberStatus.ts"

const maybe = <S extends Schema.Constraint>(schema: S) => Schema.optional(Schema.NullOr(schema))
const text = (example: string) => maybe(Schema.String.annotate({ examples: [example] }))
const integer = (example: number) => maybe(Schema.Int.annotate({ examples: [example] }))
const flag = (example: boolean) => maybe(Schema.Boolean.annotate({ examples: [example] }))

/**
 * The payload. The API reference shows a sample for one of the three events, so only the fields that identify event and
 * member are required.
 */
export class Payload extends Schema.Opaque<Payload>()(
  Schema.Struct({
    IntegrationType: text("INTEGRATION_TYPE_WEBHOOK"),
    /** The name of the event. Only the first event's name is documented. */
    IntegrationRunOn: OpenLiterals(["INTEGRATION_RUN_ON_CONNECTED"]),
    MemberId,
    LinkedInMemberId: integer(1_234_567_890),
    FirstName: text("John"),
    LastName: text("Smith"),
    Occupation: text("Founder and Chief Executive Officer at Smith & Co"),
    Company: text("Smith & Co"),
    Location: text("Miami/Fort Lauderdale Area"),
    PhoneNumber: text("123 4567890"),
    Email: text("john.smith@example.com"),
    Address: text(""),
    BirthdayYear: integer(1980),
    BirthdayMonth: integer(12),
    BirthdayDay: integer(1),
    DateAdded: maybe(ZonedInstant),
    ConnectedAt: maybe(ZonedInstant),
    MemberUrl: text("https://linkedin.com/in/john-smith-123321"),
    Industry: text("Banking"),
    Distance: text("DISTANCE_3"),
    CurrentPosition: text("Chief Executive Officer"),
    Status: maybe(MemberStatus),
    HasReply: flag(false),
    IsMuted: flag(false),
    IsSeen: flag(false),
    ConnectionsCount: integer(100),
    FollowersCount: integer(100),
    IsSalesNavigator: flag(false),
    /** The account that the campaign sends from. */
    LinkedInAccount: maybe(
      Schema.Struct({
        FirstName: text("Bob"),
        LastName: text("White"),
        Username: text("bob.white@example.com")
      })
    ),
    Custom1: text("CustomValue1"),
    Custom2: text("CustomValue2"),
    Custom3: text("CustomValue3"),
    Custom4: text("CustomValue4"),
    Custom5: text("CustomValue5"),
    Custom6: text("CustomValue6"),
    Custom7: text("CustomValue7"),
    Custom8: text("CustomValue8"),
    Custom9: text("CustomValue9"),
    Custom10: text("CustomValue10"),
    /** The conversation as HTML. It contains text that other people wrote: sanitize it before you show it. */
    MemberActionsFormatted: text("<p>Connection message [2/18/2021 4:33 PM]: This is a test connection message</p>"),
    MemberCampaigns: maybe(Schema.Array(Schema.Struct({ CampaignName: text("Test campaign") })))
  })
) {}

interface Known {
  readonly payload: Payload
  /** The body as received, including undocumented fields. */
  readonly body: { readonly [name: string]: unknown }
}

/** MEMBER_CONNECTED: a member of a campaign has become connected. */
export interface MemberConnected extends Known {
  readonly _tag: "MemberConnected"
}

/** REPLY_DETECTED: a message from the contact has arrived. Not sent for muted contacts. */
export interface ReplyDetected extends Known {
  readonly _tag: "ReplyDetected"
}

/** INVITATION_WITHDRAWN: an invitation has been withdrawn. */
export interface InvitationWithdrawn extends Known {
  readonly _tag: "InvitationWithdrawn"
}

/** An event of another kind, or with another payload than documented. It is passed on, so that no event is lost. */
export interface Unknown {
  readonly _tag: "Unknown"
  /** The name of the event in the body, if there is one. */
  readonly runOn: string | undefined
  /** The payload, if it has the documented form. */
  readonly payload: Payload | undefined
  /** How the payload differs from the documented form, if it does. */
  readonly problem: string | undefined
  /** The body as received. */
  readonly body: { readonly [name: string]: unknown }
}

/** An event, tagged by its kind. */
export type WebhookEvent = MemberConnected | ReplyDetected | InvitationWithdrawn | Unknown

/** The event for each value of `IntegrationRunOn`. */
export type RunOnNames = { readonly [integrationRunOn: string]: Exclude<WebhookEvent["_tag"], "Unknown"> }

/**
 * The values of `IntegrationRunOn`. The sample in the API reference has `INTEGRATION_RUN_ON_CONNECTED` for
 * MEMBER_CONNECTED. Its text also uses three short names, which are accepted. `INTEGRATION_RUN_ON_REPLY_DETECTED` and
 * `INTEGRATION_RUN_ON_INVITATION_WITHDRAWN` are inferred from the sample. An event with another name is `Unknown`, with
 * its payload. To recognize it, add the value that arrives:
 *
 * ```ts
 * receiver({ runOn: { SOME_OTHER_TEXT: "ReplyDetected" }, handle })
 * ```
 */
export const knownRunOn: RunOnNames = {
  INTEGRATION_RUN_ON_CONNECTED: "MemberConnected",
  MEMBER_CONNECTED: "MemberConnected",
  REPLY_DETECTED: "ReplyDetected",
  INVITATION_WITHDRAWN: "InvitationWithdrawn",
  INTEGRATION_RUN_ON_REPLY_DETECTED: "ReplyDetected",
  INTEGRATION_RUN_ON_INVITATION_WITHDRAWN: "InvitationWithdrawn"
}

const decodePayload = Schema.decodeUnknownResult(Payload)

/** Decodes events from bodies. Only bodies that are not JSON objects are refused. */
export const decoder = (runOn?: RunOnNames) => {
  const names = new Map(Object.entries({ ...knownRunOn, ...runOn }))
  return (json: unknown): Result.Result<WebhookEvent, string> => {
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      return Result.fail("the body is not a JSON object")
    }
    const body = json as Unknown["body"]
    const name = typeof body["IntegrationRunOn"] === "string" ? body["IntegrationRunOn"] : undefined
    const tag = name === undefined ? undefined : names.get(name)
    const decoded = decodePayload(body)
    if (Result.isSuccess(decoded) && tag !== undefined) {
      return Result.succeed({ _tag: tag, payload: decoded.success, body })
    }
    return Result.succeed({
      _tag: "Unknown",
      runOn: name,
      payload: Result.isSuccess(decoded) ? decoded.success : undefined,
      problem: Result.isSuccess(decoded) ? undefined : decoded.failure.message,
      body
    })
  }
}
