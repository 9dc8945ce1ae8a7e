/**
 * Stored credentials: one JSON file that only its owner can read, with profiles that hold a vendor's values or the command
 * that prints them.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"

/** What is stored for a vendor: values by the names of its definition, or a command that prints them. */
export interface Stored {
  readonly values?: Readonly<Record<string, string>>
  /** Prints a JSON object of values by name or, where the vendor has one secret, just that. */
  readonly command?: string
}

type Profiles = Readonly<Record<string, Readonly<Record<string, Stored>>>>

type Environment = Readonly<Record<string, string | undefined>>

/** The profile that is used where none is named. */
export const defaultProfile = "default"

/** Where the file is: `SALESBRIDGE_CREDENTIALS`, else `salesbridge/credentials.json` among the user's settings. */
const fileOf = (environment: Environment): string =>
  environment["SALESBRIDGE_CREDENTIALS"] ??
  join(environment["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "salesbridge", "credentials.json")

/** All that is stored. Throws a `CommandFailure` where others could read it, too, or where it is no such file. */
export const readAll = (environment: Environment): Profiles => {
  const file = fileOf(environment)
  let text: string
  try {
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
      throw new CommandFailure({
        exitCode: ExitCode.failed,
        message: `${file} can be read by others`,
        hint: `chmod 600 ${file}`
      })
    }
    text = readFileSync(file, "utf8")
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {}
    throw new CommandFailure({ message: `${file} cannot be read: ${(cause as Error).message}` })
  }
  try {
    return (JSON.parse(text) as { readonly profiles?: Profiles }).profiles ?? {}
  } catch {
    throw new CommandFailure({ message: `${file} is no JSON`, hint: "Remove it, and log in again." })
  }
}

/** Stores a vendor's credentials, or with `undefined` forgets them. The file is replaced as a whole. */
export const save = (environment: Environment, profile: string, vendor: string, stored: Stored | undefined): string => {
  const file = fileOf(environment)
  const profiles = readAll(environment)
  const { [vendor]: _, ...others } = profiles[profile] ?? {}
  const next = { ...profiles, [profile]: stored === undefined ? others : { ...others, [vendor]: stored } }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify({ profiles: next }, undefined, 2)}\n`, { mode: 0o600, flush: true })
  chmodSync(fresh, 0o600)
  renameSync(fresh, file)
  return file
}
