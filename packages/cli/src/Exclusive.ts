/** Flags of which only one may be given, since another would have no effect. */
import * as Effect from "effect/Effect"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"

/** Fails if more than one of these flags is given. The keys are their names. */
export const check = (
  flags: Readonly<Record<string, boolean>>,
  hint = "Give only one of them."
): Effect.Effect<void, CommandFailure> => {
  const given = Object.keys(flags).filter((_) => flags[_])
  if (given.length < 2) return Effect.void
  const message = `${given.join(" and ")} exclude each other`
  return Effect.fail(new CommandFailure({ exitCode: ExitCode.usage, message, hint }))
}
