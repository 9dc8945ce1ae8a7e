/** The arguments of `npm run release:rehearse`. */
import { parseArgs } from "node:util"

export interface Arguments {
  /** Keeps the temporary folder for inspection. */
  readonly keep: boolean
  /** The consumers to try, in the given order. Default: all. */
  readonly consumers: ReadonlyArray<string>
  /** Whether to release a planted breaking change afterwards. Default: only if `consumers` was not given. */
  readonly second: boolean
}

export const usage = "Usage: npm run release:rehearse -- [--keep] [--second] [--consumer <name>]..."

/** Throws if an option or a consumer is unknown. */
export const parse = (args: ReadonlyArray<string>, known: ReadonlyArray<string>): Arguments => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      keep: { type: "boolean", default: false },
      consumer: { type: "string", multiple: true },
      second: { type: "boolean" }
    }
  })
  const unknown = values.consumer?.filter((name) => !known.includes(name)) ?? []
  if (unknown.length > 0) throw new Error(`No consumer ${unknown.join(", ")}. There are: ${known.join(", ")}.`)
  return {
    keep: values.keep,
    consumers: values.consumer ?? known,
    second: values.second ?? values.consumer === undefined
  }
}
