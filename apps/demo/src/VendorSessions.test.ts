/** Which sessions a process uses when it works for several runs. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { VendorError } from "@salesbridge/core"
import { ConfigProvider, Effect, Layer } from "effect"
import { stores } from "../test/stores.ts"
import * as VendorSessions from "./VendorSessions.ts"
import { Contact } from "./Contact.ts"
import { FailureLog } from "./FailureLog.ts"
import { Roster } from "./Roster.ts"
import { Screen } from "./Screen.ts"
import { integrations, settingOf } from "./Vendors.ts"

const variables = {
  SALESLOFT_ACCESS_TOKEN: "token",
  SALESLOFT_BASE_URL: "http://127.0.0.1:1",
  SALESBLINK_API_KEY: "key",
  SALESBLINK_BASE_URL: "http://127.0.0.1:1"
}
const contact = Contact.make({
  where: "line 2",
  email: "a@example.com",
  linkedin: undefined,
  members: [],
  fields: {}
})
const refused = new VendorError.UnexpectedStatus({
  vendor: "salesloft",
  operation: "listPeople",
  status: 401,
  category: "Unauthorized",
  retryAfter: undefined,
  requestId: undefined,
  body: undefined
} as never)
const services = stores.pipe(
  Layer.merge(Layer.mergeAll(Screen.layer, FailureLog.layer, Roster.layer)),
  Layer.provideMerge(NodeServices.layer),
  Layer.provideMerge(ConfigProvider.layer(ConfigProvider.fromUnknown(variables)))
)

it.effect("a vendor that one run has left is tried again by the next, and is only told where nothing else is set", () =>
  Effect.gen(function* () {
    const salesloft = integrations.filter(({ vendor }) => vendor === "salesloft")
    const sessionsFor = yield* VendorSessions.pool(salesloft, 1)
    const settings = { "salesloft-cadence": "7" }
    const first = yield* sessionsFor(settings, "first")
    assert.strictEqual(first, yield* sessionsFor({ ...settings }, "first"))
    first.sessions[0]!.fail(refused, "left it", "a@example.com")
    assert.isDefined((yield* sessionsFor(settings, "first")).sessions[0]!.left())
    const next = yield* sessionsFor(settings, "next")
    assert.isUndefined(next.sessions[0]!.left())
    assert.deepStrictEqual(
      [next, yield* sessionsFor({}, "")].map(({ deliveries }) => deliveries[0]!.adapter.into),
      ["cadence 7", `cadence ${settingOf({})("salesloft-cadence")}`]
    )
    assert.deepStrictEqual((yield* sessionsFor({ "salesblink-campaign": "1" }, "next")).sessions, [])
  }).pipe(Effect.scoped, Effect.provide(services))
)

it.effect("without settings, people are looked for with each API of a vendor", () =>
  Effect.gen(function* () {
    const salesblink = integrations.filter(({ vendor }) => vendor === "salesblink")
    const { sessions } = yield* Effect.flatMap(VendorSessions.pool(salesblink, 1), (pool) => pool({}, ""))
    assert.deepStrictEqual(
      sessions.map(({ adapter }) => adapter.suppresses(["one"])),
      ["unsubscribe 1 lead", "unsubscribe 1 prospect"]
    )
  }).pipe(Effect.scoped, Effect.provide(services))
)

it.effect("says once that it leaves a vendor, and what to do about it", () =>
  Effect.gen(function* () {
    const lines: Array<string> = []
    const screen = Screen.of({ ...(yield* Screen), line: (text = "") => Effect.sync(() => void lines.push(text)) })
    const salesloft = integrations.filter(({ vendor }) => vendor === "salesloft")
    yield* Effect.gen(function* () {
      const sessionsFor = yield* VendorSessions.pool(salesloft, 1)
      const [delivery] = (yield* sessionsFor({ "salesloft-cadence": "7" }, "run")).deliveries
      delivery!.fail(refused, "left it", "a@example.com")
      for (const _ of [1, 2]) assert.strictEqual((yield* delivery!.deliver(contact)).kind, "not tried")
    }).pipe(Effect.provideService(Screen, screen))
    assert.deepStrictEqual(lines, [
      "Left Salesloft: salesloft refuses the credentials: check its variables, and that they belong together."
    ])
  }).pipe(Effect.scoped, Effect.provide(services))
)
