/** A consumer that is there before the second release, and takes it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { breaking, broken } from "./Breaking.ts"
import { CommandFailed, type Place, run } from "./Commands.ts"
import { tsconfig } from "./Consumer.ts"
import { step } from "./Log.ts"

const packages = ["@salesbridge/core", "@salesbridge/salesflow", broken]

/** Reads the field that the second release calls otherwise. */
const program = (field: string) => `import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { createSalesflow } from "@salesbridge/salesflow/promise"

export const names = async (): Promise<ReadonlyArray<string | null | undefined>> => {
  const salesblink = createSalesBlink({ apiKey: "k" })
  const salesflow = createSalesflow({ token: "t", accountId: 1 })
  const { data } = await salesblink.Team.list()
  const campaigns = await salesflow.Campaigns.list()
  return [...(data ?? []).map((member) => member.${field}), ...campaigns.map(({ CampaignName }) => CampaignName)]
}
`

export interface Consumer {
  /** Takes the second release, after which these versions are installed. */
  readonly upgrade: (expected: ReadonlyMap<string, string>) => Promise<void>
}

const title = "an application of the first release"

/** The versions of the packages that are installed. */
const versionsIn = (cwd: string): ReadonlyMap<string, string> =>
  new Map(
    packages.map((name) => {
      const text = readFileSync(join(cwd, "node_modules", name, "package.json"), "utf8")
      return [name, (JSON.parse(text) as { readonly version: string }).version]
    })
  )

const shown = (versions: ReadonlyMap<string, string>): string =>
  [...versions].map(([name, version]) => `${name.split("/")[1]} ${version}`).join(", ")

const write = (cwd: string, field: string): void => writeFileSync(join(cwd, "src", "main.ts"), program(field))

const compile = (place: Place): Promise<string> =>
  run(join(place.cwd, "node_modules", ".bin", "tsc"), ["-p", ".", "--pretty", "false"], place)

/** Installs the first release, and compiles. */
export const before = async (
  place: Place,
  quietly: ReadonlyArray<string>,
  others: ReadonlyArray<string>
): Promise<Consumer> => {
  const { cwd } = place
  mkdirSync(join(cwd, "src"), { recursive: true })
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ name: "upgrade", private: true, type: "module" }))
  writeFileSync(join(cwd, "tsconfig.json"), tsconfig)
  await step(
    `${title}: installed`,
    () => run("npm", ["install", ...quietly, ...packages, ...others], place),
    () => shown(versionsIn(cwd))
  )
  write(cwd, breaking.from)
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
    `${title}: an update within its ranges`,
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
  write(cwd, breaking.to)
  await step(`${title}: compiled with \`${breaking.to}\` instead`, () => compile(place))
}

/** What the compiler says of the old name. */
const refusal = async (place: Place): Promise<string> => {
  const refused = await compile(place).then(
    () => "",
    (error: Error) => error.message
  )
  const message = new RegExp(`src/main\\.ts.*'${breaking.from}'.*`).exec(refused)?.[0]
  if (message === undefined) throw new CommandFailed(`It should have been refused: ${refused}`)
  return message
}
