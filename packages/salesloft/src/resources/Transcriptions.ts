/** Transcriptions of conversations. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, instant, integer, number, reference, string } from "../Field.ts"
import { ConversationId, Id, TranscriptionId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** A transcription. */
export class Transcription extends Schema.Opaque<Transcription>()(
  Schema.Struct({
    id: TranscriptionId,
    created_at: instant,
    updated_at: instant,
    language_code: string("en-US"),
    conversation: reference(ConversationId, "conversations"),
    transcription_artifact: reference(TranscriptionId, "transcriptions"),
    transcription_sentences: reference(TranscriptionId, "transcriptions")
  })
) {}

/** A sentence of a transcription, with its times in the recording. */
export class Sentence extends Schema.Opaque<Sentence>()(
  Schema.Struct({
    id: Id,
    order_number: integer(1),
    text: string("Good morning"),
    /** In seconds. */
    start_time: number(4.2),
    /** In seconds. */
    end_time: number(5.1),
    /** The speaker: the id of an attendee, as `Conversations.getExtensive` returns them. */
    recording_attendee_id: field(Id),
    conversation: reference(ConversationId, "conversations")
  })
) {}

/** Transcriptions that match all filters. */
export const list = read<ListInput>()("/v2/transcriptions", {
  id: "listTranscriptions",
  source: "List transcriptions",
  query: {
    created_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    /** For example `en-US`. */
    language_code: Schema.optional(Schema.String.annotate({ examples: ["en-US"] })),
    "ids[]": anyOf(TranscriptionId),
    ...sorting("updated_at", "created_at"),
    ...paging
  },
  success: listOf(Transcription),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One transcription. */
export const get = read<GetInput>()("/v2/transcriptions/{id}", {
  id: "getTranscription",
  source: "Get transcription",
  path: { id: TranscriptionId },
  success: single(Transcription),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** The sentences of a transcription. */
export const sentences = read<SentencesInput>()("/v2/transcriptions/{id}/sentences", {
  id: "listTranscriptionSentences",
  source: "List sentences of a transcription",
  path: { id: TranscriptionId },
  query: paging,
  success: listOf(Sentence),
  errors: [NotFound],
  provenance: "public"
})
export interface SentencesInput extends InputOf<typeof sentences> {}

/** The pages and the records of `sentences`, as streams. */
export const { pages: sentencePages, stream: sentenceStream } = paged(sentences)
