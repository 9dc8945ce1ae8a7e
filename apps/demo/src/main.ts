/** Runs the command. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
import { CliConfig, Command, GlobalFlag } from "effect/cli"
import { command } from "./command.ts"

// Who reads the output may stop reading, as `head` does; what is half done is more important than being heard.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {})

command.pipe(
  Command.run({ version: "0.0.0" }),
  Effect.provide([NodeServices.layer, CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })]),
  // What went wrong is said by the command itself.
  NodeRuntime.runMain({ disableErrorReporting: true })
)
