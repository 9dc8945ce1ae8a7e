/** Tests the comparison of specifications with the cases in specification.yaml. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parse } from "@salesbridge/openapi/Yaml"
import * as Diff from "../../src/diff/index.ts"
import type { Json, JsonObject } from "@salesbridge/openapi/Json"
import { of } from "@salesbridge/openapi/Specification"

interface Triple {
  readonly name: string
  readonly before: JsonObject
  readonly after: JsonObject
  readonly expected: ReadonlyArray<string>
}

const triples = parse(
  readFileSync(new URL("specification.yaml", import.meta.url), "utf8")
) as unknown as ReadonlyArray<Triple>

const documentOf = ({
  answer,
  document: rest = {},
  examples,
  paths,
  schemas = {},
  servers,
  ...operation
}: JsonObject) => {
  const media = { ...(answer === undefined ? {} : { schema: answer }), ...(examples === undefined ? {} : { examples }) }
  const ok = {
    description: "ok",
    ...(Object.keys(media).length === 0 ? {} : { content: { "application/json": media } })
  }
  const things = { get: { operationId: "listThings", responses: { "200": ok }, ...operation } }
  const document: { readonly [name: string]: Json | undefined } = {
    openapi: "3.0.3",
    info: { title: "Things", version: "1" },
    servers,
    paths: paths ?? { "/things": things },
    components: {
      schemas: { Thing: { type: "object", properties: { id: { type: "integer" } } }, ...(schemas as JsonObject) },
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "x-key" },
        token: { type: "http", scheme: "bearer" },
        oauth: { type: "oauth2", flows: {} }
      }
    },
    ...(rest as JsonObject)
  }
  return document as JsonObject
}

const changes = (before: JsonObject, after: JsonObject) =>
  Diff.compareSpecs("acme", Diff.describeSpec(of(documentOf(before))), Diff.describeSpec(of(documentOf(after))))

const line = (_: Diff.Change) => `${_.kind} | ${_.location} | ${_.before} -> ${_.after}`

describe("two versions of a specification", () => {
  it.each(triples)("$name", ({ after, before, expected }) => {
    expect(changes(before, after).map(line)).toEqual(expected)
  })

  it("gives the vendor, subject, operation and reason of a change", () => {
    const [change] = changes({ parameters: [{ name: "page", in: "query", schema: { type: "integer" } }] }, {})
    expect(change).toMatchObject({ vendor: "acme", subject: "specification", operation: "listThings" })
    expect(change?.why).toMatch(/refused/)
  })

  it("finds no change in a description that was stored as JSON", () => {
    for (const { after } of triples) {
      const description = Diff.describeSpec(of(documentOf(after)))
      const stored = JSON.parse(JSON.stringify(description)) as Diff.SpecDescription
      expect(Diff.compareSpecs("acme", stored, description)).toEqual([])
    }
  })

  it("reports a new vendor's operations as added", () => {
    const now = Diff.describeSpec(of(documentOf({})))
    expect(Diff.compareSpecs("acme", undefined, now).map(line)).toEqual(["additive | operation | none -> GET /things"])
  })
})
