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

/** Installs the first release, and compiles. */
export const before = async (
  place: Place,
  quietly: ReadonlyArray<string>,
  others: ReadonlyArray<string>
): Promise<Consumer> => {
  const title = "an application of the first release"
  const { cwd } = place
  mkdirSync(join(cwd, "src"), { recursive: true })
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ name: "upgrade", private: true, type: "module" }))
  writeFileSync(join(cwd, "tsconfig.json"), tsconfig)
  const write = (field: string) => writeFileSync(join(cwd, "src", "main.ts"), program(field))
  const compile = () => run(join(cwd, "node_modules", ".bin", "tsc"), ["-p", ".", "--pretty", "false"], place)
  const versions = () =>
    new Map(
      packages.map((name) => {
        const text = readFileSync(join(cwd, "node_modules", name, "package.json"), "utf8")
        return [name, (JSON.parse(text) as { readonly version: string }).version]
      })
    )
  const told = (all: ReadonlyMap<string, string>) =>
    [...all].map(([name, version]) => `${name.split("/")[1]} ${version}`).join(", ")
  await step(
    `${title}: installed`,
    () => run("npm", ["install", ...quietly, ...packages, ...others], place),
    () => told(versions())
  )
  write(breaking.from)
  await step(`${title}: compiled`, compile)
  return {
    upgrade: async (expected) => {
      const first = told(versions())
      await step(
        `${title}: an update within its ranges`,
        async () => {
          await run("npm", ["update", "--prefer-online", ...quietly], place)
          if (told(versions()) !== first) throw new CommandFailed(`An update brought ${told(versions())}.`)
        },
        () => "brings no breaking change"
      )
      await step(
        `${title}: the second release`,
        async () => {
          await run("npm", ["install", "--prefer-online", ...quietly, ...packages.map((_) => `${_}@latest`)], place)
          const wrong = packages.filter((name) => versions().get(name) !== expected.get(name))
          if (wrong.length > 0) throw new CommandFailed(`Installed are ${told(versions())}.`)
        },
        () => told(versions())
      )
      await step(
        `${title}: compiled with it`,
        async () => {
          const refused = await compile().then(
            () => "",
            (error: Error) => error.message
          )
          const message = new RegExp(`src/main\\.ts.*'${breaking.from}'.*`).exec(refused)?.[0]
          if (message === undefined) throw new CommandFailed(`It should have been refused: ${refused}`)
          return message
        },
        (message) => `refused, as it should be\n${message}`
      )
      write(breaking.to)
      await step(`${title}: compiled with \`${breaking.to}\` instead`, compile)
    }
  }
}
