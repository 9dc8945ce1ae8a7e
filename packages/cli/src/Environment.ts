/** The environment variables that a command reads. */
import * as Context from "effect/Context"

/** The variables of the process, unless others are provided. */
export const Environment = Context.Reference<Readonly<Record<string, string | undefined>>>(
  "@salesbridge/cli/Environment",
  { defaultValue: () => process.env }
)
