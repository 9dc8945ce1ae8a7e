/**
 * A vendor's credentials. If a profile is chosen, by the flag or by `SALESBRIDGE_PROFILE`, only that profile is used.
 * Otherwise the vendor's variables are used if any of them is set, even if some are missing, or else the default profile.
 */
import { type Vendor, VendorConfig } from "@salesbridge/core"
import { execSync } from "node:child_process"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as Profiles from "./Profiles.ts"

export interface Found {
  /** By the names of the vendor's definition. */
  readonly values: Readonly<Record<string, string>>
  /** Required credentials that were not found. */
  readonly missing: ReadonlyArray<string>
  /** Where they come from, for messages. */
  readonly source: string
}

/**
 * Finds the credentials of a vendor. Throws a `CommandFailure` if a stored command fails, or if the given profile has no
 * credentials of the vendor.
 */
export const find = (
  definition: Vendor.Definition,
  environment: Readonly<Record<string, string | undefined>>,
  profile: string | undefined
): Found => {
  const names = Object.keys(definition.credentials)
  const variables = VendorConfig.variables(definition).credentials
  const inEnvironment = Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[variables[name]!]
      return value === undefined || value === "" ? [] : [[name, value]]
    })
  )
  const chosen = profile ?? (environment["SALESBRIDGE_PROFILE"] || undefined)
  const missingOf = (values: Found["values"]) =>
    names.filter((name) => definition.credentials[name]!.optional !== true && values[name] === undefined)
  if (chosen === undefined && (missingOf(inEnvironment).length === 0 || Object.keys(inEnvironment).length > 0)) {
    return { values: inEnvironment, missing: missingOf(inEnvironment), source: "the environment" }
  }
  const name = chosen ?? Profiles.defaultProfile
  const stored = Profiles.readAll(environment)[name]?.[definition.name]
  if (stored === undefined && profile !== undefined) {
    throw new CommandFailure({
      exitCode: ExitCode.usage,
      message: `the profile "${name}" has no credentials of ${definition.name}`,
      hint: `salesbridge login ${definition.name} --profile ${name}`
    })
  }
  const values = {
    ...stored?.values,
    ...(stored?.command === undefined ? {} : credentialsFrom(definition, stored.command))
  }
  return { values, missing: missingOf(values), source: `the profile "${name}"` }
}

/** The credentials that a stored command prints. Messages never contain its output. */
const credentialsFrom = (
  { credentials, name }: Vendor.Definition,
  command: string
): Readonly<Record<string, string>> => {
  const fail = (why: string) =>
    new CommandFailure({
      message: `the command for the credentials of ${name} ${why}`,
      hint: `salesbridge login ${name} --credential-command COMMAND stores another.`
    })
  let text: string
  try {
    text = execSync(command, { encoding: "utf8", stdio: ["inherit", "pipe", "inherit"], timeout: 60_000 }).trim()
  } catch (cause) {
    throw fail(`failed (${(cause as { readonly status?: number }).status ?? "no exit code"})`)
  }
  if (text.startsWith("{")) {
    try {
      return JSON.parse(text) as Readonly<Record<string, string>>
    } catch {
      throw fail("did not print a JSON object")
    }
  }
  const secrets = Object.keys(credentials).filter((_) => credentials[_]!.secret !== false)
  if (secrets.length !== 1) throw fail(`must print a JSON object with ${Object.keys(credentials).join(", ")}`)
  return { [secrets[0]!]: text }
}

/** Credentials for a sandbox, which accepts any. */
export const madeUp = ({ credentials }: Vendor.Definition): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(credentials).flatMap(([name, { example, optional }]) =>
      optional === true ? [] : [[name, example ?? "sandbox"]]
    )
  )
