#!/usr/bin/env node
/** Runs the command. Being stopped by Ctrl-C or SIGTERM is its normal end, so that exits with 0. */
import { readFileSync } from "node:fs"
import * as module from "node:module"
import { setFlagsFromString } from "node:v8"

// What is imported below was compiled at an earlier start. Node 20 cannot keep that.
module.enableCompileCache?.()
const { help, read } = await import("./arguments.ts")
const { announcement, explanation, start } = await import("./command.ts")

// A script runner that is told to stop passes the signal to its shell, and the shell to nobody: without its parent this
// process would stay, and keep the ports.
if (process.env["npm_lifecycle_event"] !== undefined) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 200).unref()
}

try {
  const asked = read(process.argv.slice(2))
  if (asked.help) process.stdout.write(help)
  else if (asked.version) {
    const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
    console.log((JSON.parse(text) as { version: string }).version)
  } else {
    const started = await start(asked)
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void started.close().then(() => process.exit(0)))
    }
    console.log(announcement(started, asked))
    // What a request leaves behind dies young: the space for it need not grow, which takes a third less memory. Loading
    // is quicker where it may.
    if (asked.mode === "sandbox") setFlagsFromString("--optimize-for-size")
  }
} catch (cause) {
  console.error(explanation(cause))
  process.exitCode = 1
}
