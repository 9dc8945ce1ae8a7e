/** The files of `packages/<vendor>`. */
import { example, promiseExample } from "./Examples.ts"
import { readme } from "./Readme.ts"
import type { ExistingVendor } from "./ExistingVendor.ts"
import type { Slice } from "./Slice.ts"
import {
  catalog,
  definition,
  errors,
  ids,
  index,
  layers,
  operation,
  promise,
  resource,
  resources,
  serviceFile,
  toDo
} from "./Sources.ts"
import { promiseTest, readmeTest, statusesTest } from "./Tests.ts"
import { count } from "./Text.ts"

/** Texts by path, relative to the workspace's root. */
export type Files = ReadonlyMap<string, string>

export const packageFiles = (slice: Slice, existing: ExistingVendor): Files => {
  const { name, service } = slice
  const at = (path: string) => `packages/${name}/${path}`
  const same = ["LICENSE", "tsconfig.json", "tsconfig.build.json", "vitest.config.ts"].flatMap((path) => {
    const text = existing.file(`packages/<vendor>/${path}`)
    return text === undefined ? [] : [[at(path), text] as const]
  })
  return new Map([
    [at("package.json"), manifest(slice, existing)],
    ...same,
    [at("README.md"), readme(slice)],
    [at("src/Definition.ts"), definition(slice)],
    [at("src/Operation.ts"), operation(slice)],
    ...(slice.errors.length > 0 ? [[at("src/Errors.ts"), errors(slice)] as const] : []),
    ...(slice.ids.length > 0 ? [[at("src/Ids.ts"), ids(slice)] as const] : []),
    [at("src/ToDo.ts"), toDo(slice)],
    [at("src/Service.ts"), serviceFile(slice)],
    [at(`src/${service}.ts`), layers(slice)],
    [at("src/resources.ts"), resources(slice)],
    ...slice.resources.map((_) => [at(`src/resources/${_.module}.ts`), resource(slice, _)] as const),
    [at("src/catalog.ts"), catalog(slice)],
    [at("src/index.ts"), index(slice)],
    [at("src/promise.ts"), promise(slice)],
    [at("src/README.deep.test.ts"), readmeTest(slice)],
    [at("src/promise.test.ts"), promiseTest(slice)],
    [at("src/statuses.test.ts"), statusesTest(slice)],
    [at("test/example.ts"), example(slice)],
    [at("test/promiseExample.ts"), promiseExample(slice)]
  ])
}

const manifest = ({ name, operations, title }: Slice, existing: ExistingVendor): string => {
  const theirs = JSON.parse(existing.file("packages/<vendor>/package.json") ?? "{}") as object
  const entry = (file: string) => ({
    "@salesbridge/source": `./src/${file}.ts`,
    types: `./dist/${file}.d.ts`,
    module: `./dist/${file}.js`,
    node: `./dist/node/${file}.js`,
    default: `./dist/${file}.js`
  })
  const made = {
    ...theirs,
    version: "0.0.0",
    description: `${title} for Effect: ${count(operations.length, "call")} with schemas, typed errors and safe retries`,
    keywords: [name, "sales-engagement", "api-client", "effect"],
    exports: {
      ".": entry("index"),
      "./*": entry("resources/*"),
      "./catalog": entry("catalog"),
      "./promise": entry("promise"),
      "./package.json": "./package.json"
    },
    dependencies: { "@salesbridge/core": coreRange(theirs) }
  }
  return `${JSON.stringify(made, null, 2)}\n`
}

const coreRange = (manifest: { readonly dependencies?: Record<string, string> }): string =>
  manifest.dependencies?.["@salesbridge/core"] ?? "^0.0.0"
