/** What one operation, and one more, add to an application that browsers load. */
import { readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, join } from "node:path"
import { pathToFileURL } from "node:url"
import { bundles, compressed, root } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import { stages, steps } from "./Growth.ts"
import { further, type Named, type Programs, withAxios, withPackage, withPromises } from "./Programs.ts"

/** The project that has all vendors' packages among its dependencies, and the one that has axios and zod. */
export const [ours, theirs] = ["apps/demo", "apps/bench"] as const

/** Bytes of gzip. */
export interface Sizes {
  readonly vendor: string
  /** One operation with all that it needs, what of that is Effect, and the same without writing Effect. */
  readonly one: number
  readonly effect: number
  readonly promise: number
  /** What each operation of another resource adds to the one, by its name, the most first. */
  readonly more: ReadonlyMap<string, number>
  /** What each further operation adds to those before it, in the order of the package's resources. */
  readonly steps: ReadonlyArray<readonly [name: string, bytes: number]>
  /** All operations. */
  readonly all: number
  /** The operation that stands for one more. */
  readonly named: string
  /** The two calls with axios and zod: the first, and what the second adds. */
  readonly axios: { readonly one: number; readonly more: number }
}

/** All operations but the one, in the order of the package's resources. */
const others = async ({ one, vendor }: Programs): Promise<ReadonlyArray<Named>> => {
  const { resolve } = createRequire(join(root, ours, "package.json"))
  const load = (subpath: string): Promise<{ readonly [name: string]: unknown }> =>
    import(pathToFileURL(resolve(`@salesbridge/${vendor}/${subpath}`)).href)
  const catalog = (await load("catalog"))["catalog"] as ReadonlyArray<unknown>
  const resources = readdirSync(join(root, "packages", vendor, "src/resources")).map((file) => basename(file, ".ts"))
  const found = new Map<unknown, Named>()
  for (const resource of resources) {
    for (const [name, operation] of Object.entries(await load(resource))) {
      if (catalog.includes(operation)) found.set(operation, [resource, name])
    }
  }
  const lost = catalog.length - found.size
  if (lost > 0) throw new Error(`${lost} operations of ${vendor} are in no module of its src/resources.`)
  const [resource, name] = one
  return [...found.values()].filter((_) => _[0] !== resource || _[1] !== name)
}

export const sizes = async (program: Programs): Promise<Sizes> => {
  const { more, vendor } = program
  const one = withPackage(program)
  const outside = { folder: ours, external: ["effect"], minify: false }
  const plain = await bundles(new Map([["one", one]]), outside)
  const operations = await others(program)
  const elsewhere = operations.filter(([resource]) => resource !== program.one[0])
  const own = new Map([
    ["one", one],
    ["effect", effectPart(plain.get("one")!)],
    ["promise", withPromises(program)]
  ])
  for (const one of elsewhere) own.set(one.join("."), withPackage(program, further(vendor, [one])))
  const grown = stages(program, operations)
  for (const [index, text] of grown.entries()) own.set(`stage ${index}`, text)
  const built = await bundles(own, { folder: ours })
  const size = (name: string) => compressed(built.get(name)!)
  const added = elsewhere.map((_) => _.join(".")).map((name) => [name, size(name) - size("one")] as const)
  const growth = grown.map((_, index) => size(`stage ${index}`))

  const both = new Map([
    ["one", withAxios(program)],
    ["two", withAxios(program, true)]
  ])
  const axios = await bundles(both, { folder: theirs })
  const [first, second] = [compressed(axios.get("one")!), compressed(axios.get("two")!)]
  return {
    vendor,
    one: size("one"),
    effect: size("effect"),
    promise: size("promise"),
    more: new Map(added.toSorted(([, a], [, b]) => b - a)),
    steps: steps(operations, growth),
    all: growth.at(-1)!,
    named: more.join("."),
    axios: { one: first, more: second - first }
  }
}
