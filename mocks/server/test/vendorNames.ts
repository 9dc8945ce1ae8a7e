/**
 * Writes what the compiler knows of each vendor's sandbox: operations from its specification, events from its rules, and
 * a copy of its state's types, since this package imports no vendor. `npm run names -w mocks/server`, after one of them
 * has changed; a test says when.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { parse } from "yaml"
import * as Vendor from "../src/Vendor.ts"

const file = fileURLToPath(new URL("../src/sandbox/VendorNames.ts", import.meta.url))

/** Where the copies are. */
export const statesFolder = join(dirname(file), "states")

interface Rules {
  readonly sandbox?: {
    readonly events?: Readonly<Record<string, { readonly description: string; readonly example: object }>>
  }
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? "ReadonlyArray<unknown>" : value === null ? "unknown" : typeof value

const operationsOf = (spec: string): ReadonlyArray<string> => {
  const { paths } = parse(readFileSync(spec, "utf8")) as { readonly paths: Record<string, Record<string, unknown>> }
  const ids = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap((_) => (_ as { readonly operationId?: string }).operationId ?? [])
  )
  return ids.toSorted()
}

/** The source of each State.ts, by vendor. A vendor whose rules derive from its specification has none. */
export const vendorStates = (): ReadonlyMap<string, string> =>
  new Map(
    Vendor.all().flatMap(({ name, spec }) => {
      const source = join(dirname(spec), "src/State.ts")
      return existsSync(source) ? [[name, readFileSync(source, "utf8")]] : []
    })
  )

const stateType = (vendor: string): string => `${vendor[0]!.toUpperCase()}${vendor.slice(1)}State`

const namesOf = async ({ name, sandbox, spec }: Vendor.Vendor): Promise<string> => {
  const { events = {} } =
    sandbox === undefined ? {} : (((await import(pathToFileURL(sandbox).href)) as Rules).sandbox ?? {})
  const lines = Object.entries(events).map(([event, { description, example }]) => {
    const fields = Object.entries(example).map(([field, value]) => `readonly ${field}?: ${typeOf(value)}`)
    return `/** ${description} */\n${JSON.stringify(event)}: { ${fields.join("; ")} }`
  })
  const operations = operationsOf(spec).map((id) => `| ${JSON.stringify(id)}`)
  const state = vendorStates().has(name) ? stateType(name) : "Readonly<Record<string, unknown>>"
  return `readonly ${name}: {\nreadonly operation: ${operations.join("")}\nreadonly events: {\n${lines.join("\n")}\n}\nreadonly state: ${state}\n}`
}

const importsOf = (states: ReadonlyMap<string, string>): string =>
  [...states.keys()].map((_) => `import type { State as ${stateType(_)} } from "./states/${_}.ts"\n`).join("")

/** The module, not yet formatted. */
export const vendorNames = async (): Promise<string> => `${importsOf(vendorStates())}
/**
 * What the compiler knows of each vendor's sandbox by name. Written by \`npm run names -w mocks/server\`: not to be edited.
 */
export interface VendorNames {
${(await Promise.all(Vendor.all().map(namesOf))).join("\n")}
}
`

if (import.meta.main) {
  writeFileSync(file, await vendorNames())
  rmSync(statesFolder, { recursive: true, force: true })
  mkdirSync(statesFolder)
  for (const [vendor, source] of vendorStates()) writeFileSync(join(statesFolder, `${vendor}.ts`), source)
}
