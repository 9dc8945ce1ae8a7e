/** Starts the command. */
import { enableCompileCache } from "node:module"

// Finishing the work is more important than the output. A reader may stop, as `head` does; other errors are told once.
process.stderr.on("error", () => {})
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE" || process.exitCode !== undefined) return
  process.exitCode = 1
  process.stderr.write(`What is printed here is not complete, since its output cannot be written: ${message}\n`)
})

// The command's modules are compiled only once, which halves the time of a start.
enableCompileCache()
const { main } = await import("./command.ts")
main(process.argv.slice(2))
