/** The two APIs of SalesBlink, each as a destination in its sandbox. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import { ConfigProvider, Effect } from "effect"
import type { Contact } from "./Contact.ts"
import { integration } from "./SalesBlink.ts"
import { settingOf } from "./Vendors.ts"

const contact = (email: string, fields: Readonly<Record<string, string>> = {}): Contact => ({
  _tag: "Contact",
  where: "line 2",
  email,
  linkedin: undefined,
  members: [],
  fields: { ...fields, Email: email }
})
const known = "contact01@example.com"

/** The destination, and the state of its sandbox. */
const connected = Effect.fnUntraced(function* (api: string) {
  const sandbox = yield* Effect.acquireRelease(
    Effect.promise(() => startSandbox("salesblink", { limits: false })),
    (sandbox) => Effect.promise(() => sandbox.close())
  )
  const setting = settingOf({ salesblink: api })
  const variables = ConfigProvider.fromUnknown({ SALESBLINK_API_KEY: "any", SALESBLINK_BASE_URL: sandbox.url })
  const destination = yield* integration
    .connect({ url: sandbox.url, place: "here", setting, options: { quota: { limits: [] } } })
    .pipe(Effect.provideService(ConfigProvider.ConfigProvider, variables))
  const send = Effect.fnUntraced(function* (contact: Contact) {
    return yield* (yield* destination.prepare(contact)).send
  })
  const find = Effect.fnUntraced(function* (email: string) {
    return yield* (yield* destination.prepare(contact(email))).find
  })
  return { ...destination, sandbox, send, find }
})

describe.each([
  ["v1", "addContacts", "list b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d02", "lead"],
  ["legacy", "addProspect", "campaign 5f0c1d7e9b3a4c2d8e6f7a10", "prospect"]
] as const)("SalesBlink's API %s", (api, operation, into, one) => {
  it.live("brings a contact in, tells who is in, and names what it would do", () =>
    Effect.gen(function* () {
      const blink = yield* connected(api)
      assert.deepStrictEqual([blink.into, blink.delivers?.(2)], [into, `add 2 ${one}s`])
      assert.notInclude(
        [...(yield* blink.members)].flatMap(({ emails }) => emails),
        known
      )
      yield* blink.send(contact(known, { "First Name": "Ann" }))
      assert.include(
        [...(yield* blink.members)].flatMap(({ emails }) => emails),
        known
      )
    }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
  )

  it.live("sends again what had no effect, and finds what happened though the answer was lost", () =>
    Effect.gen(function* () {
      const blink = yield* connected(api)
      const fault = (fault: Omit<Parameters<typeof blink.sandbox.fault>[0], "operation">) =>
        blink.sandbox.fault({ operation, count: 1, ...fault })
      fault({ status: 429, retryAfter: 0 })
      yield* blink.send(contact(known))
      assert.isUndefined(yield* blink.find("contact02@example.com"))
      fault({ drop: true, when: "after" })
      const lost = yield* Effect.flip(blink.send(contact("contact02@example.com")))
      assert.deepStrictEqual([lost._tag, lost.operation], ["NetworkError", operation])
      assert.deepStrictEqual(yield* blink.find("Contact02@Example.com"), {})
    }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
  )

  it.live("leaves alone whom it knows, wherever that is, as often as it is told, and nobody else", () =>
    Effect.gen(function* () {
      const blink = yield* connected(api)
      assert.isUndefined(yield* blink.suppression(contact("nobody@example.com")))
      const suppression = yield* blink.suppression(contact("jane.roe@example.com"))
      if (suppression?._tag !== "ToDo") return assert.fail("nothing is to be done")
      yield* suppression.run
      yield* suppression.run
    }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
  )
})

it.live("columns are fields of a lead in snake_case, and none is lost", () =>
  Effect.gen(function* () {
    const blink = yield* connected("v1")
    const columns = {
      "First Name": "Ann",
      Company: "Example",
      "first-name": "A.",
      Starred: "yes",
      "2nd e-mail": "x",
      名: "y"
    }
    yield* blink.send(contact(known, columns))
    const { leads } = blink.sandbox.state() as { leads: Record<string, { fields: Record<string, unknown> }> }
    assert.deepStrictEqual(Object.values(leads).at(-1)?.fields, {
      first_name: "Ann",
      company_name: "Example",
      first_name_2: "A.",
      starred_2: "yes",
      field_2nd_e_mail: "x",
      field: "y",
      email: known
    })
  }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
)
