/** Recorded calls and meetings. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionaries, dictionary, field, flag, instant, number, oneOf, reference, struct, text } from "../Field.ts"
import { AccountId, ConversationId, Id, OpportunityId, PersonId, TranscriptionId, UserGuid } from "../Ids.ts"
import { Comparison, Instant } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

const platforms = [
  "bluejeans",
  "gotomeeting",
  "joinme",
  "manual_upload",
  "ms_teams",
  "salesloft",
  "uberconference",
  "webex",
  "zoom",
  "google_meet",
  "external_audio"
] as const

/** A conversation. */
export class Conversation extends Schema.Opaque<Conversation>()(
  Schema.Struct({
    id: ConversationId,
    created_at: instant,
    updated_at: instant,
    title: text("Your schedule"),
    /** In milliseconds. */
    duration: number(1_860_000),
    event_start_date: instant,
    event_end_date: instant,
    /** In milliseconds. */
    started_recording_at: number(4000),
    language_code: text("en-US"),
    media_type: oneOf("audio", "video"),
    /** Where it took place. */
    platform: oneOf(...platforms),
    /** Whether it came in by the API. */
    is_api: flag,
    /** Of the call data record. */
    call_id: text("135"),
    organization_id: text("5b3d5f0e-5b1a-4a59-8f0f-0a5a2f6d7c01"),
    owner_id: text("9a1e9c3b-7d2e-4b0f-a4d6-5f2f3a1b8e02"),
    user_guid: field(UserGuid),
    account: reference(AccountId, "accounts"),
    person: reference(PersonId, "people"),
    recording: reference(ConversationId, "conversations"),
    transcription: reference(TranscriptionId, "transcriptions"),
    transcription_artifact: reference(TranscriptionId, "transcriptions"),
    transcription_sentences: reference(TranscriptionId, "transcriptions")
  })
) {}

/** A conversation, who took part in it, and what Salesloft has made of it. */
export class ExtensiveConversation extends Schema.Opaque<ExtensiveConversation>()(
  Schema.Struct({
    ...Conversation.fields,
    owner_email: text("john.doe@example.com"),
    opportunity: reference(OpportunityId, "opportunities"),
    attendees: field(
      Schema.Array(
        Schema.Struct({
          id: field(Id),
          full_name: text("Jane Roe"),
          email: text("jane.roe@example.com"),
          phone_number: text("+15550100"),
          external_id: text("ext-1"),
          user_guid: text("5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"),
          /** Whether they are of the team. */
          is_internal: flag,
          /** Made up, such as an unknown speaker. */
          auto_generated: flag,
          /** In milliseconds. */
          talk_time: number(720_000),
          percent_talk_time: number(40.5)
        })
      )
    ),
    invitees: field(
      Schema.Array(
        Schema.Struct({
          id: field(Id),
          full_name: text("Jane Roe"),
          email: text("jane.roe@example.com"),
          status: text("accepted")
        })
      )
    ),
    summary: struct({
      id: field(Id),
      status: text("completed"),
      text: text("She wants an offer in June."),
      created_at: instant
    }),
    action_items: struct({
      status: text("completed"),
      items: field(
        Schema.Array(
          Schema.Struct({
            id: field(Id),
            original_text: text("Send the offer"),
            edited_text: text("Send the offer today"),
            created_at: instant,
            updated_at: instant
          })
        )
      )
    }),
    /** Competitors, decision makers, objections and the like, with where they were mentioned. */
    key_moments: struct({ status: text("completed"), items: dictionaries }),
    meddpicc: dictionary
  })
) {}

const bound = Schema.optional(Schema.Int.annotate({ examples: [60_000] }))

/** Conversations that pass all of the filters. */
export const list = read<ListInput>()("/v2/conversations", {
  id: "listConversations",
  source: "List conversations",
  query: {
    created_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    title: Schema.optional(Schema.String),
    /** In milliseconds. */
    duration: Schema.optional(Schema.Struct({ gt: bound, gte: bound, lt: bound, lte: bound })),
    /** Such as `en-US`. */
    language_code: Schema.optional(Schema.String.annotate({ examples: ["en-US"] })),
    platform: Schema.optional(Schema.String.annotate({ examples: ["zoom"] })),
    "owner_ids[]": anyOf(Schema.String),
    "user_guids[]": anyOf(UserGuid),
    "ids[]": anyOf(ConversationId),
    "account_ids[]": anyOf(AccountId),
    "person_ids[]": anyOf(PersonId),
    is_api: Schema.optional(Schema.Boolean),
    media_type: Schema.optional(Schema.Literals(["audio", "video"])),
    ...sorting("updated_at", "created_at", "duration"),
    ...paging
  },
  success: listOf(Conversation),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** One conversation. */
export const get = read<GetInput>()("/v2/conversations/{id}", {
  id: "getConversation",
  source: "Get conversation",
  path: { id: ConversationId },
  success: single(Conversation),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** One conversation with who took part, its summary, action items and key moments. */
export const getExtensive = read<GetExtensiveInput>()("/v2/conversations/{id}/extensive", {
  id: "getExtensiveConversation",
  source: "Get extensive conversation",
  path: { id: ConversationId },
  success: single(ExtensiveConversation),
  errors: [NotFound],
  provenance: "public"
})
export interface GetExtensiveInput extends InputOf<typeof getExtensive> {}

/** A recording that was handed over. */
export class ConversationsCall extends Schema.Opaque<ConversationsCall>()(
  Schema.Struct({
    to: text("+15550100"),
    from: text("+15550101"),
    /** In seconds. */
    duration: number(185),
    direction: text("outbound"),
    call_created_at: instant,
    recording: dictionary,
    user_guid: field(UserGuid)
  })
) {}

const phone = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })

/** Hands over the recording of a call. */
export const createCall = post<CreateCallInput>()("/v2/conversations/calls", {
  id: "createConversationsCall",
  source: "Create conversations call",
  body: {
    to: phone("+15550100"),
    from: phone("+15550101"),
    /** In seconds. */
    duration: Schema.Finite.annotate({ examples: [185] }),
    /** Where its audio is, as mp3, wav, ogg or m4a. */
    recording: Schema.Record(Schema.String, Schema.Json).annotate({
      examples: [{ url: "https://files.example.com/1.mp3" }]
    }),
    direction: Schema.optional(Schema.String),
    /** Default: now. */
    call_created_at: Schema.optional(Instant),
    /** Default: the token's user. */
    user_guid: Schema.optional(UserGuid)
  },
  success: single(ConversationsCall),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateCallInput extends InputOf<typeof createCall> {}
