/** The vendors' built packages, found by their folders, and the programs made from their operations. */
import { globSync, readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { root } from "./Bundles.ts"

/** An operation: the name of its package's subpath, and the name of the export there. */
export type Named = readonly [resource: string, operation: string]

export interface Vendor {
  /** The name of its folder. */
  readonly name: string
  /** The class with `layer`: `Salesflow`. */
  readonly service: string
  /** In the order of the package's resources. */
  readonly operations: ReadonlyArray<Named>
  /** The id of the first operation in the vendor's specification. */
  readonly firstId: string
}

const { resolve } = createRequire(join(root, "package.json"))
const load = (specifier: string): Promise<{ readonly [name: string]: unknown }> =>
  import(pathToFileURL(resolve(specifier)).href)

const vendor = async (name: string): Promise<Vendor> => {
  const specifier = `@salesbridge/${name}`
  const catalog = (await load(`${specifier}/catalog`))["catalog"] as ReadonlyArray<{ readonly id: string }>
  const service = Object.keys(await load(specifier)).find((_) => _.toLowerCase() === name)
  if (service === undefined) throw new Error(`${specifier} does not export a service of its name.`)
  const operations: Array<Named> = []
  let firstId: string | undefined
  for (const file of readdirSync(join(root, "packages", name, "src/resources"))) {
    if (file.endsWith(".test.ts")) continue
    const resource = basename(file, ".ts")
    const exported = Object.entries(await load(`${specifier}/${resource}`))
    for (const [name, value] of exported) {
      const operation = catalog.find((_) => _ === value)
      if (operation === undefined) continue
      operations.push([resource, name])
      firstId ??= operation.id
    }
  }
  const lost = catalog.length - operations.length
  if (lost > 0) throw new Error(`${lost} operations of ${name} are in none of the modules in its src/resources.`)
  if (firstId === undefined) throw new Error(`${specifier} has no operations.`)
  return { name, service, operations, firstId }
}

export const vendors = (): Promise<ReadonlyArray<Vendor>> =>
  Promise.all(
    globSync("packages/*/src/resources", { cwd: root })
      .toSorted()
      .map((_) => vendor(basename(dirname(dirname(_)))))
  )

/**
 * Returns an application that uses the first `count` of these operations. It is never run, so the arguments of the
 * layer and of the call do not matter.
 */
export const program = ({ name, operations, service }: Vendor, count = operations.length): string => {
  const from = (resource: string) => `from "@salesbridge/${name}/${resource}"`
  const [resource, first] = operations[0]!
  const others = operations.slice(1, count)
  return `import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import { ${service} } from "@salesbridge/${name}"
import * as ${resource} ${from(resource)}
const layer = ${service}.layer({}).pipe(Layer.provide(FetchHttpClient.layer))
export const one = () => Effect.runPromise(Effect.provide(${resource}.${first}(), layer))
${others.map(([resource, name], index) => `export { ${name} as more${index} } ${from(resource)}`).join("\n")}`
}
