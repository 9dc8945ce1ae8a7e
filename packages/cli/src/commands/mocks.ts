/** `salesbridge mocks`: the same as `salesbridge-mocks`, which also parses the flags. */
import * as Command from "effect/cli/Command"

/** Lists it among the commands. The program runs it earlier. */
export const mocks = Command.make("mocks").pipe(
  Command.withDescription("Starts mock servers and sandboxes of the vendors."),
  Command.withShortDescription("Starts mock servers and sandboxes")
)
