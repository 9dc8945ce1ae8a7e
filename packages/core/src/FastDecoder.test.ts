/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
import { afterEach, assert, describe, it, vi } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { make, refused } from "./FastDecoder.ts"
import * as Instant from "./Instant.ts"
import { tolerant } from "./Tolerant.ts"

const Moment = Instant.codec({ description: "A moment.", example: "2024-04-21T09:41:06.170Z" })

/** Made anew each time, since decoders are kept by schema. */
const schemas = () => {
  interface Tree {
    readonly name: string
    readonly children: ReadonlyArray<Tree>
  }
  const Tree: Schema.Codec<Tree> = Schema.Struct({
    name: Schema.String,
    children: Schema.Array(Schema.suspend(() => Tree))
  })
  return {
    record: Schema.Struct({
      id: Schema.Int,
      "odd name\u2028": Schema.NullOr(Schema.String),
      at: Schema.optionalKey(tolerant(Moment)),
      state: Schema.Literals(["on", "off"]),
      constructor: Schema.optional(Schema.String)
    }),
    tree: Tree,
    others: Schema.StructWithRest(Schema.Struct({ since: Schema.String }), [Schema.Record(Schema.String, Moment)]),
    either: Schema.Union([
      Schema.Struct({ data: Schema.Array(Schema.Int) }),
      Schema.Struct({ data: Schema.Struct({ id: Schema.Int }) }),
      Schema.Array(Schema.Int)
    ]),
    oneOf: Schema.Union([Schema.Struct({ a: Schema.Int }), Schema.Struct({ b: Schema.Int })], { mode: "oneOf" }),
    tuple: Schema.Tuple([Schema.Int, Schema.String]),
    defaulted: Schema.Struct({
      page: Schema.Int.pipe(
        Schema.optionalKey,
        Schema.decodeTo(Schema.Int, {
          decode: SchemaGetter.withDefault(Effect.succeed(1)),
          encode: SchemaGetter.passthrough()
        })
      )
    })
  }
}

const bodies: ReadonlyArray<readonly [keyof ReturnType<typeof schemas>, string]> = [
  ["record", `{ "id": 1, "odd name\u2028": null, "state": "on", "newer": true }`],
  ["record", `{ "state": "off", "at": "2024-04-21T09:41:06", "id": 1, "odd name\u2028": "a" }`],
  ["record", `{ "id": 1, "odd name\u2028": null, "state": "on", "at": "yesterday" }`],
  ["record", `{ "id": 1, "odd name\u2028": null, "state": "on", "constructor": "own" }`],
  ["record", `{ "id": 1.5, "odd name\u2028": null, "state": "on" }`],
  ["record", `{ "id": 1, "state": "on" }`],
  ["record", `{ "id": 1, "odd name\u2028": null, "state": "newer" }`],
  ["record", "[]"],
  ["record", "null"],
  ["tree", `{ "name": "a", "children": [{ "name": "b", "children": [] }] }`],
  ["tree", `{ "name": "a", "children": [{ "name": "b" }] }`],
  ["others", `{ "since": "2024-04-21", "__proto__": "2024-04-21", "b": "2024-04-22" }`],
  ["others", `{ "since": "yesterday", "b": "2024-04-22" }`],
  ["others", `{ "since": "2024-04-21", "b": "yesterday" }`],
  ["either", `{ "data": { "id": 1 } }`],
  ["either", `{ "data": [1, 2] }`],
  ["either", "[1]"],
  ["either", `{ "data": null }`],
  ["oneOf", `{ "a": 1 }`],
  ["oneOf", `{ "a": 1, "b": 2 }`],
  ["tuple", `[1, "a"]`],
  ["tuple", `["a", 1]`],
  ["defaulted", "{}"]
]

describe.each(["allowed", "forbidden"])("where generated code is %s", (code) => {
  afterEach(() => vi.unstubAllGlobals())

  it.each(bodies)("a %s decodes as with Effect: %s", (name, text) => {
    if (code === "forbidden") {
      const forbidden = () => {
        throw new EvalError("Code generation from strings disallowed for this context")
      }
      vi.stubGlobal("Function", new Proxy(Function, { construct: forbidden, apply: forbidden }))
    }
    const schema = schemas()[name] as Schema.Codec<any, any>
    const decoded = make(schema)(JSON.parse(text))
    const expected = Schema.decodeUnknownResult(schema)(JSON.parse(text))
    if (Result.isFailure(expected)) {
      assert.strictEqual(decoded, refused)
    } else {
      assert.deepStrictEqual(decoded, expected.success)
      assert.deepStrictEqual(Reflect.ownKeys(decoded as object), Reflect.ownKeys(expected.success))
    }
  })
})

it("leaves to Effect what throws", () => {
  const broken = Schema.String.pipe(
    Schema.decodeTo(Schema.String, {
      decode: SchemaGetter.transform(() => {
        throw new Error("broken")
      }),
      encode: SchemaGetter.passthrough()
    })
  )
  assert.strictEqual(make(broken)("a"), refused)
})
