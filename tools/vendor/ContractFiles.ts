/** The files of `contracts/<vendor>`. */
import type { Files } from "./PackageFiles.ts"
import type { ExistingVendor } from "./ExistingVendor.ts"
import type { Slice } from "./Slice.ts"

export const contractFiles = (slice: Slice, existing: ExistingVendor): Files => {
  const at = (path: string) => `contracts/${slice.name}/${path}`
  const same = ["package.json", "vitest.config.ts", "src/contract.test.ts", "src/mutate.ts"]
  return new Map([
    [at("tsconfig.json"), tsconfig(slice, existing)],
    ...same.flatMap((path) => {
      const text = existing.file(`contracts/<vendor>/${path}`)
      return text === undefined ? [] : [[at(path), text] as const]
    }),
    [at("src/contract.ts"), contract(slice)],
    [at("src/tolerances.ts"), tolerances(slice)],
    [at("src/todo.test.ts"), todo(slice)]
  ])
}

interface TsConfig {
  readonly references?: ReadonlyArray<{ readonly path: string }>
}

/** An existing vendor's file may refer to the rules of its mock's sandbox, which a new vendor does not have yet. */
const tsconfig = ({ name }: Slice, existing: ExistingVendor): string => {
  const theirs = JSON.parse(existing.file("contracts/<vendor>/tsconfig.json") ?? "{}") as TsConfig
  const references = (theirs.references ?? []).filter(({ path }) => path !== `../../mocks/${name}`)
  return `${JSON.stringify({ ...theirs, references }, null, 2)}\n`
}

const contract = ({ credentials, name, service, title }: Slice): string => {
  const keys = credentials.map(({ key }) => key)
  const given = keys.map((_) => `${_} = ""`).join(", ")
  const options = ["baseUrl", ...keys.map((_) => `${_}: Redacted.make(${_})`), "quota: { limits: [] }"].join(", ")
  // As on the wire: HTTP basic sends a name and a password in base64.
  const wire = (_: Slice["credentials"][number]) => (_.scheme === "Basic" ? btoa("name:password") : _.key)
  const placeholders = credentials.map((_) => `${_.key}: ${JSON.stringify(wire(_))}`).join(", ")
  return `\
/** The contract of ${title}: checks the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { ${service} } from "@salesbridge/${name}"
import { catalog, definition } from "@salesbridge/${name}/catalog"
import { Layer${keys.length === 0 ? "" : ", Redacted"} } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl${given === "" ? "" : `, { ${given} }`}) =>
    ${service}.layer({ ${options} }).pipe(Layer.provide(NodeHttpClient.layerUndici)),
  placeholders: {${placeholders === "" ? "" : ` ${placeholders} `}},
  spec: fileURLToPath(import.meta.resolve("@salesbridge/mock-${name}/openapi.yaml")),
  serve: (spec) => startExamples(spec, { errors: true }),
  pacts: here("../pacts"),
  report: here("../.reports/coverage.json"),
  tolerances
}
`
}

const tolerances = ({ title }: Slice): string => `\
/**
 * Responses that the package reads although ${title}'s specification does not allow them, with the reasons. Pacts do
 * not require them.
 */
import type { Disagreement } from "@salesbridge/contract-kit"

export const tolerances: ReadonlyArray<Disagreement.Tolerance> = []
`

const todo = ({ name }: Slice): string => `\
/**
 * Lists what you must still write from the vendor's API reference. It fails until nothing is left, and then tells you to
 * delete it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const sources = join(root, "packages/${name}/src")
const placeholders = join(sources, "ToDo.ts")

const files = [
  ...readdirSync(sources, { encoding: "utf8", recursive: true })
    .filter((file) => /(?<!\\.test)\\.ts$/.test(file))
    .map((file) => join(sources, file))
    .filter((file) => file !== placeholders),
  join(root, "packages/${name}/README.md"),
  join(root, "mocks/${name}/openapi.yaml"),
  join(root, "mocks/${name}/README.md")
]

const literal = String.raw\`"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'\`
const inCode = new RegExp(String.raw\`\\b(?:toDo|guessed)\\(\\s*(\${literal})(?:,\\s*(\${literal}))?\\s*\\)\`, "g")
const inWords = /To do: ((?:(?!"$| \\*\\/).)+)/gm
const valueOf = (given: string) => given.slice(1, -1).replaceAll(/\\\\(.)/g, "$1")

/** Every placeholder by its line. */
const left = files.flatMap((file) => {
  const text = readFileSync(file, "utf8")
  const lineAt = (index: number) => \`\${relative(root, file)}:\${text.slice(0, index).split("\\n").length}\`
  const places = [
    ...[...text.matchAll(inCode)].map(({ 1: what = "", 2: question, index }) => ({
      index,
      said: question === undefined ? valueOf(what) : \`\${valueOf(question)} Guessed: \${valueOf(what)}\`
    })),
    ...[...text.matchAll(inWords)].map(({ 1: said = "", index }) => ({ index, said }))
  ]
  return places.toSorted((a, b) => a.index - b.index).map(({ index, said }) => \`\${lineAt(index)} \${said}\`)
})

it("nothing is left to write", () => {
  if (left.length > 0) {
    expect.fail(\`\${left.length} places are left. Write them from the vendor's API reference:\\n\${left.join("\\n")}\`)
  }
  const done = [placeholders, fileURLToPath(import.meta.url)].filter(existsSync).map((file) => relative(root, file))
  expect.fail(\`Nothing is left to write. Delete \${done.join(" and ")}.\`)
})
`
