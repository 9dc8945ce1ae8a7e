/**
 * Drives the job for a page: preview, start, pause, resume, try again, and the current state. One job at a time. All
 * results are plain data that fit JSON.
 */
import { Context, Effect, type FileSystem, Latch, Layer, Scope, SubscriptionRef } from "effect"
import { type CannotRun, cannotRun } from "../CannotRun.ts"
import { contactsIn } from "../ContactsFile.ts"
import { Ledger } from "../durable/Ledger.ts"
import { layerStores } from "../durable/Storage.ts"
import { type LoggedFailure, FailureLog } from "../FailureLog.ts"
import * as Job from "../Job.ts"
import { type CampaignResult, hintsOf } from "../Report.ts"
import { Roster } from "../Roster.ts"
import type { Refusal } from "../Row.ts"
import { Screen } from "../Screen.ts"
import * as JobRuntime from "../JobRuntime.ts"
import type { Setup } from "../Setup.ts"
import type { TextFile } from "../TextFile.ts"
import { unsubscribedIn } from "../Unsubscribed.ts"
import { refusalOf } from "../Verdict.ts"

/**
 * `empty`: nothing is read. `reading`: files and vendors are being read. `unread`: they could not be read; `problem` is
 * the reason. `ready`: all is read, and nothing is written. `paused`: only what was being sent finishes.
 * `done`: the job ran to its end, perhaps with failures. `stopped`: it was started, and could not go on; `problem` is the
 * reason.
 */
export type Phase = "empty" | "reading" | "unread" | "ready" | "running" | "paused" | "done" | "stopped"

export interface Status {
  readonly phase: Phase
  /** The number of the last preview. A start names it, since another page may have made another preview. */
  readonly preview: number
  readonly problem: string | undefined
  /** The vendors' addresses: sandboxes, servers on this computer, or the real vendors. */
  readonly mode: Setup["mode"]
  /** The vendors that take part, in the order of the columns. */
  readonly vendors: ReadonlyArray<{
    readonly vendor: string
    readonly name: string
    readonly url: string
    /** `cadence 456`; absent if contacts only come from the vendor. */
    readonly into?: string | undefined
  }>
  /** What is about to be written; undefined before anything is read. */
  readonly intended: Job.Intended | undefined
  /** The Salesflow campaigns, after the job has run. */
  readonly campaigns: ReadonlyArray<CampaignResult>
  /** Vendors that were left, by this process or another, each with what to do about it. */
  readonly left: ReadonlyArray<string>
  /** Finished look-ups or steps, and their total. A step is one contact at one vendor. */
  readonly progress: { readonly title: string; readonly done: number; readonly total: number } | undefined
  /** The last messages, newest first: `salesblink answers 429: retrying in 1 s, as it asks`. */
  readonly notes: ReadonlyArray<string>
}
const mostNotes = 20

const unshown =
  "Nothing is tried again yet: what would happen is not what the last preview showed. Look at it here, then start it."

/** The vendors' refusals, each kind once. */
export interface Failure extends Refusal, Omit<LoggedFailure, "failure"> {
  readonly vendor: string
}

export interface Files {
  readonly contacts?: TextFile | undefined
  readonly unsubscribed?: TextFile | undefined
}

const inputOf = (setup: Setup, { contacts, unsubscribed }: Files) => ({
  contacts: contacts === undefined ? setup.contacts : contactsIn(contacts),
  unsubscribed: unsubscribed === undefined ? setup.unsubscribed : unsubscribedIn(unsubscribed)
})

const phasesOf = (status: SubscriptionRef.SubscriptionRef<Status>) => {
  const update = (change: Partial<Status>) => SubscriptionRef.update(status, (now) => ({ ...now, ...change }))
  return {
    update,
    /** Goes to the next phase, from one of these only. */
    when: <A, E, R>(phases: ReadonlyArray<Phase>, next: Phase, then: Effect.Effect<A, E, R>) =>
      Effect.gen(function* () {
        const { phase } = yield* SubscriptionRef.get(status)
        if (!phases.includes(phase)) {
          const why = phase === "unread" ? "the last preview failed. Preview again" : `the job is ${phase}`
          return yield* cannotRun(`Not now: ${why}.`)
        }
        yield* update({ phase: next, problem: undefined })
        return yield* then
      }),
    /** What a failure changes, besides the problem. */
    orElse:
      (change: Partial<Status>) =>
      <A, R>(use: Effect.Effect<A, CannotRun, R>) =>
        Effect.tapError(use, ({ message }) => update({ ...change, problem: message }))
  }
}

/** Whether this would write anything that was not shown, or without knowing what was known then. */
const exceeds = ({ input: { sessions }, intended }: Job.Prepared, { intended: shown }: Status) =>
  Effect.map(
    Roster,
    ({ hasUnshown }) =>
      hasUnshown(sessions.map(({ adapter }) => adapter.vendor)) ||
      intended.starts.some((campaign) => shown?.starts.includes(campaign) !== true) ||
      intended.unreported.some((name) => shown?.unreported.includes(name) !== true)
  )

/** The runs of one runtime: only what was shown is carried out. */
const runsOf = (runtime: JobRuntime.JobRuntime, status: SubscriptionRef.SubscriptionRef<Status>, gate: Latch.Latch) => {
  const { update } = phasesOf(status)
  /** What was last previewed, and what that has read; undefined if it failed, or after the start. */
  let run: JobRuntime.Run = { ...runtime, gate }
  let prepared: Job.Prepared | undefined
  const show = Effect.fnUntraced(function* (read: Job.Prepared, problem?: string) {
    yield* Roster.use(({ show }) => Effect.sync(show))
    prepared = read
    const { intended } = read
    const preview = (yield* SubscriptionRef.get(status)).preview + 1
    yield* update({ phase: "ready", preview, problem, intended, campaigns: [], left: [], progress: undefined })
  })
  return {
    /** Takes these files from now on, or else those of the flags or the samples. */
    take: (files: Files) => (run = { ...run, ...inputOf(runtime, files) }),
    preview: Effect.gen(function* () {
      prepared = undefined
      const read = yield* JobRuntime.prepare(runtime, run)
      // Only for the first run: later runs keep what this page has done.
      run = { ...run, anew: false }
      yield* show(read)
    }),
    carryOut: Effect.gen(function* () {
      const ready = prepared ?? (yield* JobRuntime.prepare(runtime, { ...run, again: true }))
      const isUnshown = prepared === undefined && (yield* exceeds(ready, yield* SubscriptionRef.get(status)))
      if (isUnshown) return yield* show(ready, unshown)
      prepared = undefined
      const report = yield* Job.carryOut(ready)
      yield* update({ phase: "done", campaigns: report.campaigns, left: hintsOf(report), progress: undefined })
    })
  }
}

const make = Effect.fnUntraced(function* (setup: Setup) {
  const status = yield* SubscriptionRef.make<Status>({ ...nothingYet, mode: setup.mode })
  const { orElse, update, when } = phasesOf(status)
  const screen = Layer.succeed(Screen, screenOf(status))
  const context = Context.merge(
    yield* Effect.context<FailureLog | FileSystem.FileSystem | Roster | Scope.Scope>(),
    yield* Layer.build(Layer.merge(screen, layerStores(setup.storage)))
  )
  const runtime = yield* Effect.provide(JobRuntime.open(setup), context)
  const vendors = runtime.vendors.adapters.map(({ into, name, url, vendor }) => ({ vendor, name, url, into }))
  yield* update({ vendors })
  const gate = yield* Latch.make(true)
  const runs = runsOf(runtime, status, gate)
  const guarded = <A, R>(use: Effect.Effect<A, JobRuntime.Problem, R>) =>
    Effect.provide(JobRuntime.guarded(runtime, use), context)

  const carryOut = guarded(runs.carryOut).pipe(
    // Otherwise the page would say for ever that it is running.
    Effect.catchDefect((defect) => Effect.andThen(Effect.logError(defect), cannotRun(`Stopped: ${String(defect)}.`))),
    orElse({ phase: "stopped", progress: undefined }),
    Effect.ignore,
    Effect.forkIn(Context.get(context, Scope.Scope))
  )
  // The last run may have ended while it was paused.
  const begin = Effect.asVoid(Effect.andThen(gate.open, carryOut))

  const preview = guarded(runs.preview).pipe(orElse({ phase: "unread", progress: undefined }))

  return {
    /** Also changes with each contact. The roster has their results. */
    status,
    /** Reads the contacts of the given files, or else those of the flags or the samples. Writes nothing to a vendor. */
    preview: (files: Files) =>
      when(
        ["empty", "unread", "ready", "done", "stopped"],
        "reading",
        Effect.suspend(() => {
          runs.take(files)
          return preview
        })
      ),
    /** Reads the same again, after a failure. */
    previewAgain: when(["unread"], "reading", preview),
    /** Starts what was previewed, and returns at once. `agreed`: the number of the preview that was agreed to. */
    start: (agreed: number | undefined) =>
      Effect.flatMap(SubscriptionRef.get(status), ({ phase, preview }) =>
        phase === "ready" && agreed !== preview
          ? cannotRun("Not now: another preview was made meanwhile. Look at it, then start it.")
          : when(["ready"], "running", begin)
      ),
    pause: when(["running"], "paused", Effect.asVoid(gate.close)),
    resume: when(["paused"], "running", Effect.asVoid(gate.open)),
    /**
     * Runs the job again. Finished work stays, and what failed or was not tried is tried. If the sources now hold what was
     * not shown, it is shown first.
     */
    retryFailed: when(["done", "stopped"], "running", begin),
    failures: Effect.map(FailureLog, ({ all }): ReadonlyArray<Failure> => all().map(failureOf)).pipe(
      Effect.provide(context)
    ),
    /** The people who must not be contacted. */
    ledger: guarded(Ledger.use(({ all }) => all)).pipe(orElse({}))
  }
})

const nothingYet = {
  phase: "empty",
  preview: 0,
  problem: undefined,
  vendors: [],
  intended: undefined,
  campaigns: [],
  left: [],
  progress: undefined,
  notes: []
} as const

const failureOf = ({ failure, ...logged }: LoggedFailure): Failure => ({
  ...refusalOf(failure),
  ...logged,
  vendor: failure.vendor
})

/** Shows in the status what a terminal would show. */
const screenOf = (status: SubscriptionRef.SubscriptionRef<Status>): Screen["Service"] => ({
  line: (text = "") =>
    text.trim() === ""
      ? Effect.void
      : SubscriptionRef.update(status, (now) => ({ ...now, notes: [text.trim(), ...now.notes].slice(0, mostNotes) })),
  colour: (_, text) => text,
  progress: (title, total, run) => {
    let done = -1
    const tick = SubscriptionRef.update(status, (now) => ({ ...now, progress: { title, done: ++done, total } }))
    return Effect.andThen(tick, run(tick))
  }
})

export class JobControl extends Context.Service<JobControl, Effect.Success<ReturnType<typeof make>>>()(
  "@salesbridge/demo/JobControl"
) {
  /** With the vendors of this setup. Everything that it starts stops with the layer. */
  static readonly layer = (setup: Setup) => Layer.effect(JobControl, make(setup))
}
