/** Why the job could not run, or not to its end, in words for the person who started it. It ends with exit code 1. */
import { Data, Effect, type PlatformError, Runtime } from "effect"

export class CannotRun extends Data.TaggedError("CannotRun")<{ readonly message: string }> {}

export const cannotRun = (message: string) => Effect.fail(new CannotRun({ message }))

/** Wrong usage of the command. It ends with exit code 2. */
export class WrongUsage extends Data.TaggedError("WrongUsage")<{ readonly message: string }> {
  override readonly [Runtime.errorExitCode] = 2
}

/** What is wrong with a file. */
export const problemOf = (error: PlatformError.PlatformError): string => {
  const problems: Record<string, string> = {
    NotFound: "there is no such file",
    PermissionDenied: "there is no permission to",
    BadResource: "it is a folder, not a file"
  }
  return problems[error.reason._tag] ?? error.message
}
