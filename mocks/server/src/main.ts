/**
 * The command as a function, for `salesbridge-mocks` and for commands that include it. Ctrl-C and SIGTERM end it
 * normally, with exit code 0.
 */
import { readFileSync } from "node:fs"
import { setFlagsFromString } from "node:v8"
import { InvalidFault } from "@salesbridge/mock-engine/sandbox"
import { help, read, WrongArgument } from "./arguments.ts"
import { UnknownVendor } from "./errors.ts"
import { announcement, explanation, start } from "./command.ts"

/** Runs the command. Errors go to standard error and set the exit code. */
export const main = async (args: ReadonlyArray<string>): Promise<void> => {
  // A script runner passes a signal to its shell, which does not pass it on. Without its parent, this process would
  // stay and keep the ports.
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 200).unref()
  }

  try {
    const options = read(args)
    if (options.help) process.stdout.write(help)
    else if (options.version) {
      const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
      console.log((JSON.parse(text) as { version: string }).version)
    } else {
      const started = await start(options)
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void started.close().then(() => process.exit(0)))
      }
      console.log(announcement(started, options))
      // What a request allocates dies young. A small young generation takes a third less memory, but slows loading, so
      // it is set after that.
      if (options.mode === "sandbox") setFlagsFromString("--optimize-for-size")
    }
  } catch (cause) {
    console.error(explanation(cause))
    process.exitCode = isWrongUsage(cause) ? 2 : 1
  }
}

const isWrongUsage = (cause: unknown): boolean =>
  cause instanceof WrongArgument || cause instanceof UnknownVendor || cause instanceof InvalidFault
