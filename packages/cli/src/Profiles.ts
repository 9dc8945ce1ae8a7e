/**
 * Stored credentials: a JSON file that only its owner can read. A profile has a vendor's values, or a command that
 * prints them.
 */
import { chmodSync, mkdirSync, readlinkSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs"
import { homedir, userInfo } from "node:os"
import { dirname, isAbsolute, join, resolve } from "node:path"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as TextFile from "./TextFile.ts"

/** The stored credentials of a vendor: values by the names of its definition, or a command that prints them. */
export interface Stored {
  readonly values?: Readonly<Record<string, string>>
  /** Prints a JSON object of values by name. If the vendor has one secret, it may print only that. */
  readonly command?: string
}

type Profiles = Readonly<Record<string, Readonly<Record<string, Stored>>>>

type Environment = Readonly<Record<string, string | undefined>>

/** The profile that is used if none is given. */
export const defaultProfile = "default"

/**
 * The file's path: `SALESBRIDGE_CREDENTIALS`, or else `salesbridge/credentials.json` in the user's configuration
 * folder. An empty variable counts as missing, and so does a relative `XDG_CONFIG_HOME`, as its specification demands.
 */
export const fileOf = (environment: Environment): string => {
  const { SALESBRIDGE_CREDENTIALS, XDG_CONFIG_HOME = "" } = environment
  if (SALESBRIDGE_CREDENTIALS) return SALESBRIDGE_CREDENTIALS
  const folder = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir() || userInfo().homedir, ".config")
  return join(folder, "salesbridge", "credentials.json")
}

/** All stored credentials. Throws a `CommandFailure` if other users could read the file, or if it is not valid. */
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
    text = TextFile.read(file)
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {}
    throw new CommandFailure({ message: `${file} cannot be read: ${(cause as Error).message}` })
  }
  try {
    return (JSON.parse(text) as { readonly profiles?: Profiles }).profiles ?? {}
  } catch {
    throw new CommandFailure({ message: `${file} is not JSON`, hint: "Remove it, and log in again." })
  }
}

/** The file behind symbolic links, which need not exist. */
const behindLinks = (file: string): string => {
  let link: string
  try {
    link = readlinkSync(file)
  } catch {
    return file
  }
  return behindLinks(resolve(realpathSync(dirname(file)), link))
}

/**
 * Stores a vendor's credentials, or removes them if they are `undefined`. The file is replaced atomically; a symbolic
 * link to it stays.
 */
export const save = (environment: Environment, profile: string, vendor: string, stored: Stored | undefined): string => {
  const file = fileOf(environment)
  const profiles = readAll(environment)
  const { [vendor]: _, ...others } = profiles[profile] ?? {}
  const next = { ...profiles, [profile]: stored === undefined ? others : { ...others, [vendor]: stored } }
  const real = behindLinks(file)
  mkdirSync(dirname(real), { recursive: true, mode: 0o700 })
  const fresh = `${real}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify({ profiles: next }, undefined, 2)}\n`, { mode: 0o600, flush: true })
  chmodSync(fresh, 0o600)
  renameSync(fresh, real)
  return file
}
