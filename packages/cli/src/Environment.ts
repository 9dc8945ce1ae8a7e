/** The variables that a command reads. */
import * as Context from "effect/Context"

/** The process's own, unless it is provided. */
export const Environment = Context.Reference<Readonly<Record<string, string | undefined>>>(
  "@salesbridge/cli/Environment",
  { defaultValue: () => process.env }
)
