import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Description } from "../Description.ts"
import * as Vendors from "../Vendors.ts"
import { select } from "./Selection.ts"
import { toolsOf } from "./Server.ts"

const all = Effect.promise(async () =>
  (await Promise.all(Vendors.names().map(Vendors.load))).flatMap(({ operations }) => operations)
)

const answering = (value: unknown) => () => Effect.succeed(value)

const toolsFor = (operations: ReadonlyArray<Description>, value: unknown = {}, maxLength = 1000) =>
  new Map(toolsOf({ operations, maxLength, call: answering(value) }).map((_) => [_.tool.name, _]))

describe("tools", () => {
  it.effect("describe each operation in the form of models' APIs, with hints from its safety", () =>
    Effect.gen(function* () {
      const operations = yield* all
      assert.isAbove(operations.length, 100)
      for (const operation of operations) {
        const { tool } = [...toolsFor([operation]).values()][0]!
        assert.match(tool.name, /^[\w-]{1,64}$/)
        for (const property of Object.keys(tool.inputSchema.properties!)) assert.match(property, /^[\w.-]{1,64}$/)
        assert.strictEqual(tool.annotations!.readOnlyHint, operation.safety === "safe")
        assert.strictEqual(tool.annotations!.destructiveHint, operation.safety !== "safe")
        assert.strictEqual(tool.annotations!.idempotentHint, operation.safety !== "unsafe")
      }
    })
  )

  it.effect("only read, unless writes are allowed, and can be narrowed by patterns", () =>
    Effect.gen(function* () {
      const operations = yield* all
      const read = select(operations, { patterns: [], allowWrites: false })
      assert.isTrue(read.every(({ safety }) => safety === "safe"))
      const people = select(operations, { patterns: ["salesloft.People.*"], allowWrites: true })
      assert.include(
        people.map(({ name }) => name),
        "People.create"
      )
      assert.isTrue(people.every(({ name, vendor }) => vendor === "salesloft" && name.startsWith("People.")))
      const byId = select(operations, { patterns: ["*.startCampaign"], allowWrites: true })
      assert.deepStrictEqual(
        byId.map(({ name }) => name),
        ["Campaigns.start"]
      )
    })
  )

  it.effect("restore the wire name of a parameter", () =>
    Effect.gen(function* () {
      const operation = (yield* all).find(({ id }) => id === "listPeople")!
      let given: unknown
      const call = (_: Description, input: unknown) => Effect.sync(() => (given = input))
      const [tool] = toolsOf({ operations: [operation], maxLength: 1000, call })
      yield* tool!.handle({ ids: [1, "2"] })
      assert.deepStrictEqual(given, { "ids[]": [1, "2"] })
    })
  )

  it.effect("are four if there would be too many, and call only operations of their safety", () =>
    Effect.gen(function* () {
      const operations = yield* all
      const tools = toolsFor(operations)
      assert.deepStrictEqual(
        [...tools.keys()],
        ["search_operations", "describe_operation", "call_read_operation", "call_write_operation", "read_more"]
      )
      const write = { operation: "salesflow_startCampaign", input: { campaignId: 456 } }
      assert.isTrue((yield* tools.get("call_read_operation")!.handle(write)).isError)
      assert.isFalse((yield* tools.get("call_write_operation")!.handle(write)).isError)
      const found = yield* tools.get("search_operations")!.handle({ words: "caller list" })
      assert.deepStrictEqual(found.structuredContent, {
        operations: [{ operation: "salesloft_listCallerIds", title: "List caller IDs", safety: "safe" }]
      })
      const read = toolsFor(select(operations, { patterns: [], allowWrites: false }))
      assert.notInclude([...read.keys()], "call_write_operation")
    })
  )

  it.effect("cut a result to a size, and return the rest on request", () =>
    Effect.gen(function* () {
      const operation = (yield* all).find(({ id }) => id === "listPeople")!
      const data = Array.from({ length: 50 }, (_, id) => ({ id, text: "x".repeat(id === 30 ? 900 : 50) }))
      const tools = toolsFor([operation], { data }, 500)
      const seen: Array<unknown> = []
      let text = ""
      let result = yield* tools.get("salesloft_listPeople")!.handle({})
      for (;;) {
        const { cursor, items, text: part } = result.structuredContent as Record<string, unknown>
        assert.isAtMost(JSON.stringify(items ?? part).length, 510)
        if (items !== undefined) seen.push(...(items as ReadonlyArray<unknown>))
        else text += part as string
        if (cursor === undefined) break
        result = yield* tools.get("read_more")!.handle({ cursor })
      }
      seen.splice(30, 0, JSON.parse(text))
      assert.deepStrictEqual(seen, data)
      assert.isTrue((yield* tools.get("read_more")!.handle({ cursor: "r999" })).isError)
    })
  )
})
