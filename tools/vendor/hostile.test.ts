/** Tests that texts in a specification never become code, whatever they contain. */
import { parseSync, Visitor } from "oxc-parser"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as Arguments from "./Arguments.ts"
import { contractFiles } from "./ContractFiles.ts"
import { entries, type JsonObject } from "./OpenApi.ts"
import { packageFiles } from "./PackageFiles.ts"
import { Refused } from "./Refused.ts"
import * as ExistingVendor from "./ExistingVendor.ts"
import * as Slice from "./Slice.ts"
import * as Specification from "./Specification.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const vendor = { name: "things", title: "Things", service: "Things" }

const texts = [
  "Get */ INJECTED() /*",
  "*/INJECTED()/**",
  '"; INJECTED(); "',
  "'); INJECTED(); ('",
  "`; INJECTED(); `",
  "${INJECTED()}",
  "a\nINJECTED()\nb",
  "a\u2028INJECTED()\u2029b",
  "a\r\n *\\/ */ INJECTED()",
  "\\",
  '\\"; INJECTED() //',
  "<!-- INJECTED() -->",
  "__proto__",
  "constructor",
  "日本語",
  "\u0000"
]

/** Returns a specification with this text in every place where text is possible. */
const hostile = (text: string): JsonObject => ({
  openapi: "3.1.0",
  info: { title: text, version: "1", description: text },
  servers: [{ url: "https://api.things.example" }],
  tags: [{ name: text, description: text }],
  security: [{ key: [] }],
  paths: {
    [`/things/{id}/${encodeURIComponent(text)}/*/x`]: {
      post: {
        operationId: "makeThing",
        summary: text,
        description: text,
        tags: [text],
        "x-note": text,
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string", example: text } },
          { name: text, in: "query", description: text, example: text, schema: { type: "string", enum: [text] } }
        ],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: [text],
                properties: { [text]: { type: "string", description: text, example: text } }
              }
            }
          }
        },
        responses: {
          200: {
            description: text,
            content: { "application/json": { schema: { type: "object", properties: { [text]: { type: "string" } } } } }
          },
          404: { description: text }
        }
      }
    }
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: text, description: text } } }
})

const filesOf = (document: JsonObject, options: Partial<Specification.Options> = {}) => {
  const made = Specification.of(document, { title: "Things", port: 4099, baseUrl: undefined, without: [], ...options })
  const slice = Slice.of(vendor, made)
  const existing = ExistingVendor.of(root, vendor)
  return new Map([...packageFiles(slice, existing), ...contractFiles(slice, existing)])
}

describe("hostile text", () => {
  it.each(texts.map((text) => [JSON.stringify(text), text]))("%s stays text", (_, text) => {
    for (const [file, code] of filesOf(hostile(text!))) {
      if (!file.endsWith(".ts")) continue
      const { errors, program } = parseSync(file, code)
      expect(errors, `${file}\n${code}`).toEqual([])
      new Visitor({
        CallExpression: ({ callee }) => expect(callee.type === "Identifier" && callee.name, file).not.toBe("INJECTED"),
        Property: ({ computed, key }) => {
          const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : undefined
          if (!computed) expect(name, file).not.toBe("__proto__")
        }
      }).visit(program)
    }
  })
})

const get = (change: JsonObject = {}): JsonObject => ({
  operationId: "listThings",
  responses: { 200: { description: "Things." } },
  ...change
})
const plain = (paths: JsonObject): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  servers: [{ url: "https://api.things.example" }],
  paths
})

describe("realistic files", () => {
  const idsOf = (paths: JsonObject) =>
    entries(
      Specification.of(plain(paths), { title: "T", port: 4099, baseUrl: undefined, without: [], idsFromPaths: true })
        .document
    ).map(({ operation }) => operation["operationId"])

  it("get unique ids from their paths", () => {
    const id = { name: "id", in: "path", required: true, schema: { type: "string" } }
    const { operationId: _, ...unnamed } = get()
    const paths = {
      "/campaigns": { get: { ...unnamed } },
      "/campaigns/{id}": { get: { ...unnamed, parameters: [id] } },
      "/campaigns/by/id": { get: { ...unnamed } }
    }
    expect(idsOf(paths)).toEqual(["getCampaigns", "getCampaignsById", "getCampaignsById2"])
  })

  it("lose examples of the wrong type", () => {
    const parameters = [
      { name: "limit", in: "query", schema: { type: "integer", example: "10" } },
      { name: "offset", in: "query", schema: { type: "integer", example: 5 } }
    ]
    const text = filesOf(plain({ "/things": { get: get({ parameters, tags: ["Lists"] }) } })).get(
      "packages/things/src/resources/Lists.ts"
    )
    expect(text).toContain("limit: Schema.optional(Schema.Int)")
    expect(text).toContain("offset: Schema.optional(Schema.Int.annotate({ examples: [5] }))")
  })

  it("get extensions in lower case", () => {
    const { document, notes } = Specification.of(plain({ "/things": { get: get({ "X-Scopes": ["a"] }) } }), {
      title: "T",
      port: 4099,
      baseUrl: undefined,
      without: []
    })
    expect(entries(document)[0]!.operation["x-scopes"]).toEqual(["a"])
    expect(notes).toContain("X-Scopes becomes x-scopes, because names of extensions begin with a lower-case x-.")
  })

  it("lose extensions that refer to something, but not fields of such names", () => {
    const field = { $ref: "#/components/schemas/Thing" }
    const schema = { type: "object", properties: { "x-field": field } }
    const responses = { 200: { description: "Things.", content: { "application/json": { schema } } } }
    const { document, notes } = Specification.of(
      {
        ...plain({ "/things": { get: get({ responses, "x-samples": [{ $ref: "a.js" }], "x-note": "a" }) } }),
        "x-webhooks": { made: { $ref: "other.yaml" } },
        components: { schemas: { Thing: { type: "string" } } }
      },
      { title: "T", port: 4099, baseUrl: undefined, without: [] }
    )
    expect(notes).toContain("Extensions with references are left out: x-samples, x-webhooks.")
    const text = JSON.stringify(document)
    for (const kept of ["x-field", "x-note", "components/schemas/Thing"]) expect(text).toContain(kept)
    for (const gone of ["x-webhooks", "x-samples"]) expect(text).not.toContain(gone)
  })

  it("get one path if only the names of parameters differ", () => {
    const parameter = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } })
    const paths = {
      "/things/{id}": { get: get({ operationId: "getThing", parameters: [parameter("id")] }) },
      "/things/{thing_id}": { parameters: [parameter("thing_id")], delete: get({ operationId: "deleteThing" }) }
    }
    const made = filesOf(plain(paths), {}).get("packages/things/src/resources/ThingsResource.ts")
    expect(made?.match(/"\/things\/\{id\}"/g)).toHaveLength(2)
  })

  it("are accepted without operations that core cannot call, on request", () => {
    const upload = get({
      operationId: "upload",
      requestBody: { content: { "multipart/form-data": { schema: { type: "object" } } } }
    })
    const paths = { "/things": { get: get(), post: upload } }
    expect(() => filesOf(plain(paths))).toThrow("POST /things takes multipart/form-data")
    const options = { title: "T", port: 4099, baseUrl: undefined, without: [], skipUnsupported: true }
    const { document, missing, notes } = Specification.of(plain(paths), options)
    expect(entries(document)).toHaveLength(1)
    expect(missing).toEqual([
      { what: "POST /things", why: "it takes multipart/form-data: core sends JSON objects only" }
    ])
    expect(notes.join()).toContain(
      "POST /things takes multipart/form-data: core sends JSON objects only. It is left out"
    )
  })

  it("keep responses without a status, and their schemas", () => {
    const body = { description: "Failed.", content: { "application/json": { schema: { type: "object" } } } }
    const responses = { 200: { description: "Things." }, default: body, "4XX": body }
    const { document } = Specification.of(plain({ "/things": { get: get({ responses }) } }), {
      title: "T",
      port: 4099,
      baseUrl: undefined,
      without: []
    })
    expect(entries(document)[0]!.operation["responses"]).toMatchObject({ default: body, "4XX": body })
  })

  it("have an example whose error has a status of no class", () => {
    const made = filesOf(
      plain({
        "/things": {
          get: get({ responses: { 200: { description: "A." }, 500: {} } }),
          put: get({ operationId: "put", responses: { 418: {} } })
        }
      })
    )
    expect(made.get("packages/things/src/README.deep.test.ts")).toContain("status: 451")
  })

  it("may let a response be anything", () => {
    const responses = { 200: { description: "Any.", content: { "application/json": { schema: true } } } }
    const { document } = Specification.of(plain({ "/things": { get: get({ responses }) } }), {
      title: "T",
      port: 4099,
      baseUrl: undefined,
      without: []
    })
    // The linter of specifications fails at `true`.
    expect(JSON.stringify(document)).toContain('"schema":{}')
  })

  it("are refused if they have no operation for a client", () => {
    const paths = { "/things": { head: get(), options: get() } }
    expect(() => filesOf(plain(paths))).toThrow(Refused)
  })
})

it("prints its usage", () => {
  expect(Arguments.parse(["--help"])).toBe("help")
  for (const line of Arguments.help.split("\n")) expect(line.length).toBeLessThanOrEqual(120)
})
