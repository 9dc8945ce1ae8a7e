/**
 * The job for a page to drive: what would happen, start, pause, go on, try again what failed, and what happens
 * meanwhile. One job at a time. All that it gives is plain data, fit for JSON.
 */
import { Context, Effect, type FileSystem, Latch, Layer, PubSub, Scope, Stream } from "effect"
import { CannotRun } from "./CannotRun.ts"
import type { Where } from "./Contact.ts"
import { contactsIn } from "./ContactsFile.ts"
import { type Entry as LedgerEntry, Ledger } from "./durable/Ledger.ts"
import { layerStores } from "./durable/Storage.ts"
import { keyOf } from "./EmailAddress.ts"
import { type Encounter, Encounters } from "./Encounters.ts"
import * as Job from "./Job.ts"
import type { CampaignResult } from "./Report.ts"
import type { Cell, Refusal, Row, skips } from "./Row.ts"
import { Screen } from "./Screen.ts"
import * as Session from "./Session.ts"
import type { Setup } from "./Setup.ts"
import type { TextFile } from "./TextFile.ts"
import { unsubscribedIn } from "./Unsubscribed.ts"
import { kinds } from "./Vendors.ts"
import { refusalOf } from "./Verdict.ts"

/**
 * `empty`: nothing is read. `reading`: being read. `ready`: read, and nothing written. `paused`: nobody new is begun
 * with, what is under way ends. `done`: ran through, perhaps with failures. `stopped`: could not run; `problem` says why.
 */
export type Phase = "empty" | "reading" | "ready" | "running" | "paused" | "done" | "stopped"

export interface Status {
  readonly phase: Phase
  readonly problem: string | undefined
  /** Whom the job talks to: sandboxes, servers on this computer, or the real vendors. */
  readonly place: Setup["place"]
  /** Those that take part, in the order of the columns. */
  readonly vendors: ReadonlyArray<{
    readonly vendor: string
    readonly name: string
    readonly url: string
    /** `cadence 456`; absent where contacts only come from. */
    readonly into?: string | undefined
  }>
  /** What is about to be written; undefined before anything is read. */
  readonly intended: Job.Intended | undefined
  /** The Salesflow campaigns, once the job ran through. */
  readonly campaigns: ReadonlyArray<CampaignResult>
  /** Vendors that were left, each with what to do about it. */
  readonly left: ReadonlyArray<string>
}

/** One line of the table. */
export interface Line {
  readonly where: Where
  readonly who: string
  /** Why it goes to no vendor at all. */
  readonly skip?: keyof typeof skips
  readonly detail?: string
  /** Where it says that this person unsubscribed. */
  readonly listed?: string | undefined
  /** By the vendor's short name; absent where nothing is known yet. */
  readonly cells: Readonly<Record<string, Cell>>
}

export type Change =
  /** Everything, at the beginning and after a preview. */
  | { readonly _tag: "Everything"; readonly status: Status; readonly lines: ReadonlyArray<Line> }
  | { readonly _tag: "Status"; readonly status: Status }
  /** A cell of the line with this index. */
  | { readonly _tag: "Cell"; readonly line: number; readonly vendor: string; readonly cell: Cell }
  /** So many of so many look-ups or steps; a step is one contact at one vendor. */
  | { readonly _tag: "Progress"; readonly title: string; readonly done: number; readonly total: number }
  /** A sentence for people: `salesblink answers 429: going on in 1 s, as it asks`. */
  | { readonly _tag: "Note"; readonly text: string }

/** What the vendors refused, each kind once. */
export interface Failure extends Refusal {
  readonly vendor: string
  /** What was done about it, as the end of a sentence. */
  readonly done: string
  /** Which things it was about: addresses, `campaign 29889`. */
  readonly about: ReadonlyArray<string>
  readonly times: number
}

export interface Files {
  readonly contacts?: TextFile | undefined
  readonly unsubscribed?: TextFile | undefined
}

interface Service {
  /** All that happens, beginning with what is now. */
  readonly changes: Stream.Stream<Change>
  /** Reads the contacts, those of the flags or the samples where no file is given. Writes nothing to a vendor. */
  readonly preview: (files: Files) => Effect.Effect<void, CannotRun>
  /** Begins with what was previewed, and returns at once. */
  readonly start: Effect.Effect<void, CannotRun>
  readonly pause: Effect.Effect<void, CannotRun>
  readonly resume: Effect.Effect<void, CannotRun>
  /** Runs the same again: what is done stays done, what failed or was not tried is tried. */
  readonly retryFailed: Effect.Effect<void, CannotRun>
  readonly failures: Effect.Effect<ReadonlyArray<Failure>>
  /** Who must not be written to. */
  readonly ledger: Effect.Effect<ReadonlyArray<LedgerEntry>, CannotRun>
}

const make = Effect.fnUntraced(function* (setup: Setup) {
  const hub = yield* PubSub.unbounded<Change>()
  const tell = (change: Change) => void PubSub.publishUnsafe(hub, change)
  const screen = Layer.succeed(Screen, screenOf(tell))
  const services = Layer.merge(screen, layerStores(setup.storage))
  const context = Context.merge(
    yield* Effect.context<Encounters | FileSystem.FileSystem | Scope.Scope>(),
    yield* Layer.build(services)
  )
  const session = yield* Effect.provide(Session.open(setup), context)
  const table = tableOf(tell)
  const gate = yield* Latch.make(true)
  let run: Session.Run = { ...setup, gate: gate.await, watch: table.put }
  let prepared: Job.Prepared | undefined
  const { now, update } = statusOf(tell, { ...nothingYet, place: setup.place, vendors: vendorsOf(session) })
  const everything = () => ({ _tag: "Everything", status: now(), lines: table.lines() }) as const
  const stopped = ({ message }: CannotRun) => Effect.sync(() => update({ phase: "stopped", problem: message }))
  const guarded = <A, R>(use: Effect.Effect<A, Session.Problem, R>) =>
    Session.guarded(setup, use).pipe(Effect.tapError(stopped), Effect.provide(context))
  const when = <A, E, R>(phases: ReadonlyArray<Phase>, next: Phase, then: Effect.Effect<A, E, R>) =>
    Effect.suspend((): Effect.Effect<A, E | CannotRun, R> => {
      const { phase } = now()
      if (!phases.includes(phase)) return Effect.fail(new CannotRun({ message: `Not now: the job is ${phase}.` }))
      update({ phase: next })
      return then
    })

  const carryOut = guarded(
    Effect.gen(function* () {
      prepared ??= yield* Session.prepare(session, run)
      const { campaigns, left } = yield* Job.carryOut(prepared)
      update({ phase: "done", campaigns, left: left.map(Job.hintOf) })
    }).pipe(Effect.ensuring(Effect.sync(() => (prepared = undefined))))
  ).pipe(Effect.ignore, Effect.forkIn(Context.get(context, Scope.Scope)), Effect.asVoid)

  return {
    changes: Stream.unwrap(
      Effect.map(PubSub.subscribe(hub), (subscription) =>
        Stream.concat(Stream.sync(everything), Stream.fromSubscription(subscription))
      )
    ),
    preview: (files) =>
      Effect.gen(function* () {
        run = { ...run, ...(yield* read(setup, files)) }
        table.set([])
        prepared = yield* Session.prepare(session, run)
        // Only the first time: what this page has done since is not forgotten.
        run = { ...run, anew: false }
        table.set(Job.rowsOf(prepared))
        update({ phase: "ready", intended: prepared.intended, campaigns: [], left: [] })
        tell(everything())
      }).pipe(guarded, (read) => when(["empty", "ready", "done", "stopped"], "reading", read)),
    start: when(["ready"], "running", carryOut),
    pause: when(["running"], "paused", Effect.asVoid(gate.close)),
    resume: when(["paused"], "running", Effect.asVoid(gate.open)),
    retryFailed: when(["done", "stopped"], "running", carryOut),
    failures: Effect.map(Encounters, ({ all }) => all().map(failureOf)).pipe(Effect.provide(context)),
    ledger: Ledger.use(({ all }) => all).pipe(guarded)
  } satisfies Service
})

const read = Effect.fnUntraced(function* (setup: Setup, { contacts, unsubscribed }: Files) {
  return {
    rows: contacts === undefined ? setup.rows : yield* contactsIn(contacts),
    unsubscribed: unsubscribed === undefined ? setup.unsubscribed : yield* unsubscribedIn(unsubscribed)
  }
})

const statusOf = (tell: (change: Change) => void, first: Status) => {
  let status = first
  return {
    now: () => status,
    update: (change: Partial<Status>) => {
      status = { ...status, problem: undefined, ...change }
      tell({ _tag: "Status", status })
    }
  }
}

const nothingYet = { phase: "empty", problem: undefined, intended: undefined, campaigns: [], left: [] } as const

const vendorsOf = ({ vendors: { destinations, urls } }: Session.Session): Status["vendors"] =>
  kinds.flatMap(({ name, vendor }) => {
    const url = urls.get(vendor)
    const into = destinations.find((destination) => destination.vendor === vendor)?.into
    return url === undefined ? [] : [{ vendor, name, url, into }]
  })

/** The lines as they are now, by index and by address. */
const tableOf = (tell: (change: Change) => void) => {
  let lines: Array<Line> = []
  const indexes = new Map<string, number>()
  return {
    lines: (): ReadonlyArray<Line> => [...lines],
    set: (rows: ReadonlyArray<Row>) => {
      lines = rows.map((row) =>
        "skip" in row ? { ...row, cells: {} } : { ...row, cells: Object.fromEntries(row.cells) }
      )
      indexes.clear()
      for (const [index, row] of rows.entries()) if (!("skip" in row)) indexes.set(keyOf(row.who), index)
    },
    put: (email: string, vendor: string, cell: Cell) => {
      const index = indexes.get(keyOf(email))
      if (index === undefined) return
      const line = lines[index]!
      // What this page's run delivered is not merely there, when that runs again.
      if (cell.kind === "there" && line.cells[vendor]?.kind === "delivered") return
      lines[index] = { ...line, cells: { ...line.cells, [vendor]: cell } }
      tell({ _tag: "Cell", line: index, vendor, cell })
    }
  }
}

const failureOf = ({ about, done, failure, times }: Encounter): Failure => ({
  ...refusalOf(failure),
  vendor: failure.vendor,
  done,
  about,
  times
})

/** What a terminal shows, as changes. */
const screenOf = (tell: (change: Change) => void): Screen["Service"] => ({
  line: (text = "") => Effect.sync(() => text.trim() !== "" && tell({ _tag: "Note", text: text.trim() })),
  colour: (_, text) => text,
  progress: (title, total, run) => {
    let done = -1
    const tick = Effect.sync(() => tell({ _tag: "Progress", title, done: ++done, total }))
    return Effect.andThen(tick, run(tick))
  }
})

export class JobControl extends Context.Service<JobControl, Service>()("@salesbridge/demo/JobControl") {
  /** With the sandboxes or vendors of this setup; what it starts stops with the layer. */
  static readonly layer = (setup: Setup) => Layer.effect(JobControl, make(setup))
}
