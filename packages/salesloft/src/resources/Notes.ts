/** Notes on people and accounts. */
import { OpenLiterals } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionary, embedded, instant, oneOf, reference, string } from "../Field.ts"
import { CallId, Id, NoteId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A note. */
export class Note extends Schema.Opaque<Note>()(
  Schema.Struct({
    id: NoteId,
    created_at: instant,
    updated_at: instant,
    content: string("Likes short mails"),
    associated_type: oneOf("person", "account"),
    crm_activity_metadata: dictionary,
    /** The person or account. */
    associated_with: embedded,
    user: reference(UserId, "users"),
    call: reference(CallId, "activities/calls")
  })
) {}

/** In upper or lower case. */
const subject = OpenLiterals(["person", "account"])
const content = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Likes short mails"] })

/** Notes that match all filters. API reference: "List notes". */
export const list = read<ListInput>()("/v2/notes", {
  id: "listNotes",
  source: "List notes",
  query: {
    associated_with_type: Schema.optional(subject),
    /** Needs `associated_with_type`. */
    associated_with_id: Schema.optional(Id),
    updated_at: Schema.optional(Comparison),
    "ids[]": anyOf(NoteId),
    ...standard("updated_at", "created_at")
  },
  success: listOf(Note)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One note. API reference: "Get note". */
export const get = read<GetInput>()("/v2/notes/{id}", {
  id: "getNote",
  source: "Get note",
  path: { id: NoteId },
  success: single(Note),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Writes a note on a person or an account. API reference: "Create note". */
export const create = post<CreateInput>()("/v2/notes", {
  id: "createNote",
  source: "Create note",
  body: {
    content,
    associated_with_type: subject,
    /** The id of the person or account. */
    associated_with_id: Id,
    /** Whether to keep it out of the CRM. */
    skip_crm_sync: Schema.optional(Schema.Boolean),
    /** A call without a note. */
    call_id: Schema.optional(CallId),
    /** The subject of the CRM activity. Default: `Note`. */
    subject: Schema.optional(Schema.String),
    /** Default: the token's user. Only administrators can set another. */
    user_guid: Schema.optional(UserGuid)
  },
  success: single(Note),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes a note in Salesloft, but not in the CRM. API reference: "Update note". */
export const update = put<UpdateInput>()("/v2/notes/{id}", {
  id: "updateNote",
  source: "Update note",
  path: { id: NoteId },
  body: {
    content,
    /** A call without a note. It replaces the note's call. Null removes the call; this is not documented. */
    call_id: Schema.optional(Schema.NullOr(CallId))
  },
  success: single(Note),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a note permanently. API reference: "Delete note". */
export const remove = del<RemoveInput>()("/v2/notes/{id}", {
  id: "deleteNote",
  source: "Delete note",
  path: { id: NoteId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
