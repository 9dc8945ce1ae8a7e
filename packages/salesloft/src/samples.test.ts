/** Every sample of the document, its inputs under the API's names, can be sent, and read without losing a field. */
import { assert, describe, it } from "@effect/vitest"
import { failure, outcome } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { against, line } from "../test/against.ts"
import { catalog } from "./catalog.ts"
import { request, type Salesloft } from "./index.ts"

interface Sample {
  readonly input: Readonly<Record<string, unknown>>
  readonly output: unknown
}

const samples = JSON.parse(readFileSync(new URL("../test/samples.json", import.meta.url), "utf8")) as Record<
  string,
  Sample
>

/** What the document's samples give that the API does not take, by operation and input. */
const onlyInTheDocument: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  createTask: {
    due_at: "The API takes the day alone, `due_date`.",
    current_state: "The API makes every task scheduled, and has no such input."
  },
  listCustomFields: { updated_at: "The API has no such filter, and ignores it." }
}

/** Where the document's samples show what the API does not send, by operation and place. */
const invented: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  getCadence: { "data.cadence_priority": "The API has a reference there." },
  listUsers: { "data[].group": "The API has a reference there, as in the sample of one user." },
  upsertPerson: { "data.person.do_not_contact": "The API has a flag there, as in the samples of one person." }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** The places where a sample has something and its decoded value has not, or has something else. */
const lost = (sample: unknown, value: unknown, place = ""): ReadonlyArray<string> => {
  if (Array.isArray(sample)) {
    if (!Array.isArray(value) || value.length !== sample.length) return [place]
    return sample.flatMap((item, index) => lost(item, value[index], `${place}[]`))
  }
  if (isObject(sample)) {
    if (!isObject(value)) return [place]
    return Object.entries(sample).flatMap(([key, part]) =>
      lost(part, value[key], place === "" ? key : `${place}.${key}`)
    )
  }
  if (value instanceof Date) return value.getTime() === Date.parse(String(sample)) ? [] : [place]
  return value === sample ? [] : [place]
}

/** Places whose value is a text in the form of a moment, but that no `Date` stands for. */
const textual = (value: unknown, place = ""): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap((item) => textual(item, `${place}[]`))
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => textual(part, place === "" ? key : `${place}.${key}`))
  }
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? [place] : []
}

it("exist for every operation of the API reference", () => {
  assert.deepStrictEqual(
    Object.keys(samples),
    catalog.filter(({ provenance }) => provenance === undefined).map(({ id }) => id)
  )
})

describe.each(
  catalog.flatMap((operation) => {
    const sample = samples[operation.id]
    return sample === undefined ? [] : [[operation.source, operation, sample] as const]
  })
)("%s", (_, operation, { input, output }) => {
  const { body, path, query } = operation.parameters
  const left = onlyInTheDocument[operation.id] ?? {}
  const expressed = Object.fromEntries(Object.entries(input).filter(([name]) => left[name] === undefined))

  it.live("is sent", () =>
    Effect.gen(function* () {
      for (const name of Object.keys(left)) assert.property(input, name)
      const fields = Schema.Struct({ ...path, ...query, ...body }) as unknown as Schema.Codec<object, object>
      const values = Schema.decodeUnknownSync(fields)(expressed, { onExcessProperty: "error" })
      const call = operation as unknown as (input: object) => Effect.Effect<unknown, unknown, Salesloft>
      const answer = operation.method === "DELETE" ? { status: 204 } : { body: output }
      const { exit, received } = yield* against(answer, call(values))
      assert.strictEqual(exit._tag, "Success", String(outcome(exit)))

      const [first] = received
      const names = Object.keys(path)
      const address = names.reduce((text, name) => text.replace(`{${name}}`, String(expressed[name])), operation.path)
      assert.strictEqual(first!.path, address)
      const among = (names: object) => Object.entries(expressed).filter(([name]) => name in names)
      assert.deepStrictEqual(first!.body, body === undefined ? undefined : onTheWire(Object.fromEntries(among(body))))
      assert.sameDeepMembers([...first!.pairs], among(query).flatMap(pairs))
    })
  )

  it("is read completely", () => {
    // What the document shows for the API's empty answer.
    if (operation.method === "DELETE") return assert.deepStrictEqual(output, { success: true })
    const value = Schema.decodeUnknownSync(operation.success)(output) as unknown
    assert.deepStrictEqual(
      [...new Set(lost(output, value))],
      Object.keys(invented[operation.id] ?? {}),
      JSON.stringify(value)
    )
    const own = /(custom_fields|custom_crm_fields|filtering|record|resource)(\.|$)/
    assert.deepStrictEqual(
      textual(value).filter((place) => !own.test(place)),
      []
    )
    return undefined
  })
})

/** Moments as they travel. */
const onTheWire = (body: Readonly<Record<string, unknown>>) => ({
  ...body,
  ...("remind_at" in body ? { remind_at: new Date(String(body["remind_at"])).toISOString() } : {})
})

const pairs = ([name, value]: readonly [string, unknown]): ReadonlyArray<readonly [string, string]> => {
  if (Array.isArray(value)) return value.map((item) => [name, String(item)])
  if (isObject(value)) return Object.entries(value).map(([key, part]) => [`${name}[${key}]`, moment(part)])
  return [[name, String(value)]]
}
const moment = (value: unknown) => (typeof value === "string" ? new Date(value).toISOString() : String(value))

describe("Raw HTTP request (advanced)", () => {
  const sample = {
    request: { method: "GET", path: "/v2/people", query: { per_page: "50", page: "1" } },
    body: { data: [{ id: 123456, first_name: "Jane", anything: { else: [1] } }] }
  } as const

  it.live("is sent, and its response is read unchanged", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body: sample.body }, request(sample.request))
      assert.strictEqual(line(received[0]!), "GET /v2/people?per_page=50&page=1")
      assert.strictEqual(received[0]!.headers.authorization, "Bearer secret-token")
      const answer = outcome(exit) as { readonly status: number; readonly value: unknown }
      assert.strictEqual(answer.status, 200)
      assert.deepStrictEqual(answer.value, sample.body)
    })
  )

  it.live("can also write, and fails like every call", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        { status: 422, body: { errors: { name: ["can't be blank"] } } },
        request({ method: "POST", path: "/v2/person_stages", json: { name: "" } })
      )
      assert.deepStrictEqual(received[0]!.body, { name: "" })
      assert.strictEqual(failure(exit)["_tag"], "ValidationFailed")
      assert.strictEqual(failure(exit)["reason"], "name can't be blank")
    })
  )

  it.live("has a specific error for a missing record", () =>
    Effect.gen(function* () {
      const { exit } = yield* against(
        { status: 404, body: { error: "Not Found" } },
        request({ method: "GET", path: "/v2/people/1" })
      )
      assert.strictEqual(failure(exit)["_tag"], "NotFound")
      assert.strictEqual(failure(exit)["reason"], "Not Found")
    })
  )
})
