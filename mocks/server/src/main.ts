/**
 * The command as a function, for `salesbridge-mocks` and for commands that it is a part of. Being stopped by Ctrl-C or
 * SIGTERM is its normal end, so that exits with 0.
 */
import { readFileSync } from "node:fs"
import { setFlagsFromString } from "node:v8"
import { InvalidFault } from "@salesbridge/mock-engine/sandbox"
import { help, read, WrongArgument } from "./arguments.ts"
import { UnknownVendor } from "./errors.ts"
import { announcement, explanation, start } from "./command.ts"

/** Does what these arguments ask for. What cannot be done is said on standard error, and sets the exit code. */
export const main = async (args: ReadonlyArray<string>): Promise<void> => {
  // A script runner that is told to stop passes the signal to its shell, and the shell to nobody: without its parent this
  // process would stay, and keep the ports.
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 200).unref()
  }

  try {
    const asked = read(args)
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
    process.exitCode = isWrongUsage(cause) ? 2 : 1
  }
}

const isWrongUsage = (cause: unknown): boolean =>
  cause instanceof WrongArgument || cause instanceof UnknownVendor || cause instanceof InvalidFault
