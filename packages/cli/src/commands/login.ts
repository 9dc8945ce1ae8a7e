/** `salesbridge login` and `logout`: store and remove a vendor's credentials. */
import type { Vendor as Core } from "@salesbridge/core"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Prompt from "effect/cli/Prompt"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import { Environment } from "../Environment.ts"
import * as Exclusive from "../Exclusive.ts"
import * as JsonFile from "../JsonFile.ts"
import * as Profiles from "../Profiles.ts"
import { Screen } from "../Screen.ts"
import { loadVendors } from "./list.ts"

const vendor = Argument.String("vendor").pipe(Argument.withDescription("Such as salesflow"))

const profile = Flag.String("profile").pipe(
  Flag.withMetavar("name"),
  Flag.withDescription("The name of the profile. Default: default"),
  Flag.withDefault(Profiles.defaultProfile)
)

export const login = Command.make(
  "login",
  {
    vendor,
    profile,
    credentialCommand: Flag.String("credential-command").pipe(
      Flag.withMetavar("command"),
      Flag.withDescription(
        "Store this command instead of the credentials. It is run for each use, and prints the secret or a JSON object"
      ),
      Flag.optional
    ),
    input: Flag.String("input").pipe(
      Flag.withMetavar("file|-"),
      Flag.withDescription("Read the credentials as a JSON object instead of asking for them"),
      Flag.optional
    )
  },
  ({ credentialCommand, input, profile, vendor }) =>
    Effect.gen(function* () {
      const [isCommand, isInput] = [Option.isSome(credentialCommand), Option.isSome(input)]
      yield* Exclusive.check({ "--credential-command": isCommand, "--input": isInput })
      const [loaded] = yield* loadVendors([vendor])
      const { definition } = loaded!
      const stored: Profiles.Stored = Option.isSome(credentialCommand)
        ? { command: credentialCommand.value }
        : { values: yield* Option.isSome(input) ? valuesFrom(definition, input.value) : ask(definition) }
      const environment = yield* Environment
      const file = yield* Connection.attempt(() => Profiles.save(environment, profile, vendor, stored))
      const { err } = yield* Screen
      yield* err(`Stored as "${profile}" in ${file}. To try them: salesbridge doctor ${vendor} --profile ${profile}`)
    })
).pipe(
  Command.withDescription(
    "Stores a vendor's credentials, or a command that prints them, in a file that only you can read.\n\nCalls use the profile that --profile or SALESBRIDGE_PROFILE names. Without one, they use the vendor's variables or, if these are not set, the profile \"default\"."
  ),
  Command.withShortDescription("Stores a vendor's credentials"),
  Command.withExamples([
    { command: "salesbridge login salesloft" },
    { command: "salesbridge login salesloft --credential-command 'pass show salesloft'" }
  ])
)

export const logout = Command.make("logout", { vendor, profile }, ({ profile, vendor }) =>
  Effect.gen(function* () {
    yield* loadVendors([vendor])
    const environment = yield* Environment
    const file = yield* Connection.attempt(() => Profiles.save(environment, profile, vendor, undefined))
    const { err } = yield* Screen
    yield* err(`Removed the credentials of ${vendor} stored as "${profile}" from ${file}.`)
  })
).pipe(
  Command.withDescription("Removes a vendor's stored credentials."),
  Command.withShortDescription("Removes a vendor's credentials")
)

/** The credentials in a JSON file, compared with those of the vendor's definition. */
const valuesFrom = ({ credentials, name }: Core.Definition, file: string) =>
  Effect.flatMap(JsonFile.read(file), (json) => {
    const mistake = mistakeIn(json, credentials)
    return mistake === undefined
      ? Effect.succeed(json as Readonly<Record<string, string>>)
      : Effect.fail(
          new CommandFailure({
            exitCode: ExitCode.usage,
            message: `--input ${file}: ${mistake}`,
            hint: `${name} needs these strings: ${Object.entries(credentials)
              .map(([key, { optional }]) => `"${key}"${optional === true ? " (optional)" : ""}`)
              .join(", ")}.`
          })
        )
  })

const mistakeIn = (
  json: Readonly<Record<string, unknown>>,
  credentials: Core.Definition["credentials"]
): string | undefined => {
  for (const [key, value] of Object.entries(json)) {
    if (!Object.hasOwn(credentials, key)) return `"${key}" is not one of the credentials`
    if (typeof value !== "string") return `"${key}" is not a string`
  }
  const missing = Object.keys(credentials).find((_) => credentials[_]?.optional !== true && !(_ in json))
  return missing === undefined ? undefined : `"${missing}" is missing`
}

const ask = ({ credentials, name }: Core.Definition) =>
  Effect.gen(function* () {
    const { canAsk } = yield* Screen
    if (!canAsk) {
      return yield* Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: `there is no terminal to ask for the credentials of ${name}`,
          hint: "Give them with --input file, or --credential-command."
        })
      )
    }
    const values: Record<string, string> = {}
    for (const [key, { optional, secret }] of Object.entries(credentials)) {
      const message = `${name} ${key}${optional === true ? " (empty for none)" : ""}`
      const value =
        secret === false
          ? yield* Prompt.run(Prompt.String({ message }))
          : Redacted.value(yield* Prompt.run(Prompt.Password({ message })))
      if (value !== "") values[key] = value
    }
    return values
  })
