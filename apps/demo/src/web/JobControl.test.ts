/** The job as the page drives it, against the sandboxes. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Webhooks } from "@salesbridge/salesloft"
import { ConfigProvider, Effect, Latch, Layer, Redacted, Stream, SubscriptionRef } from "effect"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { newFolder, profilesOf, write } from "../../test/command.ts"
import { cadence, campaign, list, startVendors } from "../../test/Vendors.ts"
import { FailureLog } from "../FailureLog.ts"
import type { Given } from "../flags.ts"
import { included } from "../included.ts"
import { Latency } from "../OfflineFixture.ts"
import { Roster } from "../Roster.ts"
import type { Row } from "../Row.ts"
import { Screen } from "../Screen.ts"
import * as Setup from "../Setup.ts"
import { JobControl, type Phase } from "./JobControl.ts"

const given = (journal: string): Given => ({
  // Each test brings its own; without it, the samples' campaigns would take part as well.
  csv: included("contacts.csv"),
  salesflowCampaign: [],
  settings: {},
  unsubscribed: undefined,
  journal,
  resume: false,
  concurrency: 4,
  offline: true,
  webhooks: undefined,
  host: "127.0.0.1",
  port: 0,
  web: true,
  webPort: 0,
  yes: false
})

const control = (change: Partial<Given> = {}, variables: Record<string, string> = {}) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const folder = yield* Effect.promise(() => newFolder())
      return JobControl.layer(yield* Setup.of({ ...given(join(folder, "journal")), ...change }))
    })
  ).pipe(
    Layer.provideMerge(Roster.layer),
    Layer.provide(Layer.mergeAll(Screen.layer, FailureLog.layer, Layer.succeed(Latency, 5))),
    Layer.provideMerge(NodeServices.layer),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(variables)))
  )

const toSalesBlink = { offline: false, settings: { "salesblink-campaign": campaign } }
const toAll = {
  ...toSalesBlink,
  settings: {
    ...toSalesBlink.settings,
    "getsales-list": list,
    "getsales-sender": list,
    message: "Hello {first_name}!",
    "salesloft-cadence": String(cadence)
  }
}

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const contacts = file(
  "c.csv",
  "Email,First Name,LinkedIn\nnew@example.com,New,new-one\ncontact17@example.com,F,example-17\ngone@example.com,G,gone\nx\n"
)

/** Waits until the job is in a phase, which may be the current one. */
const until = (phase: Phase) =>
  JobControl.use(({ status }) =>
    Stream.runHead(Stream.filter(SubscriptionRef.changes(status), (now) => now.phase === phase))
  )
/** Starts what the page shows. */
const start = JobControl.use((job) =>
  Effect.flatMap(SubscriptionRef.get(job.status), ({ preview }) => job.start(preview))
)
const linesOf = Effect.map(Roster, ({ rows }) => [...rows])
const kindsOf = (rows: ReadonlyArray<Row>) => rows.map(({ cells }) => Object.values(cells).map(({ kind }) => kind))

describe("the job, driven by a page", () => {
  it.live(
    "shows what would happen, writes when told to, pauses, and tries again what failed",
    () =>
      Effect.gen(function* () {
        const job = yield* JobControl
        assert.include((yield* Effect.flip(start)).message, "Not now: the job is empty.")
        const bad = yield* Effect.flip(job.preview({ contacts: file("c.csv", "Name\nA\n") }))
        assert.include(bad.message, 'no column is named "Email"')

        yield* job.preview({ contacts, unsubscribed: file("no.txt", "gone@example.com\n") })
        assert.deepStrictEqual(
          (yield* linesOf).map(({ cells, listed, skip, who }) => [who, skip, listed, cells["getsales"]?.kind]),
          [
            ["new@example.com", undefined, undefined, undefined],
            ["contact17@example.com", undefined, undefined, undefined],
            ["gone@example.com", undefined, "in no.txt, line 1", "not there"],
            ["x", "bad row", undefined, undefined]
          ]
        )
        assert.strictEqual((yield* SubscriptionRef.get(job.status)).intended?.vendors.length, 4)
        assert.deepStrictEqual(yield* job.ledger, [])

        yield* start
        yield* job.pause
        assert.include((yield* Effect.flip(start)).message, "Not now: the job is paused.")
        yield* job.resume
        yield* until("done")
        const lines = yield* linesOf
        assert.deepStrictEqual(lines[0]!.cells["salesblink"], { kind: "delivered", text: "added" })
        assert.deepInclude(lines[1]!.cells["getsales"]!.refusal, { error: "ValidationFailed", status: 422 })
        assert.include(
          (yield* job.failures).map(({ error, operation }) => `${error} ${operation}`),
          "ValidationFailed upsertContact"
        )
        assert.deepInclude(
          (yield* job.ledger).find(({ address }) => address === "gone@example.com"),
          { source: "in no.txt, line 1" }
        )

        yield* job.retryFailed
        yield* until("done")
        // Earlier deliveries are still shown, and what failed was tried again.
        assert.deepStrictEqual(kindsOf(yield* linesOf), kindsOf(lines))
        const { times } = (yield* job.failures).find(({ operation }) => operation === "upsertContact")!
        assert.strictEqual(times, 2)
      }).pipe(Effect.provide(control())),
    180_000
  )

  it.live(
    "writes no more to who unsubscribes meanwhile, and tells the vendors that wrote before, where a webhook says so",
    () =>
      Effect.gen(function* () {
        const job = yield* JobControl
        const people = Array.from({ length: 14 }, (_, index) => `person-${index}`)
        const rows = people.map((name) => `${name}@example.com,F,${name}\n`).join("")
        yield* job.preview({ contacts: file("c.csv", `Email,First Name,LinkedIn\n${rows}`) })
        yield* start
        const firstOn = Effect.map(
          linesOf,
          (rows) => rows.find(({ cells }) => cells["salesloft"]?.text === "on cadence")?.who.split("@")[0]
        )
        const first = (yield* Effect.repeat(Effect.delay(firstOn, "5 millis"), { until: (who) => who !== undefined }))!
        yield* job.pause
        const { notes } = yield* SubscriptionRef.get(job.status)
        const urls = new Map(
          notes.flatMap((note) => {
            const [, vendor, url] = /Webhooks of (\w+) .* (http\S+)/.exec(note) ?? []
            return url === undefined ? [] : [[vendor!, url] as const]
          })
        )
        const last = people.at(-1)!
        const post = (url: string, init: RequestInit) =>
          Effect.promise(async () => (await fetch(url, { ...init, method: "POST" })).status)
        // Without an id, and under another address.
        const loft = (name: string, token: string) =>
          Effect.flatMap(
            Webhooks.signDelivery({
              event: "person_updated",
              record: { personal_email_address: `${name}@example.com`, do_not_contact: true },
              callbackToken: Redacted.make(token)
            }),
            (delivery) => post(urls.get("salesloft")!, delivery)
          )
        assert.strictEqual(yield* loft(last, "wrong"), 401)
        assert.strictEqual(yield* loft(last, "token"), 200)
        assert.strictEqual(yield* loft(first, "token"), 200)
        const sales = (name: string, secret: string, linkedin_url?: string) =>
          post(`${urls.get("getsales")}/${secret}`, {
            body: JSON.stringify({
              event_name: "contact_unsubscribed_email",
              contact: { work_email: name.includes("@") ? name : `${name}@example.com`, linkedin_url }
            })
          })
        assert.strictEqual(yield* sales(people.at(-2)!, "wrong"), 401)
        assert.strictEqual(yield* sales(people.at(-2)!, "secret"), 200)
        const written = [`Person <${people.at(-4)}@example.com>`, `${people.at(-5)}@example.com,`]
        for (const text of written) assert.strictEqual(yield* sales(text, "secret"), 200)
        const sameProfile = people.at(-6)!
        assert.strictEqual(yield* sales("else", "secret", `https://www.linkedin.com/in/${sameProfile}/`), 200)
        const unclear = "a@example.com b@example.com"
        assert.strictEqual(yield* sales(unclear, "secret"), 500)
        assert.include(
          (yield* SubscriptionRef.get(job.status)).notes[0],
          `contact_unsubscribed_email at GetSales: "${unclear}"`
        )
        const flow = (name: string, secret: string) =>
          post(`${urls.get("salesflow")}/${secret}`, {
            body: JSON.stringify({
              IntegrationRunOn: "MEMBER_CONNECTED",
              MemberId: "in another form",
              Email: `${name}@example.com`,
              Status: "MEMBER_DISCONNECTED"
            })
          })
        assert.strictEqual(yield* flow(people.at(-3)!, "wrong"), 401)
        assert.strictEqual(yield* flow(people.at(-3)!, "secret"), 200)
        // The job does not wait for reports about those whom the webhook named. The next run makes up for it.
        const told = Effect.map(job.ledger, (entries) =>
          entries
            .filter(({ address }) => address.startsWith("person"))
            .map(({ address, source, told }) => [address.split("@")[0], source, told.toSorted().join(" ")])
        )
        const isTold = Effect.map(told, (entries) => entries.some(([, , vendors]) => vendors!.split(" ").length === 3))
        yield* Effect.repeat(Effect.delay(isTold, "20 millis"), { until: (done) => done })
        yield* job.resume
        yield* until("done")

        const expected = [
          [first, "do_not_contact at Salesloft", "GetSales SalesBlink Salesloft"],
          [last, "do_not_contact at Salesloft", ""],
          [people.at(-2), "contact_unsubscribed_email at GetSales", ""],
          [people.at(-3), "MEMBER_DISCONNECTED at Salesflow", ""],
          ...people.slice(-5, -3).map((name) => [name, "contact_unsubscribed_email at GetSales", ""])
        ]
        assert.sameDeepMembers(yield* told, expected)
        const gone = people.slice(-5).map((name) => `${name}@example.com`)
        for (const { cells, who } of (yield* linesOf).filter(({ who }) => gone.includes(who))) {
          assert.deepStrictEqual([...new Set(Object.values(cells).map(({ kind }) => kind))], ["suppressed"], who)
        }
        const { cells } = (yield* linesOf).find(({ who }) => who === `${sameProfile}@example.com`)!
        assert.deepStrictEqual([cells["getsales"]!.text, cells["salesloft"]!.text], ["same one", "on cadence"])
        const { vendors } = yield* SubscriptionRef.get(job.status)
        assert.lengthOf(vendors, 4)
        for (const { url } of vendors) {
          const text = yield* Effect.promise(async () => (await fetch(`${url}/_sandbox/state`)).text())
          for (const address of gone) assert.notInclude(text, address)
        }
      }).pipe(
        Effect.provide(
          control(
            { webhooks: 0, concurrency: 1 },
            { SALESLOFT_CALLBACK_TOKEN: "token", GETSALES_WEBHOOK_SECRET: "secret", SALESFLOW_WEBHOOK_SECRET: "secret" }
          )
        )
      ),
    180_000
  )

  it.live(
    "writes nothing after a preview that failed until another succeeds: nobody of an unread file is reached",
    () =>
      Effect.gen(function* () {
        const vendors = yield* Effect.promise(() => startVendors())
        const reached = () => [vendors.prospects(), vendors.messaged(), vendors.onCadence()]
        yield* Effect.gen(function* () {
          const job = yield* JobControl
          const rows = (...names: ReadonlyArray<string>) =>
            names.map((name) => `F,${name}@example.com,${name}\n`).join("")
          const listOf = (...names: ReadonlyArray<string>) =>
            file("c.csv", `First Name,Email,LinkedIn\n${rows(...names)}`)
          yield* job.preview({ contacts: listOf("first") })
          const next = { contacts: listOf("gone1", "gone2", "ok"), gone: "gone1@example.com\ngone2@example.com\n" }
          const unclear = { ...next, unsubscribed: file("no.txt", `${next.gone}not an address\n`) }
          const failed = yield* Effect.flip(job.preview(unclear))
          assert.include(failed.message, "no.txt, line 3")
          for (const command of [job.retryFailed, start]) {
            assert.include((yield* Effect.flip(command)).message, "the last preview failed. Preview again")
          }
          assert.strictEqual((yield* Effect.flip(job.previewAgain)).message, failed.message)
          const { phase, problem } = yield* SubscriptionRef.get(job.status)
          assert.deepStrictEqual([phase, problem], ["unread", failed.message])
          assert.deepStrictEqual(reached(), [[], [], []])

          yield* job.preview({ ...next, unsubscribed: file("no.txt", next.gone) })
          assert.include((yield* Effect.flip(job.retryFailed)).message, "Not now: the job is ready.")
          yield* start
          yield* until("done")
          assert.deepStrictEqual(reached(), [["ok@example.com"], ["ok@example.com"], ["ok@example.com"]])
        }).pipe(Effect.provide(control(toAll, vendors.near)))
      })
  )

  it.live("starts only the preview that was agreed to, and not one that was made meanwhile", () =>
    Effect.gen(function* () {
      const vendors = yield* Effect.promise(() => startVendors())
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        yield* job.preview({ contacts: file("a.csv", "Email\nada@example.com\n") })
        const { preview } = yield* SubscriptionRef.get(job.status)
        yield* job.preview({ contacts: file("b.csv", "Email\nbob@example.com\n") })
        for (const other of [preview, undefined]) {
          assert.include((yield* Effect.flip(job.start(other))).message, "another preview was made meanwhile")
        }
        assert.strictEqual((yield* SubscriptionRef.get(job.status)).phase, "ready")
        yield* start
        yield* until("done")
        assert.deepStrictEqual(vendors.prospects(), ["bob@example.com"])
      }).pipe(Effect.provide(control(toSalesBlink, vendors.at("127.0.0.1", ["salesblink"]))))
    })
  )

  it.live("previews the same files again after a vendor could not be read", () =>
    Effect.gen(function* () {
      const vendors = yield* Effect.promise(() => startVendors({ faults: { salesblink: [{ status: 401, count: 1 }] } }))
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        const failed = yield* Effect.flip(job.preview({ contacts: file("c.csv", "Email\nada@example.com\n") }))
        assert.include(failed.message, "Nothing was written.")
        assert.include((yield* Effect.flip(job.retryFailed)).message, "Preview again")
        yield* job.previewAgain
        const { intended, phase } = yield* SubscriptionRef.get(job.status)
        assert.deepStrictEqual([phase, intended?.vendors[0]?.intends], ["ready", ["add 1 prospect"]])
        assert.deepStrictEqual(vendors.prospects(), [])
        yield* start
        yield* until("done")
        assert.deepStrictEqual(vendors.prospects(), ["ada@example.com"])
      }).pipe(Effect.provide(control(toSalesBlink, vendors.at("127.0.0.1", ["salesblink"]))))
    })
  )

  it.live("tries again what failed, though the job was paused when it ended", () =>
    Effect.gen(function* () {
      const vendors = yield* Effect.promise(() => startVendors())
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        yield* job.preview({ contacts: file("c.csv", "Email\nada@example.com\n") })
        const sent = yield* Latch.make(false)
        const refused = { operation: "addProspect", count: 1, status: 400, latency: 300 } as const
        vendors.fault("salesblink", refused, () => Effect.runSync(sent.open))
        yield* start
        yield* job.pause
        yield* Effect.sleep(300)
        assert.strictEqual(vendors.count("addProspect"), 0)
        yield* job.resume
        yield* sent.await
        yield* job.pause
        yield* until("done")
        assert.deepStrictEqual(kindsOf(yield* linesOf), [["failed"]])
        yield* job.retryFailed
        yield* Effect.timeout(until("done"), "20 seconds")
        assert.deepStrictEqual(kindsOf(yield* linesOf), [["delivered"]])
      }).pipe(Effect.provide(control(toSalesBlink, vendors.at("127.0.0.1", ["salesblink"]))))
    })
  )

  describe("tries again only what a preview has shown, and shows first", () => {
    type Vendors = Awaited<ReturnType<typeof startVendors>>
    const operations = [
      "deleteContact",
      "startCampaign",
      "addProspect",
      "upsertContact",
      "sendLinkedInMessage",
      "upsertPerson",
      "createCadenceMembership"
    ] as const
    /** Sees that trying again writes nothing before it is started, and only then tries it again. */
    const shownFirst = Effect.fnUntraced(function* (vendors: Vendors) {
      const job = yield* JobControl
      const writes = () => operations.map(vendors.count)
      const before = writes()
      yield* job.retryFailed
      yield* Effect.timeout(until("ready"), "20 seconds")
      assert.deepStrictEqual(writes(), before)
      const { intended, problem } = yield* SubscriptionRef.get(job.status)
      assert.include(problem, "Nothing is tried again yet")
      yield* start
      yield* until("done")
      yield* job.retryFailed
      yield* Effect.timeout(until("done"), "20 seconds")
      assert.isUndefined((yield* SubscriptionRef.get(job.status)).problem)
      return intended!
    })
    const run = Effect.gen(function* () {
      const job = yield* JobControl
      yield* job.preview({})
      yield* start
      yield* until("done")
    })
    const filesOf = (people: string) => ({
      "c.csv": `Email,First Name,LinkedIn\n${people}`,
      "no.txt": "x@example.com\n"
    })
    const flagsOf = (folder: string) => ({
      ...toAll,
      csv: join(folder, "c.csv"),
      unsubscribed: join(folder, "no.txt"),
      salesflowCampaign: [7]
    })
    const ada = "ada@example.com,Ada,ada\n"

    it.live("another person, another profile, and who unsubscribed since", () =>
      Effect.gen(function* () {
        const members = [{ Email: "member@example.com", profile: "member" }]
        const vendors = yield* Effect.promise(() => startVendors({ members }))
        vendors.fault("salesblink", { operation: "addProspect", status: 400 })
        const folder = yield* Effect.promise(() => newFolder(filesOf(ada)))
        const change = (name: string, text: string) => Effect.promise(() => write(folder, name, text))
        yield* Effect.gen(function* () {
          yield* run
          yield* change("c.csv", filesOf(`${ada}bob@example.com,Bob,bob\n`)["c.csv"])
          assert.include((yield* shownFirst(vendors)).vendors[3]!.intends.join(), "1 ")
          assert.lengthOf(vendors.onCadence(), 3)
          yield* change("c.csv", filesOf("ada@example.com,Ada,eve\nbob@example.com,Bob,bob\n")["c.csv"])
          yield* shownFirst(vendors)
          yield* change("no.txt", "member@example.com\n")
          assert.include((yield* shownFirst(vendors)).vendors[0]!.intends.join(), "member@example.com")
          assert.deepStrictEqual(vendors.removed(), ["member@example.com"])
        }).pipe(Effect.provide(control(flagsOf(folder), vendors.near)))
      })
    )

    it.live("a campaign that could not be read, and that it is unknown who unsubscribed", () =>
      Effect.gen(function* () {
        const vendors = yield* Effect.promise(() => startVendors())
        const folder = yield* Effect.promise(() => newFolder(filesOf(ada)))
        yield* Effect.gen(function* () {
          vendors.fault("salesflow", { status: 401, count: 1 })
          yield* run
          assert.deepStrictEqual((yield* shownFirst(vendors)).starts, [7])
          vendors.fault("salesloft", { status: 401, count: 1 })
          assert.deepStrictEqual((yield* shownFirst(vendors)).unreported, ["Salesloft"])
        }).pipe(Effect.provide(control(flagsOf(folder), vendors.near)))
      })
    )
  })

  it.live("says that the ledger cannot be read, and still starts only what was previewed", () =>
    Effect.gen(function* () {
      const vendors = yield* Effect.promise(() => startVendors())
      const journal = join(yield* Effect.promise(() => newFolder()), "journal.sqlite")
      const layer = control({ ...toSalesBlink, journal }, vendors.at("127.0.0.1", ["salesblink"]))
      yield* Effect.scoped(Layer.build(layer))
      const database = new DatabaseSync(journal)
      database.exec("DROP TABLE demo_told")
      database.close()
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        yield* job.preview({ contacts: file("c.csv", "Email\nada@example.com\n") })
        const { message } = yield* Effect.flip(job.ledger)
        assert.include(message, "no such table: demo_told")
        const { phase, problem } = yield* SubscriptionRef.get(job.status)
        assert.deepStrictEqual([phase, problem], ["ready", message])
        assert.include((yield* Effect.flip(job.retryFailed)).message, "Not now: the job is ready.")
      }).pipe(Effect.provide(layer))
    })
  )

  it.live("does not send what it was preparing when it was paused", () =>
    Effect.gen(function* () {
      const vendors = yield* Effect.promise(() => startVendors())
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        yield* job.preview({ contacts: file("c.csv", profilesOf(1)) })
        const asked = yield* Latch.make(false)
        const slow = { operation: "upsertPerson", count: 1, latency: "500 millis" } as const
        vendors.fault("salesloft", slow, () => Effect.runSync(asked.open))
        yield* start
        yield* asked.await
        yield* job.pause
        yield* Effect.sleep("1500 millis")
        assert.deepStrictEqual(vendors.onCadence(), [])
        yield* job.resume
        yield* until("done")
        assert.lengthOf(vendors.onCadence(), 1)
      }).pipe(Effect.provide(control(toAll, vendors.near)))
    })
  )

  it.live.each([
    ["contacts that wait", 8],
    ["a campaign that comes next", 4]
  ] as const)("sends only what it is sending when it is paused, with %s", ([, contacts]) =>
    Effect.gen(function* () {
      const sends = ["addProspect", "sendLinkedInMessage", "createCadenceMembership"] as const
      const latency = "1500 millis"
      const vendors = yield* Effect.promise(() => startVendors())
      vendors.fault("salesblink", { operation: "addProspect", latency })
      vendors.fault("getsales", { operation: "sendLinkedInMessage", latency })
      vendors.fault("salesloft", { operation: "createCadenceMembership", latency })
      yield* Effect.gen(function* () {
        const job = yield* JobControl
        yield* job.preview({ contacts: file("c.csv", profilesOf(contacts)) })
        yield* start
        const areUnderWay = Effect.sync(() => sends.every((operation) => vendors.count(operation) === 4))
        yield* Effect.repeat(Effect.delay(areUnderWay, "5 millis"), { until: (are) => are })
        yield* job.pause
        yield* Effect.sleep("2 seconds")
        assert.deepStrictEqual(sends.map(vendors.count), [4, 4, 4])
        assert.strictEqual(vendors.count("startCampaign"), 0)
        assert.strictEqual((yield* SubscriptionRef.get(job.status)).phase, "paused")
        yield* job.resume
        yield* until("done")
        assert.deepStrictEqual(sends.map(vendors.count), [contacts, contacts, contacts])
        assert.strictEqual(vendors.count("startCampaign"), 1)
      }).pipe(Effect.provide(control({ ...toAll, salesflowCampaign: [7] }, vendors.near)))
    })
  )

  it.effect("assumes neither contacts nor campaigns with the real vendors", () =>
    Effect.gen(function* () {
      const settings = { "salesloft-cadence": "7" }
      const setup = yield* Setup.of({ ...given("journal"), csv: undefined, offline: false, settings })
      assert.deepStrictEqual([setup.mode, setup.csv, setup.salesflowCampaigns], ["real", undefined, []])
    }).pipe(
      Effect.provide(NodeServices.layer),
      Effect.provide(
        ConfigProvider.layer(
          ConfigProvider.fromUnknown({
            SALESFLOW_TOKEN: "any",
            SALESFLOW_ACCOUNT_ID: "1",
            SALESLOFT_ACCESS_TOKEN: "any"
          })
        )
      )
    )
  )
})
