#!/usr/bin/env node
/** Starts the command. */
import * as module from "node:module"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(`salesbridge needs Node.js 22.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
// The imports below are compiled only once.
module.enableCompileCache()
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  // The reader has closed the pipe.
  if (cause.code === "EPIPE") process.exit(0)
  console.error(
    `salesbridge: cannot write to standard output: ${cause.message}. A call may have succeeded nevertheless.`
  )
  process.exit(1)
})
// The exit code tells the result, even if no message can be written.
process.stderr.on("error", () => undefined)

const [command, ...rest] = process.argv.slice(2)
if (command === undefined || (rest.length === 0 && (command === "--help" || command === "-h"))) {
  console.log((await import("./RootHelp.ts")).rootHelp)
} else if (rest.length === 0 && (command === "--version" || command === "-v")) {
  console.log((await import("./Manifest.ts")).own.version)
} else if (command === "mocks") {
  // Sandboxes start in a fraction of the time that Effect needs to load.
  const { main } = await import("@salesbridge/mocks/command")
  await main(rest)
} else {
  const { run } = await import("./main.ts")
  const { runMain } = await import("@effect/platform-node/NodeRuntime")
  const Effect = await import("effect/Effect")
  runMain(
    Effect.map(run(process.argv.slice(2)), (code) => {
      process.exitCode = code
    })
  )
}
