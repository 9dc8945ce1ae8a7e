import { assert, describe, expect, expectTypeOf, it } from "@effect/vitest"
import type * as Brand from "effect/Brand"
import type * as Duration from "effect/Duration"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Acme from "../test/Acme.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import * as Recorder from "../test/Recorder.ts"
import { failure, once, withServer } from "../test/run.ts"
import type { DecodedResponse } from "./DecodedResponse.ts"
import type { CallOptions } from "./CallOptions.ts"
import { OpenLiterals } from "./OpenLiterals.ts"
import * as Operation from "./Declare.ts"
import type { CallError, FailureOf } from "./CallError.ts"

const declared = Operation.declare(Acme.definition, Acme.Acme, { errors: [Acme.InvalidToken] })

describe("an operation is data", () => {
  it("with everything that catalogs, contracts and tables read", () => {
    expect({ ...Acme.getWidget }).toMatchObject({
      id: "getWidget",
      source: "Get a widget",
      vendor: "acme",
      method: "GET",
      path: "/widgets/{id}",
      parameters: { path: { id: Acme.WidgetId }, query: {}, headers: {}, body: undefined },
      success: Acme.Widget,
      safety: "safe"
    })
  })

  it("with the vendor's errors after its own", () => {
    expect(Acme.getWidget.errors).toEqual([
      Acme.WidgetNotFound,
      Acme.Broken,
      Acme.InvalidToken,
      Acme.NoAccess,
      Acme.TooManyRequests
    ])
  })

  it.each([
    ["get", "safe"],
    ["put", "idempotent"],
    ["delete", "idempotent"],
    ["post", "unsafe"],
    ["patch", "unsafe"]
  ] as const)("%s is %s by default", (method, safety) => {
    const options = { id: "x", source: "X", success: Schema.Void }
    expect(declared[method]("/x", options).safety).toBe(safety)
    expect(declared[method]("/x", { ...options, safety: "idempotent" }).safety).toBe("idempotent")
  })

  it.live("a parameter that is declared in two places is a defect", () =>
    withServer(inTurn(json({})), () =>
      Effect.gen(function* () {
        const twice = declared.post("/x", {
          id: "twice",
          source: "Twice",
          query: { id: Schema.String },
          body: { id: Schema.String },
          success: Schema.Void
        })
        const exit = yield* Effect.exit(twice({ id: "a" }))
        assert.include(String(exit), `acme twice declares the parameter "id" in two places`)
      })
    )
  )

  it.live("and sends only the credentials that it names", () =>
    withServer(inTurn({ status: 204 }), (server) =>
      Effect.gen(function* () {
        const some = declared.get("/x", { id: "some", source: "S", success: Schema.Void, credentials: ["token"] })
        const none = declared.get("/x", { id: "none", source: "N", success: Schema.Void, credentials: [] })
        yield* some()
        yield* none()
        assert.deepStrictEqual(
          server.received.map(({ headers, url }) => [url, headers["authorization"], headers["x-account"]]),
          [
            ["/x", "token-of-acme", undefined],
            ["/x", undefined, undefined]
          ]
        )
      })
    )
  )

  it.live("and may check the input as a whole", () =>
    Effect.gen(function* () {
      const { post } = Operation.declare(Acme.definition, Acme.Acme)
      const find = post("/widgets/find", {
        id: "findWidget",
        source: "Find widget",
        body: { name: Schema.optional(Schema.String), code: Schema.optional(Schema.Int) },
        check: ({ code, name }) =>
          code === undefined && name === undefined
            ? [{ path: "code", problem: "Missing key, unless there is `name`" }]
            : [],
        success: Schema.Void
      })
      const { received, url } = yield* Recorder.start(() => ({}))
      const calls = Effect.all([
        Effect.result(find()),
        Effect.result(find({ code: "x" as never })),
        find({ name: "n" })
      ])
      const [missing, wrong] = yield* Effect.provide(calls, Layer.provide(Acme.layer(url), NodeHttpClient.layerUndici))
      assert.strictEqual(
        Result.isFailure(missing) ? missing.failure.message : "",
        "acme findWidget: nothing was sent, the input is invalid: code: Missing key, unless there is `name`"
      )
      assert.include(Result.isFailure(wrong) ? wrong.failure.message : "", "code: Expected")
      assert.deepStrictEqual(
        received.map(({ body }) => body),
        [{ name: "n" }]
      )
    }).pipe(Effect.scoped)
  )

  it.live("and goes to the server that it names, unless the layer has a baseUrl", () =>
    withServer(inTurn({ status: 204 }), (server) =>
      Effect.gen(function* () {
        const other = declared.get("/x", { id: "other", source: "O", success: Schema.Void, server: "other" })
        const vendor = { ...Acme.definition, servers: { default: "http://acme.invalid", other: server.url } }
        yield* other().pipe(Effect.provide(Acme.layer(undefined as never, { ...once, vendor })))
        assert.strictEqual(server.received.length, 1)
        const error = yield* failure(
          other().pipe(Effect.provide(Acme.layer("http://127.0.0.1:1", { ...once, vendor })))
        )
        assert.deepInclude({ ...error }, { _tag: "NetworkError", phase: "connect" })
      })
    )
  )
})

describe("Rule 3: an unknown member of an enumeration decodes unchanged", () => {
  const Colour = OpenLiterals(["red", "blue"])
  it("and so do known ones", () => {
    expect(["red", "mauve"].map((_) => Schema.decodeUnknownSync(Colour)(_))).toEqual(["red", "mauve"])
    expect(() => Schema.decodeUnknownSync(Colour)(7)).toThrow("Expected string")
    expectTypeOf<"red">().toExtend<typeof Colour.Type>()
    expectTypeOf<string>().not.toEqualTypeOf<typeof Colour.Type>()
  })
})

describe("the types of a call", () => {
  type Widget = typeof Acme.Widget.Type
  type WidgetId = typeof Acme.WidgetId.Type

  it("have exactly the declared errors and those that every call can meet", () => {
    expectTypeOf(Acme.getWidget({ id: "w" })).toEqualTypeOf<
      Effect.Effect<
        Widget,
        FailureOf<Acme.WidgetNotFound | Acme.Broken | Acme.InvalidToken | Acme.NoAccess | Acme.TooManyRequests>,
        Acme.Acme
      >
    >()
    type Tags = Effect.Error<ReturnType<typeof Acme.deleteWidget>>["_tag"]
    expectTypeOf<Tags>().toEqualTypeOf<
      "WidgetNotFound" | "InvalidToken" | "NoAccess" | "TooManyRequests" | CallError["_tag"]
    >()
  })

  it("have the value, or the value with its response", () => {
    expectTypeOf(Acme.deleteWidget({ id: "w" })).toExtend<Effect.Effect<void, unknown, Acme.Acme>>()
    expectTypeOf<Effect.Success<ReturnType<typeof Acme.getWidget.withResponse>>>().toEqualTypeOf<
      DecodedResponse<Widget>
    >()
  })

  it("accept brands and plain values, but no other brand", () => {
    const plain: string = "w"
    const branded = Acme.WidgetId.make("w")
    const other = "w" as string & Brand.Brand<"GadgetId">
    void Acme.getWidget({ id: plain })
    void Acme.getWidget({ id: branded })
    // @ts-expect-error the id of something else
    void Acme.getWidget({ id: other })
    // @ts-expect-error nor in a list
    void Acme.listWidgets({ "ids[]": [other] })
    expectTypeOf<Widget["id"]>().toEqualTypeOf<WidgetId>()
  })

  it("require an input only if a part of it is required", () => {
    expectTypeOf(Acme.listWidgets).toBeCallableWith()
    expectTypeOf(Acme.listWidgets).toBeCallableWith({})
    expectTypeOf(Acme.listWidgets).toBeCallableWith({ page: 1, "ids[]": ["a"] }, { retry: false })
    // @ts-expect-error an id is required
    void Acme.getWidget()
    // @ts-expect-error an id is required
    void Acme.getWidget({})
    // @ts-expect-error a page is a number
    void Acme.listWidgets({ page: "1" })
    // @ts-expect-error there is no such parameter
    void Acme.getWidget({ id: "w", idd: "w" })
    // @ts-expect-error the constant part of a body is not the caller's
    void Acme.touchWidget({ id: "w", touched: false })
    expectTypeOf<Parameters<typeof Acme.getWidget>[1]>().toEqualTypeOf<CallOptions | undefined>()
  })

  it("check that a path has its placeholders", () => {
    const options = { id: "x", source: "X", success: Schema.Void } as const
    // @ts-expect-error {id} has no schema
    void declared.get("/widgets/{id}", options)
    // @ts-expect-error {part} has no schema
    void declared.get("/widgets/{id}/{part}", { ...options, path: { id: Schema.String } })
    expectTypeOf<Operation.Placeholders<"/a/{x}/b/{y}">>().toEqualTypeOf<"x" | "y">()
    expectTypeOf<Operation.Placeholders<"/a">>().toEqualTypeOf<never>()
  })

  it("contain the fields of an error", () => {
    type Found = Extract<Effect.Error<ReturnType<typeof Acme.getWidget>>, { readonly _tag: "WidgetNotFound" }>
    expectTypeOf<Found["details"]>().toEqualTypeOf<{ readonly message: string } | undefined>()
    expectTypeOf<Found["status"]>().toEqualTypeOf<404>()
    expectTypeOf<Found["category"]>().toEqualTypeOf<"NotFound">()
    expectTypeOf<Found["retryAfter"]>().toEqualTypeOf<Duration.Duration | undefined>()
    expectTypeOf<Found["_tag"]>().toEqualTypeOf<"WidgetNotFound">()
  })

  it("let a handler read the status, wait and reason of any error", () => {
    type Any = Effect.Error<ReturnType<typeof Acme.getWidget>>
    expectTypeOf<Any["status"]>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Any["retryAfter"]>().toEqualTypeOf<Duration.Duration | undefined>()
    expectTypeOf<Any["reason"]>().toEqualTypeOf<string | undefined>()
  })

  it("have readable names", () => {
    assert.strictEqual((Acme.getWidget as unknown as { readonly name: string }).name, "getWidget")
    const written = JSON.parse(JSON.stringify(Acme.getWidget)) as Record<string, unknown>
    assert.deepInclude(written, { id: "getWidget", vendor: "acme", method: "GET" })
    assert.deepInclude(written["errors"], { status: 404, tag: "WidgetNotFound" })
  })
})
