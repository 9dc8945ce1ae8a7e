/** Why the job could not run, or not to its end, in words for the person who started it. It ends with exit code 1. */
import { Data, Effect, Runtime } from "effect"

export class CannotRun extends Data.TaggedError("CannotRun")<{ readonly message: string }> {}

export const cannotRun = (message: string) => Effect.fail(new CannotRun({ message }))

/** Wrong usage of the command. It ends with exit code 2. */
export class WrongUsage extends Data.TaggedError("WrongUsage")<{ readonly message: string }> {
  override readonly [Runtime.errorExitCode] = 2
}
