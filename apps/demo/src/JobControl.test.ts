/** The job as a page drives it, against the sandboxes. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Webhooks } from "@salesbridge/salesloft"
import { ConfigProvider, Effect, Fiber, Layer, Option, Redacted, Stream } from "effect"
import { join } from "node:path"
import { newFolder } from "../test/command.ts"
import { Encounters } from "./Encounters.ts"
import type { Given } from "./flags.ts"
import { type Change, JobControl, type Line, type Phase } from "./JobControl.ts"
import { Screen } from "./Screen.ts"
import * as Setup from "./Setup.ts"

const given = (journal: string): Given => ({
  csv: Option.none(),
  salesflowCampaign: [],
  settings: {},
  unsubscribed: Option.none(),
  journal: Option.some(journal),
  resume: false,
  concurrency: 4,
  offline: true,
  webhooks: Option.none(),
  host: "127.0.0.1",
  port: 0,
  web: true,
  webPort: 0,
  yes: false
})

const control = (change: Partial<Given> = {}, variables: Record<string, string> = {}) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const folder = yield* Effect.promise(newFolder)
      return JobControl.layer(yield* Setup.of({ ...given(join(folder, "journal")), ...change }))
    })
  ).pipe(
    Layer.provide(Layer.merge(Screen.layer, Encounters.layer)),
    Layer.provideMerge(NodeServices.layer),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(variables)))
  )

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const contacts = file(
  "c.csv",
  "Email,First Name,LinkedIn\nnew@example.com,New,new-one\ncontact17@example.com,F,example-17\ngone@example.com,G,gone\nx\n"
)

/** Waits for the next change of this kind. */
const next = <A extends Change>(is: (change: Change) => change is A) =>
  JobControl.use(({ changes }) =>
    Stream.runHead(Stream.filter(Stream.drop(changes, 1), is)).pipe(Effect.map(Option.getOrThrow))
  )
const until = (phase: Phase) =>
  next((change): change is Change & { _tag: "Status" } => change._tag === "Status" && change.status.phase === phase)
/** Waits for a change that an effect brings about. */
const after = <A, E, R, B, F, S>(wait: Effect.Effect<A, E, R>, cause: Effect.Effect<B, F, S>) =>
  Effect.gen(function* () {
    const waiting = yield* Effect.forkChild(wait, { startImmediately: true })
    yield* cause
    return yield* Fiber.join(waiting)
  })

describe("the job, driven by a page", () => {
  it.live(
    "shows what would happen, writes when told to, pauses, and tries again what failed",
    () =>
      Effect.gen(function* () {
        const job = yield* JobControl
        const seen: Array<Change> = []
        yield* Effect.forkScoped(Stream.runForEach(job.changes, (change) => Effect.sync(() => seen.push(change))))
        assert.include((yield* Effect.flip(job.start)).message, "Not now: the job is empty.")
        const bad = yield* Effect.flip(job.preview({ contacts: file("c.csv", "Name\nA\n") }))
        assert.include(bad.message, 'no column is named "Email"')

        yield* job.preview({ contacts, unsubscribed: file("no.txt", "gone@example.com\n") })
        const everything = seen.findLast((change) => change._tag === "Everything")!
        assert.deepStrictEqual(
          everything.lines
            .slice(0, 4)
            .map(({ cells, listed, skip, who }) => [who, skip, listed, cells["getsales"]?.kind]),
          [
            ["new@example.com", undefined, undefined, undefined],
            ["contact17@example.com", undefined, undefined, undefined],
            ["gone@example.com", undefined, "in no.txt, line 1", "not there"],
            ["x", "bad row", undefined, undefined]
          ]
        )
        assert.strictEqual(everything.status.intended?.vendors.length, 4)

        yield* job.start
        yield* job.pause
        assert.include((yield* Effect.flip(job.start)).message, "Not now: the job is paused.")
        yield* after(until("done"), job.resume)
        const lines: Array<Line> = []
        yield* job.changes.pipe(
          Stream.take(1),
          Stream.runForEach((change) =>
            Effect.sync(() => lines.push(...(change._tag === "Everything" ? change.lines : [])))
          )
        )
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

        const before = seen.length
        yield* after(until("done"), job.retryFailed)
        const delivered = seen
          .slice(before)
          .filter((change) => change._tag === "Cell" && change.cell.kind === "delivered")
        assert.deepStrictEqual(delivered, [])
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
        const cells: Array<Change & { _tag: "Cell" }> = []
        const urls = new Map<string, string>()
        yield* Effect.forkScoped(
          Stream.runForEach(job.changes, (change) =>
            Effect.sync(() => {
              if (change._tag === "Cell") cells.push(change)
              const [, vendor, url] = /Webhooks of (\w+) .* (http\S+)/.exec("text" in change ? change.text : "") ?? []
              if (url !== undefined) urls.set(vendor!, url)
            })
          )
        )
        yield* after(
          next(
            (change): change is Change & { _tag: "Cell" } => change._tag === "Cell" && change.cell.text === "on cadence"
          ),
          job.start
        )
        yield* job.pause
        const first = people[cells.find(({ cell }) => cell.text === "on cadence")!.line]!
        const last = people.at(-1)!
        const post = (url: string, init: RequestInit) =>
          Effect.promise(async () => (await fetch(url, { ...init, method: "POST" })).status)
        const loft = (name: string, token: string) =>
          Effect.flatMap(
            Webhooks.signDelivery({
              event: "person_updated",
              record: { id: 1, email_address: `${name}@example.com`, do_not_contact: true },
              callbackToken: Redacted.make(token)
            }),
            (delivery) => post(urls.get("salesloft")!, delivery)
          )
        assert.strictEqual(yield* loft(last, "wrong"), 401)
        assert.strictEqual(yield* loft(last, "token"), 200)
        assert.strictEqual(yield* loft(first, "token"), 200)
        const sales = (name: string, secret: string) =>
          post(`${urls.get("getsales")}/${secret}`, {
            body: JSON.stringify({
              event_name: "contact_unsubscribed_email",
              contact: { work_email: `${name}@example.com` }
            })
          })
        assert.strictEqual(yield* sales(people.at(-2)!, "wrong"), 401)
        assert.strictEqual(yield* sales(people.at(-2)!, "secret"), 200)
        const flow = (name: string, secret: string) =>
          post(`${urls.get("salesflow")}/${secret}`, {
            body: JSON.stringify({
              IntegrationRunOn: "MEMBER_CONNECTED",
              MemberId: 1,
              Email: `${name}@example.com`,
              Status: "MEMBER_DISCONNECTED"
            })
          })
        assert.strictEqual(yield* flow(people.at(-3)!, "wrong"), 401)
        assert.strictEqual(yield* flow(people.at(-3)!, "secret"), 200)
        // The job ends without waiting for those whom the webhook has told; what is missing then is told by the next.
        const told = Effect.map(job.ledger, (entries) =>
          entries
            .filter(({ address }) => address.startsWith("person"))
            .map(({ address, source, told }) => [address.split("@")[0], source, told.toSorted().join(" ")])
        )
        const isTold = Effect.map(told, (entries) => entries.some(([, , vendors]) => vendors!.split(" ").length === 3))
        yield* Effect.repeat(Effect.delay(isTold, "20 millis"), { until: (done) => done })
        yield* after(until("done"), job.resume)

        const expected = [
          [first, "do_not_contact at Salesloft", "GetSales SalesBlink Salesloft"],
          [last, "do_not_contact at Salesloft", ""],
          [people.at(-2), "contact_unsubscribed_email at GetSales", ""],
          [people.at(-3), "MEMBER_DISCONNECTED at Salesflow", ""]
        ]
        assert.sameDeepMembers(yield* told, expected)
        for (const name of people.slice(-3)) {
          const line = people.indexOf(name)
          const kinds = cells.filter((cell) => cell.line === line).map(({ cell: { kind } }) => kind)
          assert.deepStrictEqual([...new Set(kinds)], ["suppressed"], name)
        }
        const state = (vendor: string): Effect.Effect<string> =>
          Effect.flatMap(vendorUrls, (urls) =>
            Effect.promise(async () => (await fetch(`${urls.get(vendor)}/_sandbox/state`)).text())
          )
        const vendorUrls = Effect.map(Stream.runHead(job.changes), (change) => {
          const everything = Option.getOrThrow(change) as Change & { _tag: "Everything" }
          return new Map(everything.status.vendors.map(({ url, vendor }) => [vendor, url]))
        })
        for (const vendor of ["salesflow", "salesblink", "getsales", "salesloft"]) {
          const text = yield* state(vendor)
          for (const name of people.slice(-3)) assert.notInclude(text, `${name}@example.com`)
        }
      }).pipe(
        Effect.provide(
          control(
            { webhooks: Option.some(0), concurrency: 1 },
            { SALESLOFT_CALLBACK_TOKEN: "token", GETSALES_WEBHOOK_SECRET: "secret", SALESFLOW_WEBHOOK_SECRET: "secret" }
          )
        )
      ),
    180_000
  )
})
