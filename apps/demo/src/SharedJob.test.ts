/** A job while others act: processes on the same database, and webhooks that say who unsubscribed. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { stores } from "../test/stores.ts"
import { check } from "./BeforeRequest.ts"
import { Contact } from "./Contact.ts"
import type { Destination } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Steps } from "./durable/Steps.ts"
import { FailureLog } from "./FailureLog.ts"
import * as Job from "./Job.ts"
import { hintsOf } from "./Report.ts"
import { Roster } from "./Roster.ts"
import type { Source } from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import * as VendorSessions from "./VendorSessions.ts"

const email = "a@example.com"
const contact = Contact.make({ where: "line 2", email, linkedin: undefined, members: [], fields: {} })
const salesloft: Destination = {
  vendor: "salesloft",
  name: "Salesloft",
  url: "",
  target: "cadence 7",
  step: "cadence",
  done: "on cadence",
  suppresses: String,
  suppression: () => Effect.succeed(undefined),
  members: Effect.succeed([]),
  membersAreDone: false,
  prepare: () => Effect.die("not here")
}
const services = stores.pipe(
  Layer.merge(Layer.mergeAll(Screen.layer, FailureLog.layer, Roster.layer)),
  Layer.provideMerge(NodeServices.layer)
)

/** A job for one contact at this destination. `isElsewhere`: this process leaves the destination to another. */
const prepared = Effect.fnUntraced(function* (
  destination: Destination,
  {
    isElsewhere = true,
    salesflow,
    unsubscribed = new Map<string, string>()
  }: { isElsewhere?: boolean; salesflow?: Source; unsubscribed?: Map<string, string> } = {}
) {
  const sessions = yield* VendorSessions.make({ salesflow, destinations: [destination] }, 1)
  const other = Effect.succeed({ ...sessions, ...(isElsewhere && { deliveries: [] }) })
  const context = yield* Effect.context<Layer.Success<typeof stores> | Screen>()
  const engine = Outreach.layer({ _tag: "File", path: "" }, () => other).pipe(
    Layer.provide(Layer.succeedContext(context))
  )
  return yield* Job.prepare({
    ...sessions,
    contacts: Effect.succeed([contact]),
    unsubscribed: Effect.succeed(unsubscribed),
    salesflowCampaigns: salesflow === undefined ? [] : [7],
    concurrency: 1,
    again: false,
    run: "run",
    round: 1,
    settings: {},
    engine
  })
})

it.live("a job says that another process did not try its contacts at a vendor", () =>
  Effect.gen(function* () {
    const report = yield* Effect.flatMap(prepared(salesloft), Job.carryOut)
    assert.deepStrictEqual(hintsOf(report), [
      "1 contact was not tried at Salesloft: another process left it or cannot reach it. " +
        "See the output and the variables of the workers."
    ])
  }).pipe(Effect.scoped, Effect.provide(services))
)

it.live("who unsubscribed and was delivered by another job since the preview is suppressed all the same", () =>
  Effect.gen(function* () {
    const { set } = yield* Steps
    let isThere = false
    const job = yield* prepared(
      {
        ...salesloft,
        suppression: () => Effect.succeed(isThere ? { _tag: "ToDo", run: Effect.void } : undefined)
      },
      { unsubscribed: new Map([[email, "in a list"]]) }
    )
    assert.deepStrictEqual(job.toSuppress, [])
    isThere = true
    yield* set("done", { target: salesloft.target, step: salesloft.step, email })
    yield* Job.carryOut(job)
    assert.deepStrictEqual((yield* Ledger.use(({ all }) => all))[0]?.told, ["Salesloft"])
  }).pipe(Effect.scoped, Effect.provide(services))
)

it.live(
  "who unsubscribes while a vendor is adding them, so that nobody finds them there, is suppressed afterwards",
  () =>
    Effect.gen(function* () {
      const ledger = yield* Ledger
      let isThere = false
      const send = Effect.andThen(
        Effect.orDie(ledger.add([[email, "a webhook"]])),
        Effect.sync(() => void (isThere = true))
      )
      const adding: Destination = {
        ...salesloft,
        suppression: () => Effect.succeed(isThere ? { _tag: "ToDo", run: Effect.void } : undefined),
        prepare: () => Effect.succeed({ send, find: Effect.succeed(undefined), findFirst: false })
      }
      yield* Effect.flatMap(prepared(adding, { isElsewhere: false }), Job.carryOut)
      assert.deepStrictEqual((yield* ledger.all)[0]?.told, ["Salesloft"])
    }).pipe(Effect.scoped, Effect.provide(services))
)

it.live("who unsubscribes while the first request of a delivery waits is not created there", () =>
  Effect.gen(function* () {
    const ledger = yield* Ledger
    const sent: Array<string> = []
    const waiting: Destination = {
      ...salesloft,
      prepare: () =>
        Effect.gen(function* () {
          yield* Effect.orDie(ledger.add([[email, "a webhook"]]))
          yield* check
          sent.push("upsert")
          return { send: Effect.void, find: Effect.succeed(undefined), findFirst: false }
        })
    }
    const report = yield* Effect.flatMap(prepared(waiting, { isElsewhere: false }), Job.carryOut)
    assert.deepStrictEqual(sent, [])
    assert.strictEqual([...report.rows][0]?.cells["salesloft"]?.kind, "suppressed")
  }).pipe(Effect.scoped, Effect.provide(services))
)

it.live("a campaign is not started if a member unsubscribes while the request waits", () =>
  Effect.gen(function* () {
    const ledger = yield* Ledger
    const started: Array<number> = []
    const salesflow: Source = {
      vendor: "salesflow",
      name: "Salesflow",
      url: "",
      suppresses: String,
      suppression: () => Effect.succeed(undefined),
      contacts: () => Effect.succeed([contact]),
      start: (campaign) =>
        Effect.gen(function* () {
          yield* Effect.orDie(ledger.add([[email, "a webhook"]]))
          yield* check
          started.push(campaign)
        })
    }
    const { campaigns } = yield* Effect.flatMap(prepared(salesloft, { salesflow }), Job.carryOut)
    assert.deepStrictEqual(started, [])
    assert.strictEqual(campaigns[0]?.detail, `not started: ${email} unsubscribed, but may still be in it`)
  }).pipe(Effect.scoped, Effect.provide(services))
)
