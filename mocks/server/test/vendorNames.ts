/**
 * Writes what the compiler knows of each vendor's sandbox: operations from its specification, events from its rules.
 * `npm run names -w mocks/server`, after either has changed; a test says when.
 */
import { readFileSync, writeFileSync } from "node:fs"
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

const namesOf = async ({ name, sandbox, spec }: Vendor.Vendor): Promise<string> => {
  const { events = {} } =
    sandbox === undefined ? {} : (((await import(pathToFileURL(sandbox).href)) as Rules).sandbox ?? {})
  const lines = Object.entries(events).map(([event, { description, example }]) => {
    const fields = Object.entries(example).map(([field, value]) => `readonly ${field}?: ${typeOf(value)}`)
    return `/** ${description} */\n${JSON.stringify(event)}: { ${fields.join("; ")} }`
  })
  const operations = operationsOf(spec).map((id) => `| ${JSON.stringify(id)}`)
  return `readonly ${name}: {\nreadonly operation: ${operations.join("")}\nreadonly events: {\n${lines.join("\n")}\n}\n}`
}

/** The module, not yet formatted. */
export const vendorNames = async (): Promise<string> => `/**
 * What the compiler knows of each vendor's sandbox by name. Written by \`npm run names -w mocks/server\`: not to be edited.
 */
export interface VendorNames {
${(await Promise.all(Vendor.all().map(namesOf))).join("\n")}
}
`

if (import.meta.main) writeFileSync(file, await vendorNames())
