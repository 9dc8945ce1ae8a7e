/** Why the job could not run, or not to its end, in words for the person who started it. It ends with exit code 1. */
import { Data } from "effect"

export class CannotRun extends Data.TaggedError("CannotRun")<{ readonly message: string }> {}
