/** Runs the command. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, References } from "effect"
import { run } from "./command.ts"

// Who reads the output may stop reading, as `head` does; what is half done is more important than being heard.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {})

run(process.argv.slice(2)).pipe(
  Effect.provide(NodeServices.layer),
  Effect.provideService(References.MinimumLogLevel, "Error"),
  Effect.provideService(References.LogToStderr, true),
  // What went wrong is said by the command itself.
  NodeRuntime.runMain({ disableErrorReporting: true })
)
