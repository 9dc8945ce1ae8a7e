/** `npm run demo -- worker`: works for jobs that others started on the same PostgreSQL, until it is stopped. */
import { Effect, Layer } from "effect"
import { cannotRun, WrongUsage } from "./CannotRun.ts"
import * as VendorSessions from "./VendorSessions.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Steps } from "./durable/Steps.ts"
import { layerStores, storageAt } from "./durable/Storage.ts"
import { defaultJournal, type Given } from "./flags.ts"
import { Screen } from "./Screen.ts"
import * as Vendors from "./Vendors.ts"
import * as Webhooks from "./Webhooks.ts"

export const worker = Effect.fnUntraced(function* (given: Pick<Given, "concurrency" | "host" | "port" | "webhooks">) {
  const { storage } = yield* storageAt(defaultJournal, given)
  if (storage._tag === "File") {
    return yield* new WrongUsage({
      message: "A worker needs DATABASE_URL, the PostgreSQL that the job was started on."
    })
  }
  const integrations = yield* Vendors.configured
  if (integrations.length === 0) {
    return yield* cannotRun("A worker needs the variables of the vendors that the job writes to.")
  }
  yield* Webhooks.receivable(integrations, given.webhooks)
  yield* Vendors.checkRedis
  const { line } = yield* Screen
  const run = Effect.gen(function* () {
    const sessionsFor = yield* VendorSessions.pool(integrations, given.concurrency)
    const engine = Outreach.layer(storage, sessionsFor)
    yield* Layer.build(Layer.provideMerge(Webhooks.layer(integrations, given.webhooks), engine))
    yield* line(
      `Working for jobs on the database that DATABASE_URL names, at ${integrations.map(({ name }) => name).join(", ")}.`
    )
    return yield* Steps.use(({ broken }) => broken)
  })
  yield* run.pipe(
    Effect.scoped,
    Effect.provide(layerStores(storage)),
    Effect.catchTag("SqlError", () => cannotRun("Stopped: the database cannot be reached."))
  )
})
