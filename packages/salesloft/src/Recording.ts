/** Recordings of calls. */
import * as Schema from "effect/Schema"
import { oneOf, string } from "./Field.ts"

/** A recording and its state. */
export const Recording = Schema.Struct({
  url: string("https://recordings.example.com/1"),
  /** The status of the call. */
  status: oneOf("completed", "no-answer", "failed", "busy", "ringing", "in-progress"),
  /** The status of the recording. `not_recorded`: there will be none. */
  recording_status: oneOf("not_recorded", "pending", "processing", "completed")
})
