/**
 * Tests that contradictions within a file are resolved and noted, and that the result passes the linter of
 * specifications.
 */
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { mend } from "./Mend.ts"
import { type Entry, entries, type JsonObject, object } from "./OpenApi.ts"
import * as Specification from "./Specification.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

const options = { title: "Things", port: 4099, baseUrl: undefined, without: [] }

/** A document with one response. Without a value, it has no example. */
const answer = (schema: object, value?: unknown): JsonObject =>
  JSON.parse(
    JSON.stringify({
      openapi: "3.0.3",
      info: { title: "Things", version: "1" },
      servers: [{ url: "https://api.things.test" }],
      paths: {
        "/things": {
          get: {
            operationId: "getThings",
            responses: { 200: { description: "Things.", content: { "application/json": { schema, example: value } } } }
          }
        }
      }
    })
  )

/** The schema and the example of the response. */
const mediaOf = (document: JsonObject) => {
  const [{ operation }] = entries(document) as readonly [Entry]
  const media = object(object(object(object(operation["responses"])["200"])["content"])["application/json"])
  return { schema: media["schema"], example: object(object(media["examples"])["success"]) }
}

const text = { type: "string" }
const named = { type: "object", properties: { name: text } }
const fields = (properties: object, more: object = {}) => ({ type: "object", properties, ...more })
const none = "none could be made up that keeps to the schema"

describe("a contradiction in a file", { timeout: 60_000 }, () => {
  type Case = readonly [what: string, schema: object, value: unknown, said: string, left: unknown]
  const cases: ReadonlyArray<Case> = [
    [
      "an example",
      { type: "object", properties: { id: { type: "integer" } } },
      { id: "x" },
      "the linter rejects were removed",
      { id: 1 }
    ],
    [
      "members of a choice that both fit",
      { oneOf: [named, named] },
      { name: "a" },
      "the linter rejects were removed",
      undefined
    ],
    [
      "a pattern",
      { type: "object", properties: { at: { ...text, pattern: "^x$" } } },
      { at: "y" },
      "the linter rejects were removed",
      { at: "x" }
    ],
    ["a list of nothing", { type: "array" }, [1], "may hold anything", [1]],
    ["an enumeration", { type: "string", enum: ["a", 1, "a"] }, "a", "repeated or of another type were removed", "a"],
    [
      "what only looks like a schema",
      { type: "object", properties: { type: text, default: { type: "boolean" } } },
      { type: "mail", default: true },
      "the linter rejects were removed",
      { type: "mail" }
    ],
    [
      "an example and a default in one place",
      fields({ at: { ...text, maxLength: 3, example: "long", default: "longer" } }),
      undefined,
      "the linter rejects were removed",
      { at: "at" }
    ]
  ]
  it.each(cases)("%s is corrected and reported", async (_, schema, value, said, left) => {
    const { document } = Specification.of(answer(schema, value), options)
    expect((await mend(document, root)).join("\n")).toContain(said)
    expect(mediaOf(document).example["value"]).toEqual(left)
    expect(await mend(document, root)).toEqual([])
  })
})

describe("a schema without an example", { timeout: 60_000 }, () => {
  const cases: ReadonlyArray<readonly [what: string, schema: object, example: object | undefined]> = [
    ["a pattern", fields({ phone: { ...text, pattern: "^\\+[0-9]{5}$" } }), { phone: "+63045" }],
    ["a pattern and lengths", fields({ at: { ...text, pattern: "^a+$", minLength: 3, maxLength: 3 } }), { at: "aaa" }],
    ["a pattern within", fields({ at: fields({ in: { ...text, pattern: "^q$" } }) }), { at: { in: "q" } }],
    ["a pattern of a list", { type: "array", minItems: 1, items: { ...text, pattern: "^q$" } }, ["q"]],
    ["a pattern with a lookahead", fields({ at: { ...text, pattern: "^(?=.*\\d)(?=.*[a-z]).{8,}$" } }), undefined],
    ["a pattern with a default that breaks it", fields({ at: { ...text, pattern: "^q$", default: "z" } }), { at: "q" }],
    ["a pattern and a length that exclude each other", { ...text, pattern: "^a$", minLength: 3 }, undefined],
    [
      "formats",
      fields({
        path: { ...text, format: "uri-reference" },
        "the path": { ...text, format: "json-pointer" },
        photo: { ...text, format: "byte" }
      }),
      { path: "/text", "the path": "/text", photo: "dGV4dA==" }
    ],
    ["a format and a length that exclude each other", { ...text, format: "uuid", maxLength: 9 }, undefined],
    ["limits of numbers", fields({ at: { type: "integer", minimum: 100, multipleOf: 7 } }), { at: 105 }],
    ["choices", fields({ a: { ...text, enum: ["x", "y"] }, b: { type: "integer", enum: [3] } }), { a: "x", b: 3 }],
    ["distinct items", { type: "array", minItems: 2, uniqueItems: true, items: text }, undefined],
    ["a least number of fields", { type: "object", minProperties: 1, additionalProperties: text }, undefined],
    ["a most number of fields", fields({ a: text, b: text }, { maxProperties: 1 }), undefined],
    [
      "parts that exclude each other's fields",
      { allOf: [{ ...named, additionalProperties: false }, fields({ a: text })] },
      undefined
    ],
    ["members of a choice that both fit", { oneOf: [named, fields({ firm: text })] }, undefined],
    ["an exception", { ...text, not: { enum: ["text"] } }, undefined]
  ]
  it.each(cases)("keeps %s, and has a sample that fits or is to be written", async (_, schema, example) => {
    const { document } = Specification.of(answer(schema), options)
    const notes = await mend(document, root)
    const made = mediaOf(document)
    // A default that breaks its own schema is the file's own contradiction.
    expect(JSON.stringify(made.schema)).toBe(JSON.stringify(schema).replace(',"default":"z"', ""))
    expect(made.example["value"]).toEqual(example)
    expect(made.example["x-decision"]).toContain(example === undefined ? none : "this one is made up from the schema")
    expect(notes.join("\n").includes(none)).toBe(example === undefined)
    expect(notes.join("\n").includes("the linter rejects")).toBe(JSON.stringify(schema).includes("default"))
    expect(await mend(document, root)).toEqual([])
  })
})

it.each(["__proto__", "hasOwnProperty"])("a field named %s is refused", async (name) => {
  const { document } = Specification.of(answer(JSON.parse(`{"properties":{"${name}":{"type":"string"}}}`)), options)
  await expect(mend(document, root)).rejects.toThrow(`A field is named ${name}, `)
})
