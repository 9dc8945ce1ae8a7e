#!/usr/bin/env node
/** Runs the command. Being stopped by Ctrl-C or SIGTERM is its normal end, so that exits with 0. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Exit } from "effect"
import { CliConfig, Command, GlobalFlag } from "effect/cli"
import { readFileSync } from "node:fs"
import { command } from "./command.ts"

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }

// A script runner that is told to stop passes the signal to its shell, and the shell to nobody: without its parent this
// process would stay, and keep the ports.
if (process.env["npm_lifecycle_event"] !== undefined) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 200).unref()
}

command.pipe(
  Command.run({ version }),
  Effect.provide([NodeServices.layer, CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })]),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    teardown: (exit, done) => done(Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : 1)
  })
)
