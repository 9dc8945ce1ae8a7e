/** The page over a job that a test plays: what it shows and does, without vendors. */
import { Effect, Exit, PubSub, Scope, Stream } from "effect"
import type { CannotRun } from "../src/CannotRun.ts"
import { type Change, type Failure, JobControl, type Line, type Status } from "../src/JobControl.ts"
import { serve } from "../src/web/Server.ts"

const vendors: Status["vendors"] = [
  { vendor: "salesflow", name: "Salesflow", url: "https://salesflow.example.com" },
  { vendor: "salesblink", name: "SalesBlink", url: "https://salesblink.example.com", into: "campaign 5f0c" },
  { vendor: "salesloft", name: "Salesloft", url: "https://salesloft.example.com", into: "cadence 8801" }
]

export const statusOf = (change: Partial<Status>): Status => ({
  phase: "ready",
  problem: undefined,
  place: "offline",
  vendors,
  intended: { vendors: [{ name: "SalesBlink", intends: ["add 2 prospects"] }], starts: [], left: [], unheard: [] },
  campaigns: [],
  left: [],
  ...change
})

export const serveStub = async (given: {
  readonly status: Status
  readonly lines: ReadonlyArray<Line>
  readonly failures?: ReadonlyArray<Failure>
  /** Waited for by a preview. */
  readonly reading?: Effect.Effect<void>
}) => {
  const scope = Effect.runSync(Scope.make())
  const hub = Effect.runSync(PubSub.unbounded<Change>())
  const did: Array<string> = []
  const act = (name: string): Effect.Effect<void, CannotRun> => Effect.sync(() => void did.push(name))
  const job = JobControl.of({
    changes: Stream.unwrap(
      Effect.map(PubSub.subscribe(hub), (subscription) =>
        Stream.concat(
          Stream.succeed({ _tag: "Everything", status: given.status, lines: given.lines } as const),
          Stream.fromSubscription(subscription)
        )
      )
    ),
    preview: ({ contacts }) =>
      act("reading").pipe(
        Effect.andThen(given.reading ?? Effect.void),
        Effect.andThen(act(`read ${contacts?.name ?? "samples"}`))
      ),
    start: act("start"),
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
    serve(0, "token").pipe(Effect.provideService(JobControl, job), Scope.provide(scope))
  )
  return {
    url,
    did,
    tell: (change: Change) => void PubSub.publishUnsafe(hub, change),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}
