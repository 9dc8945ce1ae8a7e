/** Requests every look-up of the API reference from the mock. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { Lookups, lookups, Salesloft } from "@salesbridge/salesloft"
import { Effect, Layer, Redacted } from "effect"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"

const spec = fileURLToPath(import.meta.resolve("@salesbridge/mock-salesloft/openapi.yaml"))
let mock: Awaited<ReturnType<typeof startExamples>>
beforeAll(async () => {
  mock = await startExamples(spec, { errors: true })
}, 60_000)
afterAll(() => mock.close())

const ask = <A, E>(look: (service: Lookups["Service"]) => Effect.Effect<A, E>) => {
  const salesloft = Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl: mock.url, quota: { limits: [] } })
  const layer = Lookups.layer().pipe(Layer.provide(salesloft), Layer.provide(NodeHttpClient.layerUndici))
  return Effect.runPromise(Effect.flatMap(Lookups, look).pipe(Effect.provide(layer)))
}

const names = Object.keys(lookups) as Array<keyof typeof lookups>

it("has the API reference's 33", () => {
  expect([...names, "accountsOrPeople", "locales"]).toHaveLength(33)
})

it.each(names)("%s gives options", async (name) => {
  const options = await ask((_) => _[name])
  expect(options.length).toBeGreaterThan(0)
  for (const { label, value } of options) {
    expect(label).not.toBe("")
    expect(value).toBeDefined()
  }
})

it("accountsOrPeople returns the types, accounts or people", async () => {
  const [types, accounts, people] = await ask(({ accountsOrPeople }) =>
    Effect.all([accountsOrPeople(), accountsOrPeople("account"), accountsOrPeople("person")])
  )
  expect(types.map(({ value }) => value)).toEqual(["account", "person"])
  expect(accounts.length).toBeGreaterThan(0)
  expect(people.length).toBeGreaterThan(0)
})

it("locales need no call", async () => {
  expect((await ask(({ locales }) => locales)).length).toBeGreaterThan(100)
})
