/** What `npm run vendor:new` was asked for. */
import { parseArgs } from "node:util"
import { Refused } from "./Refused.ts"

export interface Arguments {
  /** The vendor's short name, which its three folders carry. */
  readonly name: string
  /** The OpenAPI file, as given. */
  readonly file: string
  /** How the vendor writes its name. Default: made from the short one. */
  readonly title: string | undefined
  /** The vendor's origin, where the file names none. */
  readonly baseUrl: string | undefined
  /** Operations of the file that the slice is to do without, by their ids. */
  readonly without: ReadonlyArray<string>
  /** Tell what would be made, and write nothing. */
  readonly dryRun: boolean
}

const usage =
  'Usage: npm run vendor:new -- <name> <openapi.yaml> [--title "Acme"] [--base-url https://api.example.com] [--without <operationId>]... [--dry-run]'

/** Throws `Refused` where an option is not known, or one of the two arguments lacks. */
export const parse = (args: ReadonlyArray<string>): Arguments => {
  const read = () =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        title: { type: "string" },
        "base-url": { type: "string" },
        without: { type: "string", multiple: true, default: [] },
        "dry-run": { type: "boolean", default: false }
      }
    })
  let parsed: ReturnType<typeof read>
  try {
    parsed = read()
  } catch (error) {
    throw new Refused([(error as Error).message, usage])
  }
  const [name, file, ...more] = parsed.positionals
  if (name === undefined || file === undefined || more.length > 0) throw new Refused([usage])
  const { "base-url": baseUrl, "dry-run": dryRun, title, without } = parsed.values
  if (title !== undefined && !/^[\w .&+-]*[a-z][\w .&+-]*$/i.test(title)) {
    throw new Refused([`--title "${title}": a title has letters, digits, blanks and any of . & + - _`])
  }
  return { name, file, title, baseUrl, without, dryRun }
}
