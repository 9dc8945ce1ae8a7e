/** The message for wrong usage of a command, in three lines. */
export const wrongUsage = (problem: string, usage: string): string =>
  `${problem.replace(/\. To specify a positional argument .*/s, "")}\n${usage.split("\n", 1)[0]}\n--help says more.`

/**
 * Parses the command line of a root command. `--help` prints the usage and exits with 0. An unknown argument exits with
 * 2 and three lines: the problem, the usage, and where to read more.
 */
import { parseArgs, type ParseArgsConfig } from "node:util"

type Options = NonNullable<ParseArgsConfig["options"]>
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; args: Array<string> }>>["values"]

/** The first line of `usage` is `Usage: ...`. */
export const commandLine = <const O extends Options>(
  usage: string,
  options: O,
  argv = process.argv.slice(2)
): Values<O> => {
  if (argv.includes("--help") || argv.includes("-h")) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs({ args: [...argv], options }).values as Values<O>
  } catch (error) {
    console.error(wrongUsage((error as Error).message, usage))
    return process.exit(2)
  }
}
