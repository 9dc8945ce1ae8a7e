/**
 * `npm run vendor:new -- acme openapi.yaml`: a new vendor's three folders, like their sisters, from a name and an OpenAPI
 * file. What only the vendor's document can tell is left; `npm run contracts -- acme` lists it and fails until it is
 * written. `vendor/Slice.ts` says where the line is, and why there.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as Arguments from "./vendor/Arguments.ts"
import { contractFiles } from "./vendor/ContractFiles.ts"
import { mockFiles } from "./vendor/MockFiles.ts"
import * as Names from "./vendor/Names.ts"
import * as OpenApi from "./vendor/OpenApi.ts"
import { type Files, packageFiles } from "./vendor/PackageFiles.ts"
import * as Place from "./vendor/Place.ts"
import { Refused } from "./vendor/Refused.ts"
import * as Sister from "./vendor/Sister.ts"
import * as Slice from "./vendor/Slice.ts"
import * as Specification from "./vendor/Specification.ts"

const root = fileURLToPath(new URL("../", import.meta.url))

/** Folders beside the vendors' that are none, and words that would be misread. */
const reserved = new Set([
  "core",
  "contract-kit",
  "mocks",
  "server",
  "testing",
  "mock",
  "contracts",
  "demo",
  "bench",
  "docs"
])

const checkName = (name: string): void => {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name) || name.length > 40) {
    const such = Names.words(name).join("-").toLowerCase()
    const hint = /^[a-z]/.test(such) ? `, such as ${such.slice(0, 40)}` : ""
    throw new Refused([
      `"${name}" is no name for folders: lower-case letters and digits in words joined by hyphens${hint}.`
    ])
  }
  const packages = readdirSync(join(root, "apps")).concat(...reserved)
  if (packages.includes(name)) throw new Refused([`"${name}" is the name of something else here.`])
  const taken = Sister.groups.map((group) => `${group}/${name}`).filter((path) => existsSync(join(root, path)))
  if (taken.length > 0) {
    throw new Refused([
      `There is a ${name} already: ${taken.join(", ")}. Take another name, or remove ${taken.length === 1 ? "it" : "them"} first.`
    ])
  }
  const changeset = `.changeset/${name}.md`
  if (existsSync(join(root, changeset))) throw new Refused([`${changeset} is there already. Remove it first.`])
}

/** The next port after those of the mocks that are there, from 4010. */
const nextPort = (): number => {
  const ports = readdirSync(join(root, "mocks")).flatMap((name) => {
    const file = join(root, "mocks", name, "openapi.yaml")
    const found = existsSync(file) ? /http:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(file, "utf8"))?.[1] : undefined
    return found === undefined ? [] : [Number(found)]
  })
  const port = Math.max(4009, ...ports) + 1
  if (port > 4099) throw new Refused([`The mocks have ports 4010 to 4099, and all are taken.`])
  return port
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`

const changeset = ({ name, operations, title }: Slice.Slice): string =>
  `---\n"@salesbridge/${name}": minor\n"@salesbridge/mocks": minor\n---\n\n${title}: ${counted(operations.length, "call")}, and the mock server that stands in for it.\n`

const main = async (): Promise<void> => {
  const args = Arguments.parse(process.argv.slice(2))
  const { name } = args
  if (!args.dryRun && Place.isInterrupted(root, name)) {
    Place.place(root, name)
    console.log(`An earlier run for ${name} was cut off. Its files are in their places now; nothing else was changed.`)
    return console.log(next(name))
  }
  checkName(name)
  const title = args.title ?? Names.pascal(name)
  const vendor = { name, title, service: Names.className(name, args.title) }
  const given = OpenApi.read(resolve(process.env["INIT_CWD"] ?? process.cwd(), args.file))
  const specification = Specification.of(given, { title, port: nextPort(), baseUrl: args.baseUrl })
  const slice = Slice.of(vendor, specification)
  const sister = Sister.of(root, vendor)
  // By its place: a tool imports no project.
  const place = new URL("../packages/core/src/Category.ts", import.meta.url)
  const { fromStatus } = (await import(place.href)) as { readonly fromStatus: (status: number) => string }
  const files: Files = new Map([
    ...packageFiles(slice, sister, fromStatus),
    ...mockFiles(slice, Specification.render(specification.document, title), sister),
    ...contractFiles(slice, specification.document, sister),
    [`.changeset/${name}.md`, changeset(slice)]
  ])
  for (const note of specification.notes) console.log(`Note: ${note}`)
  if (args.dryRun) {
    console.log(
      `${title}: ${counted(slice.operations.length, "operation")} in ${counted(slice.resources.length, "module")}. Nothing was written. It would be:`
    )
    for (const path of files.keys()) console.log(`  ${path}`)
    return console.log("  tsconfig.json (references)")
  }
  Place.stage(root, name, files)
  Place.place(root, name)
  console.log(
    `${title}: ${counted(slice.operations.length, "operation")} in ${counted(slice.resources.length, "module")}, ${files.size} files in packages, mocks and contracts.`
  )
  console.log(next(name))
}

const next = (name: string): string => `
Next:
  npm install && npm run lock      links the new packages
  npm run contracts -- ${name.padEnd(12)}says what is left to write, from the vendor's document
  npm run mocks -- --vendors ${name}`

try {
  await main()
} catch (error) {
  if (!(error instanceof Refused)) throw error
  for (const problem of error.problems) console.error(problem)
  console.error("Nothing was written.")
  process.exitCode = 2
}
