/** Tests the way from an OpenAPI file to a vendor under contract, in a copy of this workspace. */
import { execFile } from "node:child_process"
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import { load } from "js-yaml"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { check as imports } from "./imports/check.ts"
import { main } from "./vendor/Command.ts"
import * as Linter from "./vendor/Linter.ts"
import type { JsonObject } from "./vendor/OpenApi.ts"
import * as Workspace from "./vendor/Workspace.ts"

const root = fileURLToPath(new URL("../", import.meta.url))
const fixture = (name: string) => fileURLToPath(new URL(`vendor/fixtures/${name}`, import.meta.url))
const minutes = (count: number) => count * 60_000

let copy: string
let inputs: string
beforeAll(() => {
  copy = Workspace.copy(root)
  inputs = mkdtempSync(join(tmpdir(), "openapi-"))
}, minutes(1))
afterAll(() => {
  for (const folder of [copy, inputs]) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

interface Outcome {
  readonly code: number
  readonly text: string
}

/** Runs a command in the copy as from a shell: of this test's variables it has only where compiled code is cached. */
const run = (command: string, args: ReadonlyArray<string>, folder = "."): Promise<Outcome> =>
  new Promise((resolve) => {
    const path = [join(copy, "node_modules/.bin"), process.env["PATH"]].join(delimiter)
    const { HOME, NODE_COMPILE_CACHE, TMPDIR } = process.env
    // The docs' tests that run here need no build of the site.
    const env = { PATH: path, HOME, NODE_COMPILE_CACHE, TMPDIR, DOCS_BUILT: "true" }
    execFile(command, [...args], { cwd: join(copy, folder), env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({
        code: error === null ? 0 : Number(error.code ?? 1),
        text: stripVTControlCharacters(stdout + stderr)
      })
    })
  })

/** Runs the command in this process. */
const vendorNew = async (...args: ReadonlyArray<string>): Promise<Outcome> => {
  const lines: Array<string> = []
  const tell = (line: string) => void lines.push(line)
  const code = await main(args, { root: copy, from: inputs, print: tell, warn: tell })
  return { code, text: lines.join("\n") }
}

/** Returns all files that a new vendor could change, by path. */
const tree = (): Record<string, string> =>
  Object.fromEntries(
    globSync(["{packages,mocks,contracts}/*/**", ".changeset/*", "tsconfig.json", ".vendor-new-*/**"], {
      cwd: copy,
      withFileTypes: true,
      exclude: (entry) => /^(node_modules|\.types|\.reports|pacts|dist)$/.test(entry.name)
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(copy.length + 1), readFileSync(file, "utf8")])
  )

const read = (file: string) => readFileSync(join(copy, file), "utf8")
const write = (file: string, text: string) => writeFileSync(join(copy, file), text)

describe("input that it refuses", { timeout: minutes(1) }, () => {
  interface Operation {
    readonly [name: string]: unknown
  }
  const operation: Operation = { operationId: "listThings", responses: { 200: { description: "Things." } } }
  const document = (changes: object, change: Operation = {}) => ({
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    servers: [{ url: "https://api.things.example" }],
    paths: { "/things": { get: { ...operation, ...change } } },
    ...changes
  })
  const scheme = (scheme: object) =>
    document({ security: [{ key: [] }], components: { securitySchemes: { key: scheme } } })

  type Case = readonly [what: string, name: string, input: object | string | undefined, said: string, more?: string]
  const cases: ReadonlyArray<Case> = [
    ["a name that is taken", "salesflow", document({}), "There is a salesflow already: packages/salesflow, mocks/"],
    ["a name that means something else", "core", document({}), '"core" is the name of something else here.'],
    ["a name that is none", "Acme_CRM", document({}), '"Acme_CRM" is no name for folders', "such as acme-crm"],
    ["no file", "things", undefined, "cannot be read: ENOENT"],
    ["no OpenAPI", "things", { name: "things" }, "is not an OpenAPI 3.0 or 3.1 document: its `openapi` is missing."],
    ["an older format", "things", { swagger: "2.0" }, "it is Swagger 2.0; convert it first"],
    ["no YAML", "things", "openapi: [", "is neither YAML nor JSON: "],
    ["no operations", "things", document({ paths: {} }), "The file has no operations"],
    [
      "an operation without an id",
      "things",
      document({}, { operationId: undefined }),
      "GET /things has no operationId. Give it one in the file, or make all ids from the paths: --ids path."
    ],
    [
      "an id that two operations have",
      "things",
      document({ paths: { "/a": { get: operation }, "/b": { get: { ...operation, operationId: "list_things" } } } }),
      "GET /b and GET /a share the operationId listThings. Give each one of its own, or make all ids from the paths: --ids path."
    ],
    [
      "a placeholder that is not declared",
      "things",
      document({ paths: { "/things/{id}": { get: operation } } }),
      "GET /things/{id}: the parameter {id} is not declared."
    ],
    ["no address", "things", document({ servers: [] }), "The file names no server.", "--base-url https://"],
    [
      "parts in other files",
      "things",
      document({}, { responses: { $ref: "other.yaml#/responses" } }),
      "refers to other files (other.yaml#/responses). Bundle it into one first."
    ],
    ["a dead reference", "things", document({ components: { schemas: { A: { $ref: "#/B" } } } }), "has nothing at #/B"],
    [
      "a body that is no JSON",
      "things",
      document({}, { requestBody: { content: { "multipart/form-data": {} } } }),
      "GET /things takes multipart/form-data: core sends JSON objects only. Leave the operation out: --without listThings"
    ],
    [
      "a body that is a list",
      "things",
      document({}, { requestBody: { content: { "application/json": { schema: { type: "array" } } } } }),
      "GET /things takes a JSON array: core sends JSON objects only. Leave the operation out: --without listThings"
    ],
    [
      "credentials in a cookie",
      "things",
      scheme({ type: "apiKey", in: "cookie", name: "session" }),
      "GET /things cannot be called (key: an API key in a cookie)",
      "core sends bearer tokens, OAuth 2.0 access tokens, API keys in a header or the query, and HTTP basic."
    ],
    ["credentials of another kind", "things", scheme({ type: "mutualTLS" }), "cannot be called (key: mutualTLS)"]
  ]
  let before: Record<string, string>
  beforeAll(() => {
    before = tree()
  })
  it.each(cases.map((one) => [one[0], one] as const))("%s", async (_, [, name, input, said, more = ""]) => {
    const file = join(inputs, "things.yaml")
    rmSync(file, { force: true })
    if (input !== undefined) writeFileSync(file, typeof input === "string" ? input : JSON.stringify(input))
    const { code, text } = await vendorNew(name, "things.yaml")
    expect(code).toBe(2)
    expect(text).toContain(said)
    expect(text).toContain(more)
    expect(text.endsWith("\nNothing was written.")).toBe(true)
  })

  it("unknown arguments", async () => {
    for (const args of [[], ["acme"], ["acme", "a.yaml", "b.yaml"], ["acme", fixture("acme.yaml"), "--force"]]) {
      const { code, text } = await vendorNew(...args)
      expect(code).toBe(2)
      expect(text).toContain("Usage: npm run vendor:new -- <name> <openapi.yaml> [options]")
    }
  })

  it("operations to leave out that do not exist", async () => {
    const { code, text } = await vendorNew(
      "acme",
      fixture("acme.yaml"),
      "--without",
      "paintWidget",
      "--without",
      "gone"
    )
    expect(code).toBe(2)
    expect(text).toBe("--without gone: the file has no such operation.\nNothing was written.")
  })

  it("reports all problems at once", async () => {
    const responses = operation["responses"]
    const paths = { "/a": { get: { responses } }, "/b/{id}": { get: operation } }
    writeFileSync(join(inputs, "two.yaml"), JSON.stringify(document({ paths })))
    const { text } = await vendorNew("things", join(inputs, "two.yaml"))
    expect(text.trimEnd().split("\n")).toHaveLength(3)
  })

  // Once for all of the above, since comparing the trees takes longer than refusing.
  it("writes nothing", () => expect(tree()).toEqual(before))
})

/** The changes that a person makes in addition to the files in acme.md: file, old text, new text. */
const changes: ReadonlyArray<readonly [file: string, from: string, to: string]> = [
  [
    "packages/acme/src/catalog.ts",
    'guessed("Acme API, version 2", "from which API reference are the operations?")',
    '"https://developers.acme.example, version 2"'
  ],
  ["packages/acme/src/catalog.ts", 'import { guessed } from "./ToDo.ts"\n', ""],
  ["packages/acme/src/Ids.ts", "Schema.String.annotate", "Schema.String.check(Schema.isMinLength(1)).annotate"],
  [
    "packages/acme/src/Definition.ts",
    "To do: `limits`, if the API reference states a rate limit; otherwise say that it states none.",
    "An account has 100 requests a minute."
  ],
  [
    "packages/acme/src/Definition.ts",
    'scheme: "Bearer" } }',
    'scheme: "Bearer" } },\n  limits: [{ limit: 100, window: "1 minute" }]'
  ],
  [
    "packages/acme/README.md",
    "To do: name the vendor's API reference and its version, and what is missing here.",
    "All of its reference, version 2. `Widgets.stream` gives the widgets of all pages."
  ],
  [
    "packages/acme/README.md",
    "To do: list what the API reference leaves open or contradicts, what was decided, and how a caller can change that.",
    "- **Names** of widgets are unique; it does not say whether capitals count."
  ],
  [
    "mocks/acme/README.md",
    "To do: compare `openapi.yaml` with the vendor's API reference, and name its source here.",
    "It is the vendor's own, held against version 2 of its reference."
  ],
  [
    "mocks/acme/openapi.yaml",
    '"To do: what Acme is for, and how a call identifies itself."',
    "Widgets for everybody. Every call takes an access token."
  ],
  ["mocks/acme/openapi.yaml", '"To do: what Widgets is about."', "What Acme makes."],
  [
    "mocks/acme/openapi.yaml",
    `
                  x-decision: "To do: a sample of the API reference; this one is made up from the schema."
                  value:
                    message: message
                    fields: {}`,
    `
                  value:
                    message: A field breaks a rule.
                    fields: { name: It is too long. }`
  ]
]

/** The changes that a person makes to add one more operation, by file. */
const sixth: ReadonlyArray<readonly [file: string, from: string, to: string]> = [
  [
    "mocks/acme/openapi.yaml",
    "\ncomponents:\n",
    `
    delete:
      operationId: stripWidget
      summary: Strip a widget
      description: Takes the paint off a widget.
      tags:
        - Widgets
      parameters:
        - { name: id, in: path, required: true, description: The widget., schema: { type: string, minLength: 1 }, example: w1 }
      responses:
        "204": { description: Stripped. }
        "401": { $ref: "#/components/responses/Unauthorized" }
        "404": { $ref: "#/components/responses/NotFound" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
components:
`
  ],
  [
    "packages/acme/src/resources/Widgets.ts",
    "/** Sets the color of a widget.",
    `/** Takes the paint off a widget. API reference: "Strip a widget". */
export const strip = del<StripInput>()("/v2/widgets/{id}/color", {
  id: "stripWidget",
  source: "Strip a widget",
  path: { id: WidgetId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface StripInput extends InputOf<typeof strip> {}

/** Sets the color of a widget.`
  ]
]

/** Returns the files that differ between two trees, or that only one of them has. */
const changed = (one: Record<string, string>, other: Record<string, string>): ReadonlyArray<string> =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((file) => one[file] !== other[file]).toSorted()

/** The places left to write in a new slice, without their line numbers. */
const left = [
  "packages/acme/src/Definition.ts `limits`, if the API reference states a rate limit; otherwise say that it states none.",
  "packages/acme/src/Errors.ts 401: what does it mean according to the API reference? Guessed: The token is missing or wrong",
  "packages/acme/src/Errors.ts the body of a 401",
  "packages/acme/src/Errors.ts 404: what does it mean according to the API reference? Guessed: There is no such widget",
  "packages/acme/src/Errors.ts the body of a 404",
  "packages/acme/src/Errors.ts 409: what does it mean according to the API reference? Guessed: There is a widget of that name",
  "packages/acme/src/Errors.ts the body of a 409",
  "packages/acme/src/Errors.ts 422: what does it mean according to the API reference? Guessed: A field breaks a rule",
  "packages/acme/src/Errors.ts the body of a 422",
  "packages/acme/src/Errors.ts 429: what does it mean according to the API reference? Guessed: More than 100 requests in a minute",
  "packages/acme/src/Errors.ts the body of a 429",
  "packages/acme/src/catalog.ts from which API reference are the operations? Guessed: Acme API, version 2",
  "packages/acme/src/resources/Widgets.ts what Widgets is about.",
  "packages/acme/src/resources/Widgets.ts the answer of listWidgets",
  "packages/acme/src/resources/Widgets.ts listWidgets: do its inputs and statuses match the API reference, and does it only read? Guessed: safe",
  "packages/acme/src/resources/Widgets.ts owner of createWidget",
  "packages/acme/src/resources/Widgets.ts the answer of createWidget",
  "packages/acme/src/resources/Widgets.ts createWidget: do its inputs and statuses match the API reference, and can sending it twice have its effect twice? Guessed: unsafe",
  "packages/acme/src/resources/Widgets.ts the answer of getWidget",
  "packages/acme/src/resources/Widgets.ts getWidget: do its inputs and statuses match the API reference, and does it only read? Guessed: safe",
  "packages/acme/src/resources/Widgets.ts deleteWidget: do its inputs and statuses match the API reference, and does sending it twice have the same effect as once? Guessed: idempotent",
  "packages/acme/src/resources/Widgets.ts the answer of paintWidget",
  "packages/acme/src/resources/Widgets.ts paintWidget: do its inputs and statuses match the API reference, and does sending it twice have the same effect as once? Guessed: idempotent",
  "packages/acme/README.md name the vendor's API reference and its version, and what is missing here.",
  "packages/acme/README.md list what the API reference leaves open or contradicts, what was decided, and how a caller can change that.",
  "mocks/acme/openapi.yaml what Acme is for, and how a call identifies itself.",
  "mocks/acme/openapi.yaml what Widgets is about.",
  "mocks/acme/openapi.yaml a sample of the API reference; this one is made up from the schema.",
  "mocks/acme/README.md compare `openapi.yaml` with the vendor's API reference, and name its source here."
]

const folders = ["packages/acme", "mocks/acme", "contracts/acme"]

const pass = async (...commands: ReadonlyArray<() => Promise<Outcome>>): Promise<void> => {
  for (const command of commands) {
    const { code, text } = await command()
    expect(code, text).toBe(0)
  }
}

/**
 * With the contract's tests run the package's, of both tiers, and the docs' tests of this vendor's README, since
 * loading effect takes longer than the tests.
 */
const settings = "contracts/acme/vitest.config.ts"
const config = `
  import { contracts } from "../../vitest.shared.ts"
  const include = ["src/*.test.ts", "../../packages/acme/src/*.test.ts", "../../apps/docs/test/tables.test.ts"]
  const testNamePattern = "^(?!the README of (?!acme))"
  export default { ...contracts, test: { ...contracts.test, include, exclude: [], testNamePattern, maxWorkers: 1 } }`
/** The test files of a run, and whether they passed. */
const results = (report: string): Record<string, string> => {
  const { testResults } = JSON.parse(read(`contracts/acme/.reports/${report}`)) as {
    readonly testResults: ReadonlyArray<{ readonly name: string; readonly status: string }>
  }
  return Object.fromEntries(testResults.map(({ name, status }) => [name.slice(copy.length + 1), status]))
}
/** Runs knip on the vendor's projects and on the one that depends on it, and fails if its output mentions acme. */
const knip = async () => {
  const { text } = await run(
    "knip",
    [...folders, "packages/cli"].flatMap((folder) => ["--workspace", folder])
  )
  return { code: /\bacme\b/i.test(text) ? 1 : 0, text }
}

/**
 * The checks that a new slice passes in addition to its package's tests. Its types, lint and formatting are checked in
 * corpus.deep.test.ts.
 */
const begun = () =>
  pass(
    () => {
      const forbidden = imports(copy).filter(({ file }) => file.includes("acme"))
      return Promise.resolve({ code: forbidden.length, text: JSON.stringify(forbidden) })
    },
    knip,
    () => run(process.execPath, ["tools/prose/main.ts", ...folders.flatMap((folder) => ["--only", folder])])
  )

/** The checks that every project must pass in addition to its contract. */
const others = () =>
  pass(
    () => run("tsc", ["-b", "packages/acme", "contracts/acme"]),
    () => run("tsc", ["-p", "tsconfig.build.json", "--noEmit"], "packages/acme"),
    () => run("oxlint", ["--deny-warnings", "--report-unused-disable-directives", ...folders]),
    () => run("oxfmt", ["--check", ...folders, ".changeset/acme.md", "tsconfig.json"]),
    async () => {
      const findings = await (await Linter.make(copy))(load(read("mocks/acme/openapi.yaml")) as JsonObject)
      return { code: findings.length, text: JSON.stringify(findings) }
    }
  )

describe("a new vendor", { timeout: minutes(10) }, () => {
  const acme = (...more: ReadonlyArray<string>) => vendorNew("acme", fixture("acme.yaml"), "--title", "Acme", ...more)
  let made: Record<string, string>

  it("is only described with --dry-run", async () => {
    const before = tree()
    const { code, text } = await acme("--dry-run")
    expect(code).toBe(0)
    expect(text).toContain("Acme: 5 operations in 1 module. Nothing was written. It would be:")
    expect(text).toContain("\n  packages/acme/src/resources/Widgets.ts\n")
    expect(tree()).toEqual(before)
  })

  it("has three folders with the files of other vendors, and two references", async () => {
    const whole = tree()
    const before = read("tsconfig.json")
    const ports = Object.entries(tree()).flatMap(([file, text]) =>
      file.endsWith("/openapi.yaml") ? [Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1])] : []
    )
    // The state after an earlier run that was interrupted here.
    mkdirSync(join(copy, ".vendor-new-acme/packages/acme"), { recursive: true })
    write(".vendor-new-acme/packages/acme/LICENSE", "half of it")
    const { code, text } = await acme()
    expect(code, text).toBe(0)
    expect(text).toContain("npm install && npm run lock")
    expect(text).toContain("npm run contracts -- acme")
    made = tree()
    // Outside the vendor's folders, only these generated changes name it.
    expect(changed(whole, made).filter((file) => !/^(packages|mocks|contracts)\/acme\//.test(file))).toEqual([
      ".changeset/acme.md",
      "packages/cli/package.json",
      "packages/cli/tsconfig.build.json",
      "packages/cli/tsconfig.json",
      "tsconfig.json"
    ])
    expect(existsSync(join(copy, ".vendor-new-acme"))).toBe(false)
    const files = Object.keys(made)
      .filter((file) => /^(packages|mocks|contracts)\/acme\//.test(file))
      .toSorted()
    const others = new Set(
      Object.keys(made)
        .filter((file) => file.includes("/salesblink/"))
        .map((file) => file.replaceAll("salesblink", "acme").replace("SalesBlink", "Acme"))
    )
    // Its own resources, and the places left to write.
    const own = files.filter((file) => !others.has(file))
    expect(own).toEqual([
      "contracts/acme/src/todo.test.ts",
      "packages/acme/src/ToDo.ts",
      "packages/acme/src/resources/Widgets.ts"
    ])
    expect(read("mocks/acme/openapi.yaml")).toContain(`url: http://127.0.0.1:${Math.max(...ports) + 1}\n`)
    const references = (text: string) => [...text.matchAll(/"path": "([^"]+)"/g)].map(([, path]) => path)
    const added = references(read("tsconfig.json")).filter((path) => !references(before).includes(path))
    expect(added).toEqual(["packages/acme", "contracts/acme"])
    expect(read(".changeset/acme.md")).toContain('"@salesbridge/acme": minor')
    const scriptsOf = (vendor: string) => JSON.parse(read(`packages/${vendor}/package.json`)).scripts
    expect(scriptsOf("acme")).toEqual(scriptsOf("salesblink"))
    expect(read("packages/acme/vitest.config.ts")).toBe(read("packages/salesblink/vitest.config.ts"))
    const mock = (vendor: string) => JSON.parse(read(`mocks/${vendor}/package.json`))
    expect(mock("acme").scripts["lint:spec"]).toBe(mock("salesblink").scripts["lint:spec"])
    // A target without tests would fail.
    expect(Object.keys(mock("acme").nx.targets)).toEqual(["lint:spec"])
  })

  it("is finished by the next run after an interruption", async () => {
    const staged = ".vendor-new-acme"
    mkdirSync(join(copy, staged, "contracts"), { recursive: true })
    mkdirSync(join(copy, staged, ".changeset"))
    renameSync(join(copy, "contracts/acme"), join(copy, staged, "contracts/acme"))
    renameSync(join(copy, ".changeset/acme.md"), join(copy, staged, ".changeset/acme.md"))
    copyFileSync(join(root, "tsconfig.json"), join(copy, "tsconfig.json"))
    write(`${staged}/complete`, "")
    const { code, text } = await acme()
    expect(code, text).toBe(0)
    expect(text).toContain("An earlier run for acme was cut off. Its files are in their places now")
    expect(tree()).toEqual(made)
  })

  it("has a sandbox with a state, which lists the operations that return examples", async () => {
    const script = `
      import { startSandbox } from "@salesbridge/mocks/sandbox"
      await using sandbox = await startSandbox("acme")
      const call = async (method, path, body) => {
        const headers = { authorization: "Bearer token", "content-type": "application/json" }
        const answer = await fetch(sandbox.url + path, { method, headers, body })
        return [answer.status, answer.status === 204 ? null : await answer.json()]
      }
      const [, { id }] = await call("POST", "/v2/widgets", JSON.stringify({ name: "Saw", color: "green" }))
      const [, { name }] = await call("GET", "/v2/widgets/" + id)
      const [removed] = await call("DELETE", "/v2/widgets/" + id)
      const [gone] = await call("GET", "/v2/widgets/" + id)
      console.log(JSON.stringify({ name, removed, gone, examples: sandbox.examples }))`
    const args = ["--conditions=@salesbridge/source", "--input-type=module", "--eval", script]
    const { text } = await run(process.execPath, args)
    expect(JSON.parse(text)).toEqual({ name: "Saw", removed: 204, gone: 404, examples: ["paintWidget"] })
  })

  it("lists what is left to write in its contract, and fails only for that", async () => {
    Workspace.linkProject(copy, "@salesbridge/acme", "packages/acme")
    Workspace.linkProject(copy, "@salesbridge/mock-acme", "mocks/acme")
    Workspace.linkProject(copy, "@salesbridge/contracts-acme", "contracts/acme")
    write(settings, config)
    const [{ code, text }] = await Promise.all([
      run(process.execPath, ["--conditions=@salesbridge/source", "tools/contracts.ts", "acme", "--verbose"]),
      begun()
    ])
    expect(code, text).toBe(1)
    expect(results("contracts.json"), text).toEqual({
      "apps/docs/test/tables.test.ts": "passed",
      "contracts/acme/src/contract.test.ts": "failed",
      "contracts/acme/src/todo.test.ts": "failed",
      "packages/acme/src/README.deep.test.ts": "passed",
      "packages/acme/src/promise.test.ts": "passed",
      "packages/acme/src/statuses.test.ts": "passed"
    })
    expect(text).toContain(`${left.length} places are left. Write them from the vendor's API reference:`)
    const listed = text.split("\n").flatMap((line) => {
      const found = /^\s*((?:packages|mocks)\/acme\/[\w./]+):\d+ (.+)$/.exec(line)
      return found === null ? [] : [`${found[1]} ${found[2]}`]
    })
    expect(listed).toEqual(left)
    for (const line of [
      "listWidgets 200, response body next_cursor: package: no such field; specification: null or string, required",
      "createWidget 201, response body weight: package: no such field; specification: null or number, required",
      'createWidget, request body color: package: any string; specification: one of "green", "red"',
      "createWidget, request body name: package: any string; specification: a length of at least 1 and of at most 80",
      "createWidget 422, response body fields: package: no such field; specification: object, required"
    ]) {
      expect(text).toContain(`✗ ${line}`)
    }
    // No operation passes without further work.
    const { rows } = JSON.parse(read("contracts/acme/.reports/coverage.json")) as {
      readonly rows: ReadonlyArray<{ readonly cells: ReadonlyArray<object> }>
    }
    expect(rows).toHaveLength(5)
    for (const { cells } of rows) expect(JSON.stringify(cells)).toContain('"failed"')
  })

  it("passes when it is written", async () => {
    const document = readFileSync(fixture("acme.md"), "utf8")
    for (const [, file = "", text = ""] of document.matchAll(/^`([\w./-]+)`:\n\n```ts\n(.*?)^```$/gms))
      write(file, text)
    for (const [file, from, to] of changes) {
      const text = read(file)
      expect(text.split(from), `${file}: ${from}`).toHaveLength(2)
      write(
        file,
        text.replace(from, () => to)
      )
    }
    await run("oxfmt", ["packages/acme"])
    const before = tree()
    for (const [file, from, to] of sixth) {
      write(
        file,
        read(file).replace(from, () => to)
      )
    }
    await run("oxfmt", ["packages/acme", "mocks/acme"])
    expect(changed(before, tree())).toEqual(sixth.map(([file]) => file))
    // The README and its examples are as they were.
    const excluded = ["../../**/README.deep.test.ts", "../../apps/**"].flatMap((file) => ["--exclude", file])
    const { text } = await run("vitest", ["run", ...excluded], "contracts/acme")
    expect(text).toContain(
      "Nothing is left to write. Delete packages/acme/src/ToDo.ts and contracts/acme/src/todo.test.ts."
    )
    expect(results("vitest.json"), text).toEqual({
      "contracts/acme/src/contract.test.ts": "passed",
      "contracts/acme/src/todo.test.ts": "failed",
      "packages/acme/src/operations.test.ts": "passed",
      "packages/acme/src/promise.test.ts": "passed",
      "packages/acme/src/statuses.test.ts": "passed"
    })
    for (const file of ["packages/acme/src/ToDo.ts", "contracts/acme/src/todo.test.ts"]) rmSync(join(copy, file))
    write(settings, made[settings]!)
    await others()
    expect(JSON.parse(read("contracts/acme/.reports/coverage.json"))).toMatchObject({
      passed: true,
      disagreements: [],
      rows: [{ operation: "listWidgets" }, {}, {}, {}, {}, {}]
    })
    expect(existsSync(join(copy, ".vendor-new-acme"))).toBe(false)
  })
})
