/** Runs the command. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, References } from "effect"
import { run } from "./command.ts"

// A reader of the output may stop, as `head` does. Finishing the work is more important than the output.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {})

run(process.argv.slice(2)).pipe(
  Effect.provide(NodeServices.layer),
  Effect.provideService(References.MinimumLogLevel, "Error"),
  Effect.provideService(References.LogToStderr, true),
  // The command prints its own errors.
  NodeRuntime.runMain({ disableErrorReporting: true })
)
