#!/usr/bin/env node
/** Runs the command. */
import * as module from "node:module"

// The modules imported below are cached from an earlier start. Node 20 has no such cache.
module.enableCompileCache?.()
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  // The reader has closed the pipe.
  if (cause.code === "EPIPE") return
  console.error(`salesbridge-mocks: cannot write to standard output: ${cause.message}`)
  process.exit(1)
})
// Servers go on, even if no message can be written.
process.stderr.on("error", () => undefined)
const { main } = await import("./main.ts")
await main(process.argv.slice(2))
