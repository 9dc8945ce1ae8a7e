/** `salesbridge mocks`: what `salesbridge-mocks` does, by the same code. Its flags are read there. */
import * as Command from "effect/cli/Command"

/** Shows it among the commands; the program hands it over before it gets here. */
export const mocks = Command.make("mocks").pipe(
  Command.withDescription("Starts mock servers and sandboxes of the vendors."),
  Command.withShortDescription("Starts mock servers and sandboxes")
)
