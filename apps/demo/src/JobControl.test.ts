/** The job as a page drives it, against the sandboxes. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Layer, Option, Stream } from "effect"
import { join } from "node:path"
import { newFolder } from "../test/command.ts"
import { Encounters } from "./Encounters.ts"
import { type Change, JobControl, type Line, type Phase } from "./JobControl.ts"
import { Screen } from "./Screen.ts"
import * as Setup from "./Setup.ts"

const given = (journal: string) => ({
  csv: Option.none(),
  salesflowCampaign: [],
  settings: {},
  unsubscribed: Option.none(),
  journal: Option.some(journal),
  resume: false,
  concurrency: 4,
  offline: true,
  web: true,
  yes: false
})

const control = Layer.unwrap(
  Effect.gen(function* () {
    const folder = yield* Effect.promise(newFolder)
    return JobControl.layer(yield* Setup.of(given(join(folder, "journal"))))
  })
).pipe(
  Layer.provide(Layer.merge(Screen.layer, Encounters.layer)),
  Layer.provideMerge(NodeServices.layer),
  Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({})))
)

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const contacts = file(
  "c.csv",
  "Email,First Name,LinkedIn\nnew@example.com,New,new-one\ncontact17@example.com,F,example-17\ngone@example.com,G,gone\nx\n"
)

describe("the job, driven by a page", () => {
  it.live(
    "shows what would happen, writes when told to, pauses, and tries again what failed",
    () =>
      Effect.gen(function* () {
        const job = yield* JobControl
        const seen: Array<Change> = []
        yield* Effect.forkScoped(Stream.runForEach(job.changes, (change) => Effect.sync(() => seen.push(change))))
        const until = (phase: Phase) =>
          job.changes.pipe(
            Stream.drop(1),
            Stream.filter((change) => "status" in change && change.status.phase === phase),
            Stream.take(1),
            Stream.runDrain
          )
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
        const done = yield* Effect.forkChild(until("done"), { startImmediately: true })
        yield* job.resume
        yield* Fiber.join(done)
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
        const again = yield* Effect.forkChild(until("done"), { startImmediately: true })
        yield* job.retryFailed
        yield* Fiber.join(again)
        const delivered = seen
          .slice(before)
          .filter((change) => change._tag === "Cell" && change.cell.kind === "delivered")
        assert.deepStrictEqual(delivered, [])
      }).pipe(Effect.provide(control)),
    180_000
  )
})
