/**
 * `npm run simulate -w @salesbridge/demo -- 100000`: the job with this many generated contacts and two destinations
 * that answer at once, so that it measures the job itself: contacts a second and memory, at each tenth.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer } from "effect"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as VendorSessions from "../src/VendorSessions.ts"
import { readContacts } from "../src/ContactsFile.ts"
import type { Destination } from "../src/Destination.ts"
import * as Outreach from "../src/durable/Outreach.ts"
import { layerStores } from "../src/durable/Storage.ts"
import { FailureLog } from "../src/FailureLog.ts"
import * as Job from "../src/Job.ts"
import { Roster } from "../src/Roster.ts"
import { Screen } from "../src/Screen.ts"

const contacts = Number(process.argv[2] ?? 10_000)
const concurrency = 16

const destination = (vendor: string): Destination => ({
  vendor,
  name: vendor,
  url: "",
  into: "nowhere",
  target: vendor,
  step: "add",
  done: "added",
  delivers: String,
  suppresses: String,
  suppression: () => Effect.succeed(undefined),
  members: Effect.succeed([]),
  membersAreDone: false,
  prepare: () => Effect.succeed({ send: Effect.void, find: Effect.succeed(undefined), findFirst: false })
})

/** Prints the state at each tenth. */
const meter = () => {
  let done = 0
  let began = performance.now()
  return () => {
    done++
    if (done % Math.max(1, Math.floor((2 * contacts) / 10)) !== 0) return
    globalThis.gc?.()
    const seconds = (performance.now() - began) / 1000
    const { heapUsed, rss } = process.memoryUsage()
    const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`.padStart(9)
    const rate = (contacts / 10 / seconds).toFixed(0).padStart(6)
    console.log(
      `${String(done / 2).padStart(8)} contacts ${rate} a second, heap ${mebibytes(heapUsed)}, resident ${mebibytes(rss)}`
    )
    began = performance.now()
  }
}

/** A screen that shows only the meter. */
const screen = Screen.of({
  line: () => Effect.void,
  colour: (_, text) => text,
  progress: (_title, _total, run) => run(Effect.sync(meter()))
})

function* file() {
  yield "Email,First Name,Company\n"
  for (let index = 0; index < contacts; index++) yield `contact${index}@example.com,First${index},Example ${index}\n`
}

const simulate = Effect.fnUntraced(function* (path: string, csv: string) {
  const storage = { _tag: "File", path } as const
  const destinations = [destination("one"), destination("other")]
  const stores = layerStores(storage)
  return yield* Effect.gen(function* () {
    const vendorSessions = yield* VendorSessions.make({ salesflow: undefined, destinations }, concurrency)
    const context = yield* Effect.context<Layer.Success<typeof stores> | Screen>()
    const prepared = yield* Job.prepare({
      ...vendorSessions,
      contacts: readContacts(csv),
      unsubscribed: Effect.succeed(new Map()),
      salesflowCampaigns: [],
      concurrency,
      again: false,
      run: "simulation",
      round: 1,
      settings: {},
      engine: Outreach.layer(storage, () => Effect.succeed(vendorSessions)).pipe(
        Layer.provide(Layer.succeedContext(context))
      )
    })
    const began = performance.now()
    yield* Job.carryOut(prepared)
    console.log(`${((contacts * 1000) / (performance.now() - began)).toFixed(0)} contacts a second over all.`)
  }).pipe(Effect.scoped, Effect.provide(Layer.merge(stores, Roster.layer)))
})

const folder = await mkdtemp(join(tmpdir(), "salesbridge-simulation-"))
const csv = join(folder, "contacts.csv")
await writeFile(csv, file())
await Effect.runPromise(
  simulate(join(folder, "journal"), csv).pipe(
    Effect.provide(Layer.merge(Layer.succeed(Screen, screen), FailureLog.layer)),
    Effect.provide(NodeServices.layer)
  )
).finally(() => rm(folder, { recursive: true }))
