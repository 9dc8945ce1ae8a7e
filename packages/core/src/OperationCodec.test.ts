import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import type * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Acme from "../test/Acme.ts"
import { inTurn } from "../test/FaultServer.ts"
import { failure, withServer } from "../test/run.ts"
import { OpenLiterals } from "./OpenLiterals.ts"
import * as Operation from "./Declare.ts"

const { get } = Operation.declare(Acme.definition, Acme.Acme)

const Comparison = Schema.Struct({
  gt: Schema.optional(Schema.DateFromString),
  lt: Schema.optional(Schema.DateTimeUtcFromString)
})

const search = get("/widgets/search", {
  id: "searchWidgets",
  source: "Search widgets",
  query: {
    filter: Schema.Struct({
      a: Schema.optional(Schema.Int),
      owner: Schema.optional(Acme.WidgetId),
      owners: Schema.optional(Schema.Array(Acme.WidgetId)),
      state: Schema.optional(OpenLiterals(["on", "off"])),
      archived: Schema.optional(Schema.NullOr(Schema.Boolean)),
      made: Schema.optional(Comparison)
    }),
    updated_at: Schema.optional(Comparison),
    labels: Schema.optional(Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Array(Schema.String)]))),
    "ids[]": Schema.optional(Schema.Array(Acme.WidgetId))
  },
  success: Schema.Void
})

type Input = Parameters<typeof search>[0]

const sends = (input: Input, expected: ReadonlyArray<readonly [string, string]>) =>
  withServer(inTurn({ status: 204 }), (server) =>
    Effect.gen(function* () {
      yield* search(input)
      assert.deepStrictEqual([...server.received[0]!.query].slice(0, -1), expected as Array<[string, string]>)
      return server.received[0]!.url
    })
  )

describe("a query parameter that is an object is sent as one parameter for each field", () => {
  it.live("values of every kind", () =>
    sends(
      {
        filter: { a: 1, owner: "w1", owners: ["w1", "w 2"], state: "off", archived: false },
        updated_at: {
          gt: new Date("2026-11-21T09:30:00Z"),
          lt: DateTime.makeUnsafe("2026-11-22T00:00:00Z")
        },
        "ids[]": ["w1", "w2"]
      },
      [
        ["filter[a]", "1"],
        ["filter[owner]", "w1"],
        ["filter[owners][]", "w1"],
        ["filter[owners][]", "w 2"],
        ["filter[state]", "off"],
        ["filter[archived]", "false"],
        ["updated_at[gt]", "2026-11-21T09:30:00.000Z"],
        ["updated_at[lt]", "2026-11-22T00:00:00.000Z"],
        ["ids[]", "w1"],
        ["ids[]", "w2"]
      ]
    )
  )

  it.live("objects in it", () =>
    sends({ filter: { made: { gt: new Date(0) } } }, [["filter[made][gt]", "1970-01-01T00:00:00.000Z"]])
  )

  it.live("without undefined, null and empty values", () =>
    sends(
      {
        filter: { a: undefined, archived: null, made: {} },
        updated_at: {},
        labels: undefined
      },
      []
    )
  )

  it.live("under names with special characters, percent-encoded", () =>
    Effect.map(
      sends(
        {
          filter: {},
          labels: {
            "a b": "1",
            "a[b]": "2",
            "né&=#": "3",
            "": "4",
            "half \uD800": "5",
            "l[]": ["6", "7"],
            __proto: "8"
          }
        },
        [
          ["labels[a b]", "1"],
          ["labels[a[b]]", "2"],
          ["labels[né&=#]", "3"],
          ["labels[]", "4"],
          ["labels[half \uFFFD]", "5"],
          ["labels[l[]][]", "6"],
          ["labels[l[]][]", "7"],
          ["labels[__proto]", "8"]
        ]
      ),
      (url) => assert.match(url, /^\/widgets\/search\?labels%5Ba[+%].*%5Bn%C3%A9%26%3D%23%5D=3&[^ []*$/)
    )
  )
})

describe("an invalid value in such an object is InvalidInput with its path, and nothing is sent", () => {
  const wrong: ReadonlyArray<readonly [string, unknown, ReadonlyArray<string>]> = [
    ["no object", undefined, ["filter"]],
    ["a text instead", { filter: "a=1" }, ["filter"]],
    ["a wrong value", { filter: { a: 1.5 } }, ["filter.a"]],
    ["several", { filter: { a: "1", owner: "x".repeat(64) } }, ["filter.a", "filter.owner"]],
    ["in a list", { filter: { owners: ["w1", 2] } }, ["filter.owners[1]"]],
    ["in an object in it", { filter: { made: { gt: "2026-11-21" } } }, ["filter.made.gt"]],
    ["a date that is none", { filter: {}, updated_at: { gt: new Date(Number.NaN) } }, ["updated_at.gt"]],
    ["under an odd name", { filter: {}, labels: { "a b": 1 } }, ['labels["a b"]']],
    ["an unknown field", { filter: { b: 1 } }, ["filter.b"]],
    ["an unknown field in an object in it", { filter: { made: { gte: new Date(0) } } }, ["filter.made.gte"]]
  ]
  it.live.each(wrong)("%s", ([, input, paths]) =>
    withServer(inTurn({ status: 204 }), (server) =>
      Effect.gen(function* () {
        const error = yield* failure(search(input as never))
        if (error._tag !== "InvalidInput") return assert.fail(error._tag)
        assert.deepStrictEqual([...new Set(error.issues.map(({ path }) => path))], [...paths])
        assert.strictEqual(server.received.length, 0)
      })
    )
  )
})

describe("the types of such an object", () => {
  it("require what is required", () => {
    // @ts-expect-error filter is required
    void search()
    // @ts-expect-error filter is required
    void search({})
    // @ts-expect-error a is a number
    void search({ filter: { a: "1" } })
    // @ts-expect-error there is no such field
    void search({ filter: { b: 1 } })
    expectTypeOf(search).toBeCallableWith({ filter: {} })
    const optional = get("/x", {
      id: "x",
      source: "X",
      query: { filter: Schema.optional(Schema.Struct({ a: Schema.Int })) },
      success: Schema.Void
    })
    expectTypeOf(optional).toBeCallableWith()
    // @ts-expect-error a is required where there is a filter
    void optional({ filter: {} })
  })

  it("accept brands and plain values in it, but no other brand", () => {
    const other = "w" as string & Brand.Brand<"GadgetId">
    expectTypeOf(search).toBeCallableWith({ filter: { owner: "w", owners: ["w"] } })
    expectTypeOf(search).toBeCallableWith({ filter: { owner: Acme.WidgetId.make("w") } })
    // @ts-expect-error the id of something else
    void search({ filter: { owner: other } })
    // @ts-expect-error nor in a list
    void search({ filter: { owners: [other] } })
    const deeper = get("/y", {
      id: "y",
      source: "Y",
      query: { f: Schema.Struct({ g: Schema.Struct({ id: Acme.WidgetId }) }) },
      success: Schema.Void
    })
    expectTypeOf(deeper).toBeCallableWith({ f: { g: { id: "w" } } })
    // @ts-expect-error nor deeper
    void deeper({ f: { g: { id: other } } })
  })

  it("do not change values that are not plain objects", () => {
    type Same = {
      readonly date: Date
      readonly time: DateTime.Utc
      readonly set: ReadonlySet<string>
      readonly map: ReadonlyMap<string, number>
      readonly option: Option.Option<string>
      readonly duration: Duration.Duration
      readonly bytes: Uint8Array
      readonly choice: "a" | "b" | null
    }
    expectTypeOf<Operation.Unbranded<Same>>().toEqualTypeOf<Same>()
    expectTypeOf<Operation.Unbranded<NonNullable<Input>["filter"]["made"]>>().toEqualTypeOf<
      { readonly gt?: Date | undefined; readonly lt?: DateTime.Utc | undefined } | undefined
    >()
    expectTypeOf<Operation.Unbranded<{ readonly [name: string]: typeof Acme.WidgetId.Type }>>().toEqualTypeOf<{
      readonly [name: string]: Operation.Unbranded<typeof Acme.WidgetId.Type>
    }>()
    expectTypeOf<Operation.Unbranded<unknown>>().toEqualTypeOf<unknown>()
  })
})
