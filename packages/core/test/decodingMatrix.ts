/* oxlint-disable typescript/no-explicit-any -- operations of every kind */
/** Checks for every operation of a catalog that responses are decoded, and inputs encoded, as Effect does it. */
import { assert, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"
import { inspect } from "node:util"
import { refused, make } from "../src/FastDecoder.ts"
import type * as Operation from "../src/Operation.ts"

const moments = ["2024-06-07T10:51:48.966580-04:00", "2024-04-21T09:41:06.17", "2023-02-29T00:00:00Z", "yesterday"]
const strange = [null, "", "text", "12", 0, -1, 1.5, 2 ** 53, true, [], [null], {}, { a: 1 }, ...moments]

/** Changes one part of a JSON value: replaces it, removes it, or adds a key. */
const broken = (value: any, random: () => number): unknown => {
  const pick = <A>(items: ReadonlyArray<A>): A => items[Math.floor(random() * items.length)]!
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : []
  if (keys.length === 0 || random() < 0.2) return pick(strange)
  const copy = Array.isArray(value) ? [...value] : { ...value }
  if (Array.isArray(copy)) {
    const index = Number(pick(keys))
    copy[index] = broken(copy[index], random)
    return copy
  }
  const [key, change] = [pick(keys), random()]
  if (change < 0.2) delete copy[key]
  else if (change < 0.3) copy[pick(["constructor", "__proto__", "newer"])] = pick(strange)
  else copy[key] = broken(copy[key], random)
  return copy
}

/** A small, fast random generator with the same values in each run. */
const randomFrom = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/** Compares what the fast decoder returns with Effect's result for the same value. */
const compare = (decoded: unknown, expected: Result.Result<unknown, unknown>, shown: string): void => {
  if (Result.isFailure(expected)) return assert.strictEqual(decoded, refused, `accepts what Effect refuses: ${shown}`)
  assert.deepStrictEqual(decoded, expected.success, shown)
  assert.strictEqual(JSON.stringify(decoded), JSON.stringify(expected.success), "the order of keys")
}

const spoiled = (values: ReadonlyArray<unknown>, random: () => number): ReadonlyArray<unknown> =>
  values.flatMap((value) => [value, ...Array.from({ length: 4 }, () => broken(value, random))])

/** Two tests for each operation: with values that match the schema, and with values that do not. */
export const decodingMatrix = (
  catalog: ReadonlyArray<Operation.Any>,
  { answers = 8, inputs = 4 }: { readonly answers?: number; readonly inputs?: number } = {}
): void => {
  const named = catalog.map((operation) => [operation.id, operation] as const)

  it.effect.each(named.filter(([, { success }]) => success.ast._tag !== "Void"))(
    "decodes answers of %s as Effect does",
    ([id, { success }]) =>
      Effect.gen(function* () {
        const [fast, slow] = [make(success), SchemaParser.decodeUnknownResult(success)]
        const values = yield* Arbitrary.sampleEffect(Arbitrary.schema(success), { count: answers, seed: id })
        const sent = values.map((value) => Schema.encodeUnknownSync(success)(value))
        for (const answer of spoiled(sent, randomFrom(id.length))) {
          // Received values are JSON.
          const text = JSON.stringify(answer ?? null)
          compare(fast(JSON.parse(text)), slow(JSON.parse(text)), text)
        }
      })
  )

  it.effect.each(
    named.filter(([, { parameters }]) => Object.values(parameters).some((_) => _ && Object.keys(_).length > 0))
  )(
    "encodes inputs of %s as Effect does",
    ([
      id,
      {
        parameters: { body, headers, path, query }
      }
    ]) =>
      Effect.gen(function* () {
        const fields = Schema.Struct<{ readonly [name: string]: Schema.ConstraintCodec<any, any> }>({
          ...path,
          ...query,
          ...headers,
          ...body
        })
        const [fast, slow] = [make(Schema.flip(fields), "any"), SchemaParser.decodeUnknownResult(Schema.flip(fields))]
        const values = yield* Arbitrary.sampleEffect(Arbitrary.schema(fields), { count: inputs, seed: id })
        for (const input of spoiled(values, randomFrom(id.length))) {
          const decoded = fast(input)
          // Effect decodes what the fast decoder refuses.
          if (decoded !== refused) compare(decoded, slow(input, { onExcessProperty: "error" }), inspect(input))
        }
        assert.isTrue(
          values.every((value) => fast(value) !== refused),
          "leaves proper inputs to Effect"
        )
      })
  )
}
