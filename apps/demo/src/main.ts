/** Starts the command. */
import { enableCompileCache } from "node:module"

// A reader of the output may stop, as `head` does. Finishing the work is more important than the output.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {})

// The command's modules are compiled only once, which halves the time of a start.
enableCompileCache()
const { main } = await import("./command.ts")
main(process.argv.slice(2))
