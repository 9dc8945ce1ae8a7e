/** Begins the folders of a new vendor. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Arguments } from "./Arguments.ts"
import type { Surroundings } from "./Command.ts"
import { contractFiles } from "./ContractFiles.ts"
import { mockFiles } from "./MockFiles.ts"
import { mend } from "./Mend.ts"
import * as Names from "./Names.ts"
import * as OpenApi from "./OpenApi.ts"
import { type Files, packageFiles } from "./PackageFiles.ts"
import * as Place from "./Place.ts"
import { Refused } from "./Refused.ts"
import * as ExistingVendor from "./ExistingVendor.ts"
import * as Slice from "./Slice.ts"
import * as Specification from "./Specification.ts"

/** Folders that do not belong to a vendor, and words that would be misread. */
const reserved = new Set([
  "core",
  "cli",
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

const checkForm = (root: string, name: string): void => {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name) || name.length > 40) {
    const such = Names.words(name).join("-").toLowerCase().slice(0, 40)
    const hint = /^[a-z]/.test(such) ? `, such as ${such}` : ""
    throw new Refused([
      `"${name}" is no name for folders: lower-case letters and digits in words joined by hyphens${hint}.`
    ])
  }
  if (reserved.has(name) || existsSync(join(root, "apps", name))) {
    throw new Refused([`"${name}" is the name of something else here.`])
  }
}

const checkFree = (root: string, name: string): void => {
  const paths = [...ExistingVendor.groups.map((group) => `${group}/${name}`), `.changeset/${name}.md`]
  const taken = paths.filter((path) => existsSync(join(root, path)))
  if (taken.length === 0) return
  const all = [...taken, Place.remains(name)].filter((path) => existsSync(join(root, path)))
  throw new Refused([`There is a ${name} already: ${all.join(", ")}. Take another name, or remove that first.`])
}

/** Returns the port after the highest of the existing mocks, starting at 4010. */
const nextPort = (root: string): number => {
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

/** Writes the files, or only tells which with `--dry-run`; throws `Refused` if it cannot. */
export const make = async (
  args: Arguments,
  { format = (paths) => Place.format(root, paths), from, print, root }: Surroundings
): Promise<void> => {
  const { name } = args
  checkForm(root, name)
  if (!args.dryRun && Place.isInterrupted(root, name)) {
    Place.place(root, name)
    print(`An earlier run for ${name} was cut off. Its files are in their places now; nothing else was changed.`)
    return print(next(name))
  }
  checkFree(root, name)
  const title = args.title ?? Names.pascal(name)
  const vendor = { name, title, service: Names.className(name, args.title) }
  const document = OpenApi.read(resolve(from, args.file))
  const specification = Specification.of(document, { ...args, title, port: nextPort(root) })
  const mended = await mend(specification.document, root)
  const slice = Slice.of(vendor, specification)
  const existing = ExistingVendor.of(root, vendor)
  const files: Files = new Map([
    ...packageFiles(slice, existing),
    ...mockFiles(slice, Specification.render(specification.document, title), existing),
    ...contractFiles(slice, existing),
    [`.changeset/${name}.md`, changeset(slice)]
  ])
  for (const note of [...specification.notes, ...mended]) print(`Note: ${note}`)
  if (args.dryRun) {
    print(
      `${title}: ${counted(slice.operations.length, "operation")} in ${counted(slice.resources.length, "module")}. Nothing was written. It would be:`
    )
    for (const path of files.keys()) print(`  ${path}`)
    for (const path of Place.edited) print(`  ${path} (one line more)`)
    return undefined
  }
  Place.stage(root, name, files, format)
  Place.place(root, name)
  print(
    `${title}: ${counted(slice.operations.length, "operation")} in ${counted(slice.resources.length, "module")}, ${files.size} files in packages, mocks and contracts.`
  )
  print(next(name))
}

const next = (name: string): string => `
Next:
  npm install && npm run lock      links the new packages
  npm run names -w mocks/server    writes the sandbox's types
  npm run docs:tables              adds the vendor to the table in README.md
  npm run contracts -- ${name.padEnd(12)}lists what is left to write, from the API reference
  npm run mocks -- --vendors ${name} --mode sandbox
                                   starts its sandbox, and lists what responds with examples`
