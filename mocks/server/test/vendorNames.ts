/**
 * Writes what the compiler knows of each vendor's sandbox: operations from its specification, events from its rules, and
 * the type of its State.ts. `npm run names -w mocks/server`, after one of them has changed; a test says when.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { parse } from "yaml"
import * as Vendor from "../src/Vendor.ts"

const file = fileURLToPath(new URL("../src/sandbox/VendorNames.ts", import.meta.url))

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

/** A vendor whose rules derive from its specification has none. */
const hasState = ({ spec }: Vendor.Vendor): boolean => existsSync(join(dirname(spec), "src/State.ts"))

const stateType = ({ name }: Vendor.Vendor): string => `${name[0]!.toUpperCase()}${name.slice(1)}State`

const namesOf = async (vendor: Vendor.Vendor): Promise<string> => {
  const { name, sandbox, spec } = vendor
  const { events = {} } =
    sandbox === undefined ? {} : (((await import(pathToFileURL(sandbox).href)) as Rules).sandbox ?? {})
  const lines = Object.entries(events).map(([event, { description, example }]) => {
    const fields = Object.entries(example).map(([field, value]) => `readonly ${field}?: ${typeOf(value)}`)
    return `/** ${description} */\n${JSON.stringify(event)}: { ${fields.join("; ")} }`
  })
  const operations = operationsOf(spec).map((id) => `| ${JSON.stringify(id)}`)
  const state = hasState(vendor) ? stateType(vendor) : "Readonly<Record<string, unknown>>"
  return `readonly ${name}: {\nreadonly operation: ${operations.join("")}\nreadonly events: {\n${lines.join("\n")}\n}\nreadonly state: ${state}\n}`
}

const importOf = (vendor: Vendor.Vendor): string =>
  `import type { State as ${stateType(vendor)} } from "@salesbridge/mock-${vendor.name}/State"\n`

/** The module, not yet formatted. */
export const vendorNames = async (): Promise<string> => `${Vendor.all().filter(hasState).map(importOf).join("")}
/**
 * What the compiler knows of each vendor's sandbox by name. Written by \`npm run names -w mocks/server\`: not to be edited.
 */
export interface VendorNames {
${(await Promise.all(Vendor.all().map(namesOf))).join("\n")}
}
`

if (import.meta.main) writeFileSync(file, await vendorNames())
