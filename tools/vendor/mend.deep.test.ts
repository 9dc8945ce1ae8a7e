/**
 * Tests that contradictions within a file are resolved and noted, and that the result passes the linter of
 * specifications.
 */
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { mend } from "./Mend.ts"
import { type Entry, entries, type JsonObject } from "./OpenApi.ts"
import * as Specification from "./Specification.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

describe("a contradiction in a file", { timeout: 60_000 }, () => {
  const answer = (schema: object, value: unknown): JsonObject =>
    JSON.parse(
      JSON.stringify({
        openapi: "3.0.3",
        info: { title: "Things", version: "1" },
        servers: [{ url: "https://api.things.test" }],
        paths: {
          "/things": {
            get: {
              operationId: "getThings",
              responses: {
                200: { description: "Things.", content: { "application/json": { schema, example: value } } }
              }
            }
          }
        }
      })
    )
  const text = { type: "string" }
  const named = { type: "object", properties: { name: text } }

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
      { name: "name" }
    ],
    [
      "a pattern",
      { type: "object", properties: { at: { ...text, pattern: "^x$" } } },
      { at: "y" },
      "the linter rejects were removed",
      { at: "at" }
    ],
    ["a list of nothing", { type: "array" }, [1], "may hold anything", [1]],
    ["an enumeration", { type: "string", enum: ["a", 1, "a"] }, "a", "repeated or of another type were removed", "a"],
    [
      "what only looks like a schema",
      { type: "object", properties: { type: text, default: { type: "boolean" } } },
      { type: "mail", default: true },
      "the linter rejects were removed",
      { type: "mail" }
    ]
  ]
  it.each(cases)("%s is corrected and reported", async (_, schema, value, said, left) => {
    const options = { title: "Things", port: 4099, baseUrl: undefined, without: [] }
    const { document } = Specification.of(answer(schema, value), options)
    expect((await mend(document, root)).join("\n")).toContain(said)
    const [{ operation }] = entries(document) as readonly [Entry]
    expect(JSON.stringify(operation)).toContain(`"value":${JSON.stringify(left)}`)
    expect(await mend(document, root)).toEqual([])
  })
})
