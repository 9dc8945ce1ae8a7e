import * as Schema from "effect/Schema"
import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { format } from "../report/Disagreement.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import * as Messages from "./Messages.ts"
import type * as Sample from "../interactions/Sample.ts"

const Widget = Schema.Struct({
  id: Schema.Int.annotate({ examples: [7] }),
  name: Schema.optionalKey(Schema.NullOr(Schema.String.annotate({ examples: ["lamp"] })))
})
const taken: Array<unknown> = []
const decode = Schema.decodeUnknownSync(Widget)
const message = (event: string): Messages.Message => ({
  event,
  schema: Widget as unknown as Sample.Codec,
  headers: { "x-event": event },
  receive: (payload, headers) => taken.push([headers["x-event"], decode(payload)])
})

const properties = { id: { type: "integer" }, name: { type: "string", nullable: true } }
const specification = (fields: JsonObject = properties, events = ["widget_made", "widget_sold"]): JsonObject => ({
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  paths: {},
  "x-webhooks": {
    widget: {
      "x-events": events,
      post: {
        requestBody: {
          content: { "application/json": { schema: { type: "object", required: ["id"], properties: fields } } }
        }
      }
    }
  }
})

const pacts = mkdtempSync(join(tmpdir(), "messages-test-"))
const options = (spec: JsonObject): Messages.Options => ({
  vendor: "acme",
  spec,
  pacts,
  messages: [message("widget_made"), message("widget_sold")]
})

Messages.test({ describe, it }, options(specification()))

it("writes each form of an event into its pact, with matching rules", () => {
  const pact = JSON.parse(readFileSync(join(pacts, "widget_made.json"), "utf8")) as {
    readonly interactions: ReadonlyArray<{
      readonly type: string
      readonly description: string
      readonly metadata: object
      readonly contents: { readonly content: object }
      readonly matchingRules: { readonly body: object }
    }>
  }
  expect(pact.interactions.map(({ type }) => type)).toEqual([
    "Asynchronous/Messages",
    "Asynchronous/Messages",
    "Asynchronous/Messages"
  ])
  expect(pact.interactions.map(({ contents }) => contents.content)).toEqual(
    expect.arrayContaining([{ id: 7, name: "lamp" }, { id: 7 }, { id: 7, name: null }])
  )
  const whole = pact.interactions.find(({ contents }) => JSON.stringify(contents.content).includes("lamp"))
  expect(whole?.metadata).toEqual({ "x-event": "widget_made" })
  expect(Object.keys(whole?.matchingRules.body ?? {})).toEqual(["$", "$.id", "$.name"])
  expect(taken).toContainEqual(["widget_sold", { id: 7, name: null }])
})

const found = async (spec: JsonObject) =>
  (await Messages.agreement(options(spec), message("widget_made"))).map(format).join("\n")

describe("a difference in a payload is reported", () => {
  it.each([
    [
      "a renamed field",
      { id: properties.id, title: properties.name },
      "payload name: package: null or string, optional; specification: no such field"
    ],
    [
      "another type",
      { ...properties, id: { type: "string" } },
      "payload id: package: integer, required; specification: string, required"
    ],
    [
      "no longer null",
      { ...properties, name: { type: "string" } },
      "payload name: package: null or string, optional; specification: string, optional"
    ]
  ])("%s", async (_, fields, expected) => {
    expect(await found(specification())).toBe("")
    expect(await found(specification(fields as JsonObject))).toContain(expected)
  })

  it("a removed event", async () => {
    expect(await found(specification(properties, ["widget_sold"]))).toContain("not in webhooks or x-webhooks")
  })
})
