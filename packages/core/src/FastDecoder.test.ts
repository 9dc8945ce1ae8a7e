/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
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
    flags: Schema.ReadonlySet(Schema.NonEmptyString),
    flagsOfText: Schema.String.pipe(
      Schema.decodeTo(Schema.ReadonlySet(Schema.NonEmptyString), {
        decode: SchemaGetter.transform((text: string) => new Set(text.split(","))),
        encode: SchemaGetter.transform((flags: ReadonlySet<string>) => [...flags].join(","))
      })
    ),
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
  ["record", `{ "id": 1, "odd name\u2028": null, "at": "2024-04-21T09:41:06", "state": "on" }`],
  ["flags", `["a"]`],
  ["flagsOfText", `"a,b,a"`],
  ["flagsOfText", `"a,,b"`],
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

it.each(bodies)("a %s decodes as with Effect: %s", (name, text) => {
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

it("generates no code, which workers and content security policies forbid", () => {
  const source = readFileSync(new URL("FastDecoder.ts", import.meta.url), "utf8")
  assert.notMatch(source, /new Function|\beval\b/)
})

describe("values of type unknown", () => {
  const { either, others, record } = schemas()
  const on = { id: 1, "odd name\u2028": null, state: "on" } as const

  it.each<readonly [Schema.Codec<any, any>, unknown]>([
    [record, { ...on, newer: true }],
    [record, { ...on, [Symbol("newer")]: true }],
    [Schema.Struct({ record }), { record: { ...on, newer: true } }],
    [Schema.Tuple([record]), [{ ...on, newer: true }]],
    [either, { data: { id: 1, newer: true } }],
    [others, { since: "2024-04-21", [Symbol("newer")]: "2024-04-21" }]
  ])("a field that was not declared is refused: %#", (schema, value) => {
    assert.strictEqual(make(schema, "any")(value), refused)
  })

  it.each<readonly [Schema.Codec<any, any>, unknown]>([
    [record, on],
    [record, { state: "on", "odd name\u2028": null, id: 1 }],
    [record, Object.create(on)],
    [record, Object.defineProperty({ ...on }, "newer", { value: 1 })],
    [others, { since: "2024-04-21", newer: "2024-04-21" }]
  ])("others decode as with Effect: %#", (schema, value) => {
    const decoded = make(schema, "any")(value)
    const expected = Schema.decodeUnknownResult(schema)(value, { onExcessProperty: "error" })
    if (decoded !== refused) assert.deepStrictEqual(Result.succeed(decoded), expected)
  })
})

it("delegates values that throw to Effect", () => {
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
