import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { Lookups, lookups, Salesloft } from "./index.ts"

const layer = (url: string, timeToLive?: string) =>
  Lookups.layer(timeToLive === undefined ? {} : { timeToLive: timeToLive as "1 minute" }).pipe(
    Layer.provide(
      Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl: url, quota: { limits: [] }, retry: false })
    ),
    Layer.provide(NodeHttpClient.layerUndici)
  )

const records = [
  {
    id: 1,
    guid: "guid-1",
    name: "First",
    updated_at: "2026-11-20T10:00:00.000001+00:00",
    type: "email",
    from: "+15550100",
    to: "+15550101",
    subject: "About the schedule",
    content: "Likes short mails",
    field: "Outcome__c",
    title: "Outcome",
    display_name: "Jane Roe",
    person: { id: 7 },
    cadence: { id: 8 },
    role: { id: "Admin" }
  },
  { id: "two", updated_at: "2026-11-20T10:00:00.000002+00:00" }
]

/** A vendor whose every list has these records. */
const vendor = Recorder.start(() => ({ body: { metadata: {}, data: records } }))

const expected: Record<string, ReadonlyArray<readonly [value: unknown, label: string]>> = {
  accountStages: [
    [1, "First"],
    ["two", "two"]
  ],
  accountStagesFilter: [
    ["_is_null", "No stage"],
    [1, "First"],
    ["two", "two"]
  ],
  accountTiers: [
    [1, "First"],
    ["two", "two"]
  ],
  accounts: [
    [1, "First"],
    ["two", "two"]
  ],
  actions: [
    [1, "email"],
    ["two", "two"]
  ],
  bulkJobs: [
    [1, "First"],
    ["two", "two"]
  ],
  cadenceMemberships: [
    [1, "7 → 8"],
    ["two", "? → ?"]
  ],
  cadences: [
    [1, "First"],
    ["two", "two"]
  ],
  callDataRecords: [
    [1, "+15550100 → +15550101"],
    ["two", "? → ?"]
  ],
  callDispositions: [["First", "First"]],
  callSentiments: [["First", "First"]],
  calls: [
    [1, "+15550101"],
    ["two", "two"]
  ],
  crmActivities: [
    [1, "About the schedule"],
    ["two", "two"]
  ],
  crmActivityFields: [
    ["Outcome__c", "Outcome"],
    ["two", "two"]
  ],
  customFields: [
    [1, "First"],
    ["two", "two"]
  ],
  customFieldNames: [["First", "First"]],
  emails: [
    [1, "About the schedule"],
    ["two", "two"]
  ],
  groups: [
    [1, "First"],
    ["two", "two"]
  ],
  imports: [
    [1, "First"],
    ["two", "two"]
  ],
  notes: [
    [1, "Likes short mails"],
    ["two", "two"]
  ],
  people: [
    [1, "Jane Roe"],
    ["two", "two"]
  ],
  personStages: [
    [1, "First"],
    ["two", "two"]
  ],
  steps: [
    [1, "Jane Roe"],
    ["two", "two"]
  ],
  tags: [
    [1, "First"],
    ["two", "two"]
  ],
  tagNames: [["First", "First"]],
  tasks: [
    [1, "About the schedule"],
    ["two", "two"]
  ],
  unlinkedCallDataRecords: [
    [1, "+15550100 → +15550101"],
    ["two", "? → ?"]
  ],
  users: [
    [1, "First"],
    ["two", "two"]
  ],
  usersFilter: [
    ["_is_null", "No owner"],
    ["_unmapped", "Unmapped owner"],
    [1, "First"],
    ["two", "two"]
  ],
  userGuids: [["guid-1", "First"]],
  userRoles: [["Admin", "Admin"]]
}

describe("the look-ups", () => {
  it("are the API reference's 33", () => {
    assert.strictEqual(Object.keys(lookups).length + 2, 33)
    assert.deepStrictEqual(Object.keys(lookups).toSorted(), Object.keys(expected).toSorted())
    const sources = Object.values(lookups).map(({ source }) => source)
    assert.strictEqual(new Set(sources).size, sources.length)
    for (const source of sources) assert.match(source, /^List .* \(DDL\)$/)
  })

  it.live.each(Object.keys(expected) as Array<keyof typeof lookups>)("%s returns values and labels", (name) =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor
      const options = yield* Effect.flatMap(Lookups, (_) => _[name]).pipe(Effect.provide(layer(url)))
      assert.deepStrictEqual(
        options.map(({ label, value }): readonly [unknown, string] => [value, label]),
        expected[name]
      )
      // A list that goes on after an id ends with a part that has nothing.
      assert.lengthOf(received, name === "bulkJobs" ? 2 : 1)
      if (name === "unlinkedCallDataRecords") assert.strictEqual(received[0]!.query["has_call"], "false")
    })
  )

  it.live("shows the latest state of a record that changes while its list is read", () =>
    Effect.gen(function* () {
      const [first, again] = ["2026-11-20T10:00:00.000000Z", "2026-11-20T10:00:01.000000Z"]
      const pages = [
        { next_page: 2, data: [{ id: 1, display_name: "Jane Roe", updated_at: first }] },
        { next_page: null, data: [{ id: 1, display_name: "Jane Doe", updated_at: again }] }
      ]
      const { url } = yield* Recorder.start((_, index) => {
        const { data, next_page } = pages[Math.min(index, 1)]!
        return { body: { metadata: { paging: { next_page } }, data } }
      })
      const people = Effect.flatMap(Lookups, (_) => _.people)
      assert.deepStrictEqual(yield* Effect.provide(people, layer(url)), [{ value: 1, label: "Jane Doe" }])
    })
  )

  it.live("accountsOrPeople returns the types, or the records of one", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor
      const [types, people, accounts] = yield* Effect.flatMap(Lookups, ({ accountsOrPeople }) =>
        Effect.all([accountsOrPeople(), accountsOrPeople("person"), accountsOrPeople("account")])
      ).pipe(Effect.provide(layer(url)))
      assert.deepStrictEqual(
        types.map(({ value }) => value),
        ["account", "person"]
      )
      assert.deepStrictEqual(people[0], { value: 1, label: "Jane Roe" })
      assert.deepStrictEqual(accounts[0], { value: 1, label: "First" })
      assert.deepStrictEqual(
        received.map(({ path }) => path),
        ["/v2/people", "/v2/accounts"]
      )
    })
  )

  it.live("locales are static: time zones with Salesloft's names", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor
      const options = yield* Effect.flatMap(Lookups, ({ locales }) => locales).pipe(Effect.provide(layer(url)))
      const values = options.map(({ value }) => value)
      for (const name of ["US/Pacific", "Europe/London", "Europe/Amsterdam", "UTC"]) assert.include(values, name)
      assert.strictEqual(new Set(values).size, values.length)
      assert.lengthOf(received, 0)
    })
  )

  it.live("read all pages", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(({ query }) => {
        const page = Number(query["page"])
        const data = Array.from({ length: 100 }, (_, index) => ({ id: page * 1000 + index, name: `Stage ${index}` }))
        return { body: { metadata: { paging: { next_page: page < 3 ? page + 1 : null } }, data } }
      })
      const options = yield* Effect.flatMap(Lookups, (_) => _.personStages).pipe(Effect.provide(layer(url)))
      assert.lengthOf(options, 300)
      assert.lengthOf(received, 3)
    })
  )

  it.live("make one call for twenty concurrent callers, and for all look-ups of one list", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor
      yield* Effect.gen(function* () {
        const { userGuids, userRoles, users, usersFilter } = yield* Lookups
        yield* Effect.all(
          Array.from({ length: 20 }, () => users),
          { concurrency: "unbounded" }
        )
        yield* Effect.all([users, usersFilter, userGuids, userRoles])
      }).pipe(Effect.provide(layer(url)))
      assert.lengthOf(received, 1)
    })
  )

  it.live("continue for other callers if the first one is interrupted", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor
      yield* Effect.gen(function* () {
        const { users } = yield* Lookups
        const first = yield* Effect.forkChild(users, { startImmediately: true })
        const second = yield* Effect.forkChild(users, { startImmediately: true })
        yield* Fiber.interrupt(first)
        assert.lengthOf(yield* Fiber.join(second), 2)
      }).pipe(Effect.provide(layer(url)))
    })
  )

  it.live("are cached for the given time, or until they are cleared", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor
      yield* Effect.gen(function* () {
        const { forget, tags } = yield* Lookups
        yield* tags
        yield* tags
        assert.lengthOf(received, 1)
        yield* Effect.sleep("400 millis")
        yield* tags
        assert.lengthOf(received, 2)
        yield* forget
        yield* tags
        assert.lengthOf(received, 3)
      }).pipe(Effect.provide(layer(url, "300 millis")))
    })
  )

  it.live("do not cache a failure", () =>
    Effect.gen(function* () {
      const { url } = yield* Recorder.start((_, index) =>
        index === 0 ? { status: 403, body: { error: "Not allowed" } } : { body: { data: records } }
      )
      yield* Effect.gen(function* () {
        const { tags } = yield* Lookups
        assert.strictEqual((yield* Effect.flip(tags))._tag, "Forbidden")
        assert.lengthOf(yield* tags, 2)
      }).pipe(Effect.provide(layer(url)))
    })
  )
})
