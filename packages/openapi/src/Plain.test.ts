import { assert, describe, it } from "@effect/vitest"
import type { JsonObject } from "./Json.ts"
import { plain, type Options } from "./Plain.ts"
import * as Specification from "./Specification.ts"

const json = (schema: JsonObject): JsonObject => ({ description: "", content: { "application/json": { schema } } })
const read = (document: JsonObject, options?: Options) =>
  Specification.of(plain({ openapi: "3.0.3", ...document }, options))
const routes = (document: JsonObject, options?: Options) =>
  read(document, options).operations.map((_) => `${_.method} ${_.servers.join(" ")} ${_.path}`)
const get = (operation: JsonObject = {}): JsonObject => ({ get: { operationId: "get", responses: {}, ...operation } })

it("does not change a plain document", () => {
  const document = { openapi: "3.0.3", servers: [{ url: "https://api.example.com" }], paths: { "/a": get() } }
  assert.strictEqual(plain(document), document)
})

describe("servers", () => {
  const url = "https://api.example.com"

  it.each<[string, JsonObject, string]>([
    ["a path", { servers: [{ url: `${url}/api/v2/` }], paths: { "/a": get() } }, `GET ${url} /api/v2/a`],
    ["a path alone", { servers: [{ url: "/v1" }], paths: { "/a": get() } }, "GET / /v1/a"],
    [
      "variables",
      {
        servers: [
          { url: "https://{region}.example.com/{v}", variables: { region: { default: "eu" }, v: { default: "v3" } } }
        ],
        paths: { "/a": get() }
      },
      "GET https://eu.example.com /v3/a"
    ],
    [
      "a path's own",
      { servers: [{ url }], paths: { "/a": { servers: [{ url: `${url}/p` }], ...get() } } },
      `GET ${url} /p/a`
    ],
    [
      "an operation's own",
      { servers: [{ url: `${url}/no` }], paths: { "/a": get({ servers: [{ url: `${url}/o` }] }) } },
      `GET ${url} /o/a`
    ]
  ])("%s", (_, document, route) => {
    assert.deepStrictEqual(routes(document), [route])
  })
})

describe("statuses", () => {
  const statuses = () => [404, 500]
  const of = (responses: JsonObject) =>
    [...read({ paths: { "/a": get({ responses }) } }, { statuses }).operations[0]!.responses].map(
      ([status, _]) => `${status} ${_.schema?.["title"] ?? "no body"}`
    )

  it("of a range or the default are listed", () => {
    assert.deepStrictEqual(
      of({ "2XX": json({ title: "ok" }), "4xx": json({ title: "4" }), default: json({ title: "d" }) }),
      ["200 ok", "404 4", "500 d"]
    )
  })

  it("that are listed stay unchanged", () => {
    assert.deepStrictEqual(of({ "201": json({ title: "made" }), "404": json({ title: "own" }), "4XX": json({}) }), [
      "201 made",
      "404 own"
    ])
  })

  it("of a range are also found by it if ranges stay", () => {
    const responses = { "200": json({ title: "ok" }), "2XX": json({ title: "2" }), default: json({ title: "d" }) }
    const [operation] = read({ paths: { "/a": get({ responses }) } }, { ranges: true }).operations
    const titles = [200, 206, 418].map((_) => Specification.responseFor(operation!, _)?.schema?.["title"])
    assert.deepStrictEqual(titles, ["ok", "2", "d"])
  })

  it("of plain-text errors have no body", () => {
    assert.deepStrictEqual(
      of({ "200": json({ title: "ok" }), "404": { description: "", content: { "text/plain": {} } } }),
      ["200 ok", "404 no body"]
    )
  })
})

describe("readOnly and writeOnly", () => {
  const person: JsonObject = {
    type: "object",
    required: ["id", "name", "password"],
    properties: {
      id: { type: "integer", readOnly: true },
      name: { type: "string" },
      password: { type: "string", writeOnly: true },
      manager: { $ref: "#/components/schemas/Person" }
    }
  }
  const spec = (schema: JsonObject) =>
    read({
      paths: {
        "/people": {
          post: {
            operationId: "post",
            requestBody: { content: { "application/json": { schema } } },
            responses: { "200": json(schema) }
          }
        }
      },
      components: { schemas: { Person: person, Wrapped: { allOf: [{ $ref: "#/components/schemas/Person" }] } } }
    })
  const views = (schema: JsonObject) => {
    const { definitions, operations } = spec(schema)
    const required = (given: unknown): unknown => {
      const { $ref, allOf, required: own } = given as JsonObject
      if (Array.isArray(allOf)) return required(allOf[0])
      return typeof $ref === "string" ? required(definitions[$ref.split("/").at(-1)!]) : own
    }
    const [post] = operations
    return [required(post!.body!.schema), required(post!.responses.get(200)!.schema)]
  }
  const expected = [
    ["name", "password"],
    ["id", "name"]
  ]

  it("are separated for requests and responses, inline", () => assert.deepStrictEqual(views(person), expected))
  it("are separated in a referenced schema", () =>
    assert.deepStrictEqual(views({ $ref: "#/components/schemas/Person" }), expected))
  it("are separated through two references", () =>
    assert.deepStrictEqual(views({ $ref: "#/components/schemas/Wrapped" }), expected))
})

it("keeps the requested operations", () => {
  const paths = { "/a": get(), "/b": get({ operationId: "other" }) }
  assert.deepStrictEqual(routes({ paths }, { operations: ["other"] }), ["GET  /b"])
})

describe("a wildcard as media type", () => {
  const schema: JsonObject = { title: "any" }
  const content = (content: JsonObject) => {
    const operation = get({ requestBody: { content }, responses: { "200": { description: "", content } } })
    const [one] = read({ paths: { "/a": operation } }).operations
    return [one!.body!.types, one!.responses.get(200)!.schema?.["title"]]
  }

  it("is JSON if it has a schema", () => {
    assert.deepStrictEqual(content({ "*/*": { schema } }), [["application/json"], "any"])
    assert.deepStrictEqual(content({ "*/*": {} }), [["*/*"], undefined])
  })

  it("is not read next to a JSON type", () => {
    const json = { schema: { title: "json" } }
    assert.deepStrictEqual(content({ "*/*": { schema }, "application/json": json }), [
      ["*/*", "application/json"],
      "json"
    ])
  })
})
