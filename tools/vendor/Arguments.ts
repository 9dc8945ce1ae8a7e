/** The arguments of `npm run vendor:new`. */
import { parseArgs } from "node:util"
import { wrongUsage } from "../commandLine.ts"
import { Refused } from "./Refused.ts"

export interface Arguments {
  /** The vendor's short name, which is the name of its three folders. */
  readonly name: string
  /** The OpenAPI file, as given. */
  readonly file: string
  /** The vendor's spelling of its name. Default: derived from the short name. */
  readonly title: string | undefined
  /** The vendor's origin, if the file does not contain one. */
  readonly baseUrl: string | undefined
  /** The ids of operations to leave out of the slice. */
  readonly without: ReadonlyArray<string>
  /** Whether ids are derived from methods and paths instead of taken from the file. */
  readonly idsFromPaths: boolean
  /** Whether to leave out operations that core cannot call. */
  readonly skipUnsupported: boolean
  /** Reports what would be created, and writes nothing. */
  readonly dryRun: boolean
}

export const help = `Usage: npm run vendor:new -- <name> <openapi.yaml> [options]

Begins the three folders of a new vendor from its OpenAPI file (3.0 or 3.1, YAML or JSON).

  --title "Acme"            how the vendor writes its name; default: made from <name>
  --base-url <url>          the vendor's address, if the file has none
  --without <operationId>   leaves an operation out; may be given several times
  --skip-unsupported        leaves out every operation that core cannot call, and lists them
  --ids path                makes every id from method and path, for files whose ids are missing or collide
  --dry-run                 tells what would be made, and writes nothing
  --help                    this text

Exit codes: 0 done, 2 wrong usage or a file that it cannot make a slice of. See CONTRIBUTING.md, "Add a vendor".`

/** Arguments that cannot be understood. */
export class WrongUsage extends Error {
  constructor(problem: string) {
    super(wrongUsage(problem, help))
  }
}

/**
 * Throws `WrongUsage` if an option is unknown or one of the two arguments is missing; `Refused` for an invalid value.
 */
export const parse = (args: ReadonlyArray<string>): Arguments | "help" => {
  const read = () =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        title: { type: "string" },
        "base-url": { type: "string" },
        without: { type: "string", multiple: true, default: [] },
        "skip-unsupported": { type: "boolean", default: false },
        ids: { type: "string", default: "file" },
        "dry-run": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false }
      }
    })
  let parsed: ReturnType<typeof read>
  try {
    parsed = read()
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
  if (parsed.values.help) return "help"
  const [name, file, ...more] = parsed.positionals
  if (name === undefined || file === undefined || more.length > 0)
    throw new WrongUsage("A name and the path of a specification are needed, and nothing else.")
  const {
    "base-url": baseUrl,
    "dry-run": dryRun,
    ids,
    "skip-unsupported": skipUnsupported,
    title,
    without
  } = parsed.values
  if (ids !== "file" && ids !== "path") throw new Refused([`--ids ${ids}: either path or file.`])
  if (title !== undefined && !/^[\w .&+-]*[a-z][\w .&+-]*$/i.test(title)) {
    throw new Refused([`--title "${title}": a title has letters, digits, blanks and any of . & + - _`])
  }
  return { name, file, title, baseUrl, without, idsFromPaths: ids === "path", skipUnsupported, dryRun }
}
