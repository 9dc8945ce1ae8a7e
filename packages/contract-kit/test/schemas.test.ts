/** Tests agreement with schemas that state their limits in other places than next to a type. */
import { Operation } from "@salesbridge/core"
import type { Json, JsonObject } from "@salesbridge/openapi/Json"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { Agreement, Disagreement } from "../src/index.ts"
import { readingOf } from "../src/Reading.ts"
import { Acme, definition } from "./acme.ts"

const components: JsonObject = {
  securitySchemes: { key: { type: "apiKey", in: "query", name: "token" } },
  schemas: {
    Name: { type: "string" },
    Maybe: { type: "string", nullable: true },
    Thing: { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } },
    Sloppy: { required: ["id"], properties: { id: { type: "integer" } } }
  }
}
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const content = (schema: Json): JsonObject => ({ content: { "application/json": { schema } } })

/** The disagreements about a field that the client sends, or reads in a response. */
const found = async (
  way: "sent" | "read",
  ours: Schema.ConstraintCodec<unknown, unknown>,
  theirs: JsonObject,
  openapi = "3.1.0"
): Promise<ReadonlyArray<string>> => {
  const holder = content({ type: "object", required: ["a"], properties: { a: theirs } })
  const none = content({ type: "object", properties: {} })
  const operation = Operation.declare(definition, Acme).post("/things", {
    id: "createThing",
    source: "Create a thing",
    ...(way === "sent" && { body: { a: ours as never } }),
    success: way === "read" ? Schema.Struct({ a: ours }) : Schema.Struct({})
  })
  const document: JsonObject = {
    openapi,
    info: { title: "Acme", version: "1" },
    security: [{ key: [] }],
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          ...(way === "sent" && { requestBody: { required: true, ...holder } }),
          responses: { "200": { description: "", ...(way === "read" ? holder : none) } }
        }
      }
    },
    components
  }
  const catalog = [operation as unknown as Operation.Any]
  const { spec } = readingOf(document, { catalog })
  const all = await Agreement.check(catalog, { definition, spec, seed: "salesbridge" })
  return all.map(Disagreement.format)
}

const short = Schema.String.check(Schema.isMaxLength(5))
const longer = ["createThing, request body a: package: any string; specification: a length of at most 5 (agreement)"]

describe("limits", () => {
  it.each<[string, JsonObject]>([
    ["in another part of allOf", { allOf: [ref("Name"), { maxLength: 5 }] }],
    ["next to allOf", { maxLength: 5, allOf: [ref("Name")] }],
    ["next to a reference", { ...ref("Name"), maxLength: 5 }],
    ["without a type", { maxLength: 5 }]
  ])("%s", async (_, theirs) => {
    expect(await found("sent", short, theirs)).toEqual([])
    expect(await found("sent", Schema.String, theirs)).toEqual(longer)
  })

  it("next to a reference do not count in 3.0", async () => {
    const theirs = { ...ref("Name"), maxLength: 5 }
    expect(await found("sent", Schema.String, theirs, "3.0.3")).toEqual([])
    expect(await found("sent", short, theirs, "3.0.3")).not.toEqual([])
  })

  it("apply to their type, and leave others as they are", async () => {
    const theirs = { allOf: [ref("Maybe"), { maxLength: 5 }] }
    expect(await found("sent", Schema.NullOr(short), theirs, "3.0.3")).toEqual([])
  })

  it("of objects apply in another part of allOf", async () => {
    const rest = Schema.Record(Schema.String, Schema.String)
    const theirs = { allOf: [{ type: "object", additionalProperties: { type: "string" } }, { maxProperties: 2 }] }
    expect(await found("read", rest, theirs)).toEqual([])
    const closed = { allOf: [ref("Thing"), { additionalProperties: false }] }
    expect(await found("read", Schema.Struct({ id: Schema.optionalKey(Schema.Int) }), closed)).not.toEqual([])
  })
})

describe("a reference of 3.1", () => {
  it("with an enumeration next to it", async () => {
    const theirs = { ...ref("Name"), enum: ["small", "large"] }
    expect(await found("read", Schema.Literals(["small", "large"]), theirs)).toEqual([])
  })

  it("with required fields next to it", async () => {
    const theirs = { ...ref("Thing"), required: ["id", "name"] }
    expect(await found("read", Schema.Struct({ id: Schema.Int, name: Schema.String }), theirs)).toEqual([])
  })
})

describe("a schema without a type", () => {
  it.each<[string, Schema.ConstraintCodec<unknown, unknown>, JsonObject]>([
    ["a bound is a number", Schema.Number, { minimum: 1 }],
    ["a pattern is a string", Schema.String, { pattern: "^a" }],
    ["items are a list", Schema.Array(Schema.String), { items: { type: "string" } }],
    ["properties are an object", Schema.Struct({ id: Schema.Int }), ref("Sloppy")],
    [
      "parts of allOf with properties are an object",
      Schema.Struct({ a: Schema.Int, b: Schema.Int }),
      {
        allOf: [
          { required: ["a"], properties: { a: { type: "integer" } } },
          { required: ["b"], properties: { b: { type: "integer" } } }
        ]
      }
    ],
    [
      "a choice of properties is an object",
      Schema.Union([Schema.Struct({ a: Schema.Int }), Schema.Struct({ b: Schema.Int })]),
      {
        oneOf: [
          { required: ["a"], properties: { a: { type: "integer" } }, additionalProperties: false },
          { required: ["b"], properties: { b: { type: "integer" } }, additionalProperties: false }
        ]
      }
    ]
  ])("with %s", async (_, ours, theirs) => {
    expect(await found("read", ours, theirs)).toEqual([])
  })
})
