/** Specifications as other teams write them: the same vendor, said in another way, agrees; said otherwise, it does not. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Json, JsonObject } from "@salesbridge/openapi/Json"
import * as Schema from "effect/Schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, Disagreement } from "../src/index.ts"
import { catalog, definition, get as declare, layer } from "./acme.ts"
import { serve } from "./serve.ts"
import { spec } from "./spec.ts"

let folder: string
let runs = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foreign-"))
})
afterAll(() => rm(folder, { recursive: true }))

const found = async (document: JsonObject, more: Partial<Contract.Contract> = {}): Promise<ReadonlyArray<string>> => {
  const pacts = join(folder, String(runs++))
  const report = await Contract.check({ catalog, definition, layer, spec: document, serve, pacts, ...more })
  return report.disagreements.map(Disagreement.format)
}

type Edit = (document: any) => void // oxlint-disable-line typescript/no-explicit-any -- the documents are written by hand
const edited = (edit: Edit): JsonObject => {
  const copy = structuredClone(spec)
  edit(copy)
  return copy
}
const get: Edit = (_) => _.paths["/things/{id}"].get
const post: Edit = (_) => _.paths["/things"].post
const of = (select: Edit, document: unknown) => select(document) as unknown as Record<string, any> // oxlint-disable-line typescript/no-explicit-any

describe("agrees with a specification", () => {
  it.each<[string, Edit]>([
    [
      "with a server's path",
      (_) => {
        _.servers = [{ url: "https://api.example.com/things" }]
        _.paths = { "/{id}": _.paths["/things/{id}"], "": _.paths["/things"] }
      }
    ],
    ["with servers on this machine alone", (_) => (_.servers = [{ url: "http://127.0.0.1:4010" }])],
    [
      "whose statuses are a range",
      (_) => {
        const { responses } = of(get, _)
        responses["4XX"] = responses["404"]
        delete responses["404"]
      }
    ],
    [
      "whose statuses are the default",
      (_) => {
        const { responses } = of(get, _)
        responses.default = responses["404"]
        delete responses["404"]
      }
    ],
    ["with a range beside a listed status", (_) => (of(get, _)["responses"]["4XX"] = { description: "Others." })],
    [
      "whose errors are text",
      (_) => (of(post, _)["responses"]["409"].content = { "text/plain": { schema: { type: "string" } } })
    ],
    [
      "with one schema for what is sent and answered",
      (_) => {
        const { schema } = of(post, _)["requestBody"].content["application/json"]
        schema.required.push("id")
        schema.properties.id = { type: "integer", readOnly: true }
      }
    ],
    ["with vendor extensions in capitals", (_) => (of(get, _)["X-Required-Permissions"] = ["read"])],
    [
      "with HEAD and OPTIONS",
      (_) => Object.assign(_.paths["/things"], { head: { responses: {} }, options: { responses: {} } })
    ]
  ])(
    "%s",
    async (_, edit) => {
      expect(await found(edited(edit))).toEqual([])
    },
    60_000
  )

  it("of more operations than the contract is about", async () => {
    const [getThing] = catalog
    expect(await found(spec, { catalog: [getThing], operations: ["getThing"] })).toEqual([])
    expect(await found(spec, { operations: ["getThing"] })).toEqual([])
  }, 60_000)

  it("but not where an operation is named that is not there", async () => {
    await expect(found(spec, { operations: ["getThings"] })).rejects.toThrow(
      "The contract's `operations` name getThings, which the catalog does not have."
    )
  })
})

describe("sees in a foreign specification", () => {
  it.each<[string, Edit, string]>([
    [
      "another host",
      (_) => (_.servers = [{ url: "https://other.example.com" }]),
      "getThing, server: package: https://api.example.com; specification: https://other.example.com (agreement)"
    ],
    [
      "an operation's own host",
      (_) => {
        _.servers = [{ url: "https://api.example.com" }]
        of(get, _)["servers"] = [{ url: "https://other.example.com" }]
      },
      "getThing, server: package: https://api.example.com; specification: https://other.example.com (agreement)"
    ],
    [
      "a path before all others",
      (_) => (_.servers = [{ url: "https://api.example.com/v2" }]),
      "getThing, path: package: /things/{id}; specification: /v2/things/{id} (agreement)"
    ],
    [
      "a field that is only answered",
      (_) => (of(post, _)["requestBody"].content["application/json"].schema.properties.note.readOnly = true),
      "createThing, request body note: package: string, optional; specification: no such field (agreement)"
    ]
  ])(
    "%s",
    async (_, edit, line) => {
      expect(await found(edited(edit))).toContain(line)
    },
    60_000
  )
})

describe("values that cannot be made up", () => {
  const codes = (pattern: string, example: Json | undefined): JsonObject => ({
    openapi: "3.1.0",
    info: { title: "Acme", version: "1" },
    security: [{ token: [] }],
    paths: {
      "/code": {
        get: {
          operationId: "getCode",
          responses: {
            "200": {
              description: "",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    required: ["code"],
                    properties: {
                      code: { type: "string", pattern, ...(example === undefined ? {} : { examples: [example] }) }
                    }
                  },
                  ...(example === undefined ? {} : { examples: { one: { value: { code: example } } } })
                }
              }
            }
          }
        }
      }
    },
    components: { securitySchemes: { token: { type: "apiKey", in: "query", name: "token" } } }
  })
  const getCode = (example: string) =>
    declare("/code", {
      id: "getCode",
      source: "Get the code",
      success: Schema.Struct({ code: Schema.String.annotate({ examples: [example] }) })
    })

  it.each(["^(?=.*[0-9])[a-z0-9]{4,8}$", "^\\p{L}[a-z0-9]{3,7}$"])(
    "are shown: %s",
    async (pattern) => {
      expect(await found(codes(pattern, "abc1"), { catalog: [getCode("abc1")] })).toEqual([])
    },
    60_000
  )
})
