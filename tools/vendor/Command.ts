/** The command `npm run vendor:new`. */
import * as Arguments from "./Arguments.ts"
import { Refused } from "./Refused.ts"

/** The command's folders and its output. */
export interface Surroundings {
  /** The root of the workspace. */
  readonly root: string
  /** The folder that the file's path is relative to. */
  readonly from: string
  readonly print: (line: string) => void
  readonly warn: (line: string) => void
  /** Formats the files at these paths. Default: the workspace's formatter, started for each slice. */
  readonly format?: (paths: ReadonlyArray<string>) => void
}

/** Runs the command and returns its exit code. */
export const main = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  try {
    const given = Arguments.parse(args)
    if (given === "help") surroundings.print(Arguments.help)
    // Loaded only now, because that takes longer than anything before.
    else await (await import("./NewVendor.ts")).make(given, surroundings)
    return 0
  } catch (error) {
    if (error instanceof Arguments.WrongUsage) {
      surroundings.warn(error.message)
      return 2
    }
    if (!(error instanceof Refused)) throw error
    for (const problem of [...error.problems, "Nothing was written."]) surroundings.warn(problem)
    return 2
  }
}
