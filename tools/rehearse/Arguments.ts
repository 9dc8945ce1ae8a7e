/** What `npm run release:rehearse` was asked for. */
import { parseArgs } from "node:util"

export interface Arguments {
  /** Leave the temporary folder where it is, to look at it. */
  readonly keep: boolean
  /** The consumers to try, in the order given. Default: all. */
  readonly consumers: ReadonlyArray<string>
  /** Release a planted breaking change afterwards. Default: unless consumers were named. */
  readonly second: boolean
}

export const usage = "Usage: npm run release:rehearse -- [--keep] [--second] [--consumer <name>]..."

/** Throws where an option or a consumer is not known. */
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
