/** What Salesflow posts to a webhook. */
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
 * The one payload that the document shows. Of three events it shows one, so only what tells event and member apart
 * is required.
 */
export class Payload extends Schema.Opaque<Payload>()(
  Schema.Struct({
    IntegrationType: text("INTEGRATION_TYPE_WEBHOOK"),
    /** Which event it is. Only the text of the first is documented. */
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
    /** The conversation as HTML, with texts that strangers wrote: clean it before it is shown. */
    MemberActionsFormatted: text("<p>Connection message [2/18/2021 4:33 PM]: This is a test connection message</p>"),
    MemberCampaigns: maybe(Schema.Array(Schema.Struct({ CampaignName: text("Test campaign") })))
  })
) {}

interface Known {
  readonly payload: Payload
  /** The body as it came, with fields that the document does not know. */
  readonly body: { readonly [name: string]: unknown }
}

/** MEMBER_CONNECTED: a member of a campaign has become connected. */
export interface MemberConnected extends Known {
  readonly _tag: "MemberConnected"
}

/** REPLY_DETECTED: a message of the contact has come in. Not sent for muted contacts. */
export interface ReplyDetected extends Known {
  readonly _tag: "ReplyDetected"
}

/** INVITATION_WITHDRAWN: an invitation has been withdrawn. */
export interface InvitationWithdrawn extends Known {
  readonly _tag: "InvitationWithdrawn"
}

/** An event of another kind, or one whose payload is not as documented. It is passed on instead of lost. */
export interface Unknown {
  readonly _tag: "Unknown"
  /** What the body calls the event, where it does. */
  readonly runOn: string | undefined
  /** The payload, where it is as documented. */
  readonly payload: Payload | undefined
  /** How the payload differs from the documented one, where it does. */
  readonly problem: string | undefined
  /** The body as it came. */
  readonly body: { readonly [name: string]: unknown }
}

/** An event, by what happened. */
export type WebhookEvent = MemberConnected | ReplyDetected | InvitationWithdrawn | Unknown

/** What an `IntegrationRunOn` stands for. */
export type RunOnNames = { readonly [integrationRunOn: string]: Exclude<WebhookEvent["_tag"], "Unknown"> }

/**
 * The names of events: `INTEGRATION_RUN_ON_CONNECTED`, the one in the document's sample, and the three by which its
 * text calls the events. How a sample of the other two would call them is not documented:
 * `INTEGRATION_RUN_ON_REPLY_DETECTED` and `INTEGRATION_RUN_ON_INVITATION_WITHDRAWN` are inferred from the one sample, in
 * which MEMBER_CONNECTED is `INTEGRATION_RUN_ON_CONNECTED`. Should Salesflow use another name, such an event is
 * `Unknown`, with its payload. Add the text that arrives:
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

/** Makes events of bodies. Only what is no JSON object at all is refused. */
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
