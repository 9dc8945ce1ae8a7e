/** Recordings of calls. */
import * as Schema from "effect/Schema"
import { oneOf, text } from "./Field.ts"

/** A recording, and how far it is. */
export const Recording = Schema.Struct({
  url: text("https://recordings.example.com/1"),
  /** Of the call. */
  status: oneOf("completed", "no-answer", "failed", "busy", "ringing", "in-progress"),
  /** Of the recording: `not_recorded` where there will be none. */
  recording_status: oneOf("not_recorded", "pending", "processing", "completed")
})
