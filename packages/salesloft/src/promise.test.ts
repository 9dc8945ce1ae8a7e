import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, Recorder, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as bulk from "../test/bulkUpsert.ts"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { limits: [], maxHold: 0 }, retry: false } as const
const create = (baseUrl: string, options?: Partial<promise.Options>) =>
  promise.createSalesloft({ accessToken: "token", baseUrl, ...settings, ...options })

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl, ...settings }),
  client: create
})

/** Uses a client of a server that answers so. Both are gone afterwards. */
const against = (
  answer: (request: Recorder.Received, index: number) => Recorder.Answer,
  use: (salesloft: promise.SalesloftClient, received: ReadonlyArray<Recorder.Received>) => Promise<void>,
  options?: Partial<promise.Options>
) =>
  Effect.flatMap(Recorder.start(answer), ({ received, url }) =>
    Effect.promise(async () => {
      await using salesloft = create(url, options)
      await use(salesloft, received)
    })
  ).pipe(Effect.scoped)

const rejection = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => assert.fail(`fulfilled with ${JSON.stringify(value)}`),
    (error: unknown) => error
  )

const all = async <A>(items: AsyncIterable<A>): Promise<Array<A>> => {
  const found: Array<A> = []
  for await (const item of items) found.push(item)
  return found
}

it("types every operation and helper", () => {
  type Client = promise.SalesloftClient
  expectTypeOf<Untyped<typeof index, Client>>().toEqualTypeOf<never>()
  expectTypeOf<ReturnType<Client["People"]["stream"]>>().toEqualTypeOf<AsyncIterable<index.People.Person>>()
  expectTypeOf<ReturnType<Client["BulkJobs"]["resultPages"]>>().toEqualTypeOf<
    AsyncIterable<index.Listed<index.BulkJobs.BulkJobResult>>
  >()
  expectTypeOf<Parameters<Client["Tags"]["stream"]>[0]>().toEqualTypeOf<Parameters<typeof index.Tags.stream>[0]>()
  expectTypeOf<keyof Client["Lookups"]>().toEqualTypeOf<keyof index.Lookups["Service"]>()
  const client = create("http://127.0.0.1:1")
  assert.sameMembers(
    Object.keys(client.People),
    Object.keys(index.People).filter((name) => /^[a-z]/.test(name))
  )
  assert.sameMembers(Object.keys(client.Lookups), [
    ...Object.keys(index.lookups),
    "accountsOrPeople",
    "locales",
    "forget"
  ])
  expectTypeOf(() => client.Changes.since(client.People.list, new Date(0), { bounced: true })).returns.toEqualTypeOf<
    AsyncIterable<index.People.Person>
  >()
  // @ts-expect-error tags know no `updated_at` to ask by
  void (() => client.Changes.since(client.Tags.list, new Date(0)))
  // @ts-expect-error a filter of another list
  void (() => client.Changes.since(client.People.list, new Date(0), { has_call: true }))
})

it("accepts options that are undefined", () => {
  const unset = { retry: undefined, quota: undefined, timeout: { total: undefined }, lookups: undefined }
  assert.isFunction(
    promise.createSalesloft({ accessToken: "t", fetch: undefined, maxBodyBytes: undefined, ...unset }).close
  )
})

describe("the access token", () => {
  it("is required", () => {
    for (const accessToken of ["", undefined]) {
      const make = () => promise.createSalesloft({ accessToken: accessToken as string })
      assert.throws(make, TypeError, "`accessToken` is missing")
    }
  })

  it.live("may come from a function, which is called before each attempt with the refused token", () => {
    const asked: Array<string | undefined> = []
    return against(
      ({ headers }) =>
        headers.authorization === "Bearer old" ? { status: 401 } : { body: { data: { id: 1, name: "Jane Roe" } } },
      async (salesloft, received) => {
        assert.strictEqual((await salesloft.Users.me()).data.name, "Jane Roe")
        await salesloft.Users.me()
        assert.deepStrictEqual(asked, [undefined, "old", undefined])
        assert.deepStrictEqual(
          received.map(({ headers }) => headers.authorization),
          ["Bearer old", "Bearer new", "Bearer new"]
        )
      },
      { accessToken: (refused) => (asked.push(refused) === 1 ? "old" : Promise.resolve("new")) }
    )
  })

  it.live("may come from core's source", () =>
    against(
      () => ({ body: { data: { id: 1 } } }),
      async (salesloft, received) => {
        await salesloft.Users.me()
        assert.strictEqual(received[0]!.headers.authorization, "Bearer sourced")
      },
      {
        accessToken: {
          account: "team-1",
          get: Effect.succeed(Redacted.make("sourced")),
          renew: () => Effect.succeed(Redacted.make("renewed"))
        }
      }
    )
  )
})

describe("changes", () => {
  const iso = (minute: number) => `2026-11-20T10:0${minute}:00.000000+00:00`
  const changed = ({ query }: Recorder.Received): Recorder.Answer => {
    const first = query["updated_at[gte]"] === "2026-11-20T00:00:00.000Z"
    const data = first ? [1, 2].map((id) => ({ id, updated_at: iso(id) })) : [{ id: 3, updated_at: iso(3) }]
    return { body: { metadata: { paging: { next_page: first ? 2 : null } }, data } }
  }
  const since = new Date("2026-11-20T00:00:00Z")

  it.live("are read from a list of the client", () =>
    against(changed, async (salesloft, received) => {
      const people = await all(salesloft.Changes.since(salesloft.People.list, since, { bounced: false }))
      assert.deepStrictEqual(
        people.map(({ id }) => Number(id)),
        [1, 2, 3]
      )
      assert.deepStrictEqual(
        received.map(({ path, query }) => [path, query["bounced"], query["sort_by"]]),
        Array.from({ length: 2 }, () => ["/v2/people", "false", "updated_at"])
      )
      for await (const { cursor, items } of salesloft.Changes.parts(salesloft.Accounts.list, since)) {
        assert.deepStrictEqual(cursor, { updated_at: iso(2), ids: [2] })
        assert.strictEqual(items.length, 2)
        break
      }
      assert.strictEqual(received.length, 3)
      assert.strictEqual(received[2]!.path, "/v2/accounts")
    })
  )

  it.live("end with a signal, and reject what cannot be read", () =>
    against(changed, async (salesloft, received) => {
      const controller = new AbortController()
      const { signal } = controller
      const loop = async () => {
        for await (const _ of salesloft.Changes.since(salesloft.People.list, since, {}, { signal })) controller.abort()
      }
      assert.strictEqual(await rejection(loop()), signal.reason)
      assert.instanceOf(
        await rejection(all(salesloft.Changes.since(salesloft.People.list, undefined as never))),
        TypeError
      )
      assert.strictEqual(received.length, 1)
    })
  )
})

describe("look-ups", () => {
  const stages = () => ({ body: { metadata: {}, data: [{ id: 1, name: "First" }] } })

  it.live("are read once for all callers, and again after they are cleared", () =>
    against(stages, async (salesloft, received) => {
      const { Lookups } = salesloft
      const asked = await Promise.all([Lookups.personStages(), Lookups.personStages(), Lookups.personStages()])
      for (const options of asked) assert.deepStrictEqual(options, [{ value: 1, label: "First" }])
      assert.strictEqual(received.length, 1)
      await Lookups.forget()
      await Lookups.personStages()
      assert.strictEqual(received.length, 2)
      assert.deepInclude(await Lookups.accountsOrPeople(), { value: "person", label: "Person" })
      assert.isAbove((await Lookups.locales()).length, 100)
      assert.strictEqual(received.length, 2)
      await Lookups.accountsOrPeople("person")
      assert.strictEqual(received[2]!.path, "/v2/people")
    })
  )

  it.live("reject with the error itself, and end for callers that abort", () =>
    against(
      (_, index) => (index === 0 ? { status: 403 } : stages()),
      async ({ Lookups }, received) => {
        assert.instanceOf(await rejection(Lookups.tags()), promise.Forbidden)
        const controller = new AbortController()
        const first = rejection(Lookups.users({ signal: controller.signal }))
        const second = Lookups.users()
        controller.abort()
        assert.strictEqual(await first, controller.signal.reason)
        assert.deepStrictEqual(await second, [{ value: 1, label: "First" }])
        assert.isAtLeast(received.length, 2)
      }
    )
  )

  it.live("are cached for the given time", () =>
    against(
      stages,
      async ({ Lookups }, received) => {
        await Lookups.tags()
        await new Promise((resolve) => setTimeout(resolve, 30))
        await Lookups.tags()
        assert.strictEqual(received.length, 2)
      },
      { lookups: { timeToLive: "10 millis" } }
    )
  )
})

describe("a bulk upsert", () => {
  const records = async function* (count: number, end?: (sent: number) => void) {
    let sent = 0
    try {
      for (; sent < count; sent++) yield { email_address: bulk.emailOf(sent + 1), last_name: "Roe" }
    } finally {
      end?.(sent)
    }
  }
  const against = (
    use: (salesloft: promise.SalesloftClient, server: Parameters<typeof bulk.sizes>[0]) => Promise<void>
  ) =>
    Effect.flatMap(bulk.server(), (server) =>
      Effect.promise(async () => {
        await using salesloft = create(server.url)
        await use(salesloft, server)
      })
    ).pipe(Effect.scoped)

  it.live("accepts any iterable, reports its jobs and returns the result of each record", () =>
    against(async ({ People }, server) => {
      const told: Array<number> = []
      const results = await all(
        People.bulkUpsert(records(25), {
          ...bulk.quick,
          recordsPerJob: 10,
          recordsPerCall: 5,
          onJob: async ({ first }) => {
            await Promise.resolve()
            told.push(first)
          }
        })
      )
      assert.strictEqual(results.length, 25)
      assert.deepStrictEqual(told, [0, 10, 20])
      assert.deepStrictEqual(bulk.received(server), bulk.emails(25))
      const listed = bulk.emails(3).map((email_address) => ({ email_address, last_name: "Roe" }))
      assert.strictEqual((await all(People.bulkUpsert(listed, bulk.quick))).length, 3)
      assert.strictEqual((await all(People.bulkUpsert(new Set(listed), bulk.quick))).length, 3)
    })
  )

  it.live("continues a job", () =>
    against(async ({ BulkJobs, People }, server) => {
      const { data: job } = await BulkJobs.create({ type: "person/upsert" })
      assert.instanceOf(await rejection(all(People.resumeBulkUpsert(job.id))), promise.BulkJobOpen)
      const results = await all(People.resumeBulkUpsert(job.id, { ...bulk.quick, records: records(4) }))
      assert.strictEqual(results.length, 4)
      assert.deepStrictEqual(bulk.received(server), bulk.emails(4))
    })
  )

  it.live("rejects with what its records or `onJob` throw", () =>
    against(async ({ People }) => {
      const reason = new Error("the file is broken")
      const broken = async function* () {
        yield* records(2)
        throw reason
      }
      assert.strictEqual(await rejection(all(People.bulkUpsert(broken(), bulk.quick))), reason)
      const onJob = () => Promise.reject(reason)
      assert.strictEqual(await rejection(all(People.bulkUpsert(records(2), { ...bulk.quick, onJob }))), reason)
    })
  )

  it.live("releases its records when the loop ends", () =>
    against(async ({ People }) => {
      let sent = 0
      let ends = 0
      const source = records(1000, (count) => {
        sent = count
        ends++
      })
      for await (const _ of People.bulkUpsert(source, { ...bulk.quick, recordsPerJob: 10, recordsPerCall: 5 })) break
      assert.strictEqual(ends, 1)
      assert.isBelow(sent, 100)
    })
  )
})
