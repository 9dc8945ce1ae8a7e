/** The page over a job that a test plays: what it shows and does, without vendors. */
import { Context, Effect, Exit, Layer, Scope, SubscriptionRef } from "effect"
import type { CannotRun } from "../src/CannotRun.ts"
import type { Entry } from "../src/Contact.ts"
import { Roster } from "../src/Roster.ts"
import type { Row } from "../src/Row.ts"
import { type Failure, JobControl, type Status } from "../src/web/JobControl.ts"
import { serve } from "../src/web/Server.ts"

const vendors: Status["vendors"] = [
  { vendor: "salesflow", name: "Salesflow", url: "https://salesflow.example.com" },
  { vendor: "salesblink", name: "SalesBlink", url: "https://salesblink.example.com", into: "campaign 5f0c" },
  { vendor: "salesloft", name: "Salesloft", url: "https://salesloft.example.com", into: "cadence 8801" }
]

export const statusOf = (change: Partial<Status>): Status => ({
  phase: "ready",
  preview: 3,
  problem: undefined,
  mode: "offline",
  vendors,
  intended: { vendors: [{ name: "SalesBlink", intends: ["add 2 prospects"] }], starts: [], left: [], unreported: [] },
  campaigns: [],
  left: [],
  progress: undefined,
  notes: [],
  ...change
})

const entryOf = ({ detail = "", skip, where, who }: Row): Entry =>
  skip === undefined || skip === "duplicate"
    ? { _tag: "Contact", where, email: who, linkedin: undefined, members: [], fields: {} }
    : { _tag: "NoContact", where, who, reason: detail, outcome: skip }

const fill = (roster: Roster["Service"], lines: ReadonlyArray<Row>) => {
  roster.add(lines.map(entryOf))
  roster.addUnsubscribed(lines.flatMap(({ listed, who }) => (listed === undefined ? [] : [[who, listed] as const])))
  roster.mark()
  for (const [index, { cells }] of lines.entries()) {
    for (const [vendor, cell] of Object.entries(cells)) roster.put(index + 1, vendor, cell)
  }
}

export const serveStub = async (given: {
  readonly status: Status
  readonly lines: ReadonlyArray<Row>
  readonly failures?: ReadonlyArray<Failure>
  /** Waited for by a preview. */
  readonly reading?: Effect.Effect<void>
}) => {
  const scope = Effect.runSync(Scope.make())
  const roster = await Effect.runPromise(Effect.map(Layer.buildWithScope(Roster.layer, scope), Context.get(Roster)))
  fill(roster, given.lines)
  const status = Effect.runSync(SubscriptionRef.make(given.status))
  const did: Array<string> = []
  const act = (name: string): Effect.Effect<void, CannotRun> => Effect.sync(() => void did.push(name))
  const job = JobControl.of({
    status,
    preview: ({ contacts }) =>
      act("reading").pipe(
        Effect.andThen(given.reading ?? Effect.void),
        Effect.andThen(act(`read ${contacts?.name ?? "samples"}`))
      ),
    previewAgain: act("preview again"),
    start: (preview) => act(`start ${preview}`),
    pause: act("pause"),
    resume: act("resume"),
    retryFailed: act("retry"),
    failures: Effect.succeed(given.failures ?? []),
    ledger: Effect.succeed(
      Array.from({ length: 250 }, (_, index) => ({
        address: `gone${index}@example.com`,
        source: "in gone.txt",
        since: "2026-03-02T09:00:00Z",
        told: ["Salesloft"]
      }))
    )
  })
  const url = await Effect.runPromise(
    serve(0, "token").pipe(
      Effect.provideService(JobControl, job),
      Effect.provideService(Roster, roster),
      Scope.provide(scope)
    )
  )
  return {
    url,
    did,
    roster,
    tell: (change: Partial<Status>) => Effect.runSync(SubscriptionRef.update(status, (now) => ({ ...now, ...change }))),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}
