/** A consumer that exists before the second release and upgrades to it. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { breaking } from "./Breaking.ts"
import { CommandFailed, type Place, run } from "./Commands.ts"
import { projects, readManifest } from "./Consumer.ts"
import { step } from "./Log.ts"

const { dependencies, description: title } = readManifest(join(projects, "upgrade"))
const packages = Object.keys(dependencies).filter((name) => name.startsWith("@salesbridge/"))

export interface Consumer {
  /** Upgrades to the second release, and expects these versions to be installed. */
  readonly upgrade: (expected: ReadonlyMap<string, string>) => Promise<void>
}

/** Returns the installed versions of the packages. */
const versionsIn = (cwd: string): ReadonlyMap<string, string> =>
  new Map(
    packages.map((name) => {
      const text = readFileSync(join(cwd, "node_modules", name, "package.json"), "utf8")
      return [name, (JSON.parse(text) as { readonly version: string }).version]
    })
  )

const shown = (versions: ReadonlyMap<string, string>): string =>
  [...versions].map(([name, version]) => `${name.split("/")[1]} ${version}`).join(", ")

const compile = (place: Place): Promise<string> => run("npm", ["run", "--silent", "build"], place)

/** Reads the field under its name in the second release. */
const followChange = (cwd: string): void => {
  const file = join(cwd, "src", "main.ts")
  writeFileSync(file, readFileSync(file, "utf8").replace(breaking.from, breaking.to))
}

/** Installs the first release and compiles. */
export const before = async (place: Place, quietly: ReadonlyArray<string>): Promise<Consumer> => {
  await step(
    `${title}: installed`,
    () => run("npm", ["install", ...quietly], place),
    () => shown(versionsIn(place.cwd))
  )
  await step(`${title}: compiled`, () => compile(place))
  return { upgrade: (expected) => upgrade(place, quietly, expected) }
}

const upgrade = async (
  place: Place,
  quietly: ReadonlyArray<string>,
  expected: ReadonlyMap<string, string>
): Promise<void> => {
  const { cwd } = place
  const versions = () => versionsIn(cwd)
  const first = shown(versions())
  await step(
    `${title}: an update within its version ranges`,
    async () => {
      await run("npm", ["update", "--prefer-online", ...quietly], place)
      if (shown(versions()) !== first) throw new CommandFailed(`An update brought ${shown(versions())}.`)
    },
    () => "brings no breaking change"
  )
  await step(
    `${title}: the second release`,
    async () => {
      await run("npm", ["install", "--prefer-online", ...quietly, ...packages.map((_) => `${_}@latest`)], place)
      const wrong = packages.filter((name) => versions().get(name) !== expected.get(name))
      if (wrong.length > 0) throw new CommandFailed(`Installed are ${shown(versions())}.`)
    },
    () => shown(versions())
  )
  await step(
    `${title}: compiled with it`,
    () => refusal(place),
    (message) => `refused, as it should be\n${message}`
  )
  followChange(cwd)
  await step(`${title}: compiled with \`${breaking.to}\` instead`, () => compile(place))
}

/** Returns the compiler's error for the old name. */
const refusal = async (place: Place): Promise<string> => {
  const refused = await compile(place).then(
    () => "",
    (error: Error) => error.message
  )
  const message = new RegExp(`src/main\\.ts.*'${breaking.from}'.*`).exec(refused)?.[0]
  if (message === undefined) throw new CommandFailed(`It should have been refused: ${refused}`)
  return message
}
