/**
 * Remembers on disk what was done for whom, so that a job that is interrupted and started again does nothing twice. Each
 * step that must not happen twice is written down before it is sent and once its outcome is known; both are on the disk
 * before the job goes on. A job that ran through says so at its end: where that is missing, it was interrupted.
 *
 * One JSON object a line. What a crash leaves of a last line is passed over.
 */
import { Context, DateTime, Effect, FileSystem, Layer, Option, Schema, Semaphore } from "effect"
import { CannotRun, problemOf } from "./CannotRun.ts"
import { keyOf } from "./EmailAddress.ts"

const common = {
  /** Which campaign, cadence or list at which vendor, so that a rehearsal's journal says nothing about a real one. */
  target: Schema.String,
  at: Schema.String
}
const StepLine = Schema.Struct({
  /** `doing`: about to be sent. `done`: it is. `not done`: surely without effect. */
  event: Schema.Literals(["doing", "done", "not done"]),
  step: Schema.String,
  email: Schema.String,
  ...common
})
/** From when there was one vendor and one step, which SalesBlink still calls `add`. */
const OlderLine = Schema.Struct({
  event: Schema.Literals(["adding", "added", "not added"]),
  email: Schema.String,
  ...common
})
const FinishedLine = Schema.Struct({ event: Schema.Literal("finished"), ...common })
const LineFromText = Schema.fromJsonString(Schema.Union([StepLine, OlderLine, FinishedLine]))
export type Event = typeof StepLine.Type.event
const newer = { adding: "doing", added: "done", "not added": "not done" } as const

/** One step for one contact at one target. */
export interface Step {
  readonly target: string
  readonly step: string
  readonly email: string
}
const idOf = ({ email, step, target }: Step) => JSON.stringify([target, step, keyOf(email)])

/**
 * What is done about the runs for the same targets before: `keep` all of them, or `begin anew`, but only after a run
 * that ran through.
 */
type Earlier = "keep" | "begin anew"

/** A process of that number exists. It may be another program's by now; then the file beside the journal is deleted. */
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Two runs at once would not see each other's adds. What a killed run left behind does not count. */
const lock = Effect.fnUntraced(function* (journal: string) {
  const fs = yield* FileSystem.FileSystem
  const path = `${journal}.lock`
  const take = fs.writeFileString(path, String(process.pid), { flag: "wx" }).pipe(
    Effect.as(true),
    Effect.catchIf(
      (error) => error.reason._tag === "AlreadyExists",
      () => Effect.succeed(false)
    )
  )
  const taken = Effect.gen(function* () {
    if (yield* take) return
    const pid = Number(yield* fs.readFileString(path))
    if (!Number.isInteger(pid) || !isAlive(pid)) {
      yield* fs.remove(path, { force: true })
      if (yield* take) return
    }
    return yield* new CannotRun({
      message: `Another run uses the journal ${journal} (process ${pid}). If that is no longer so, delete ${path}.`
    })
  })
  yield* Effect.acquireRelease(taken, () => Effect.ignore(fs.remove(path, { force: true })))
})

export class Journal extends Context.Service<
  Journal,
  {
    readonly path: string
    /** Whether the last run for one of these targets did not run through, so that this one goes on with it. */
    readonly goesOn: boolean
    /** The last event of this step; `doing` means that nobody knows whether it arrived. */
    readonly last: (step: Step) => Event | undefined
    readonly write: (event: Event, step: Step) => Effect.Effect<void, CannotRun>
    /** The job ran through for these targets. */
    readonly finish: (targets: ReadonlyArray<string>) => Effect.Effect<void, CannotRun>
  }
>()("@salesbridge/demo/Journal") {
  /** The journal in this file, for these targets. Fails while another process uses the file. */
  static readonly layer = ({
    earlier,
    path,
    targets
  }: {
    readonly path: string
    readonly targets: ReadonlyArray<string>
    readonly earlier: Earlier
  }) =>
    Layer.effect(
      Journal,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        yield* lock(path)
        let text = (yield* fs.exists(path)) ? yield* fs.readFileString(path) : ""
        const events = new Map<string, Event>()
        const unfinished = new Set<string>()
        let ofOthers = ""
        for (const line of text.split("\n")) {
          const entry = Schema.decodeOption(LineFromText)(line)
          if (Option.isNone(entry)) continue
          const { value } = entry
          if (!targets.includes(value.target)) {
            ofOthers += `${line}\n`
            continue
          }
          if (value.event === "finished") {
            unfinished.delete(value.target)
            continue
          }
          unfinished.add(value.target)
          if ("step" in value) events.set(idOf(value), value.event)
          else events.set(idOf({ ...value, step: "add" }), newer[value.event])
        }
        const goesOn = unfinished.size > 0
        if (earlier === "begin anew" && !goesOn && text !== "") {
          events.clear()
          text = ofOthers
          // In place of the file rather than into it: a crash must not cost the runs for other targets.
          yield* fs.writeFileString(`${path}.new`, text, { mode: 0o600 })
          yield* fs.rename(`${path}.new`, path)
        }
        // It holds addresses, so it is readable by its owner only.
        const file = yield* fs.open(path, { flag: "a", mode: 0o600 })
        const encoder = new TextEncoder()
        const append = (text: string) => Effect.andThen(file.writeAll(encoder.encode(text)), file.sync)
        // A line that a crash cut short must not swallow the next one.
        if (text !== "" && !text.endsWith("\n")) yield* append("\n")
        const oneAtATime = Semaphore.makeUnsafe(1)
        const writeLines = Effect.fnUntraced(
          function* (lines: ReadonlyArray<object>) {
            const at = DateTime.formatIso(yield* DateTime.now)
            yield* append(lines.map((line) => `${JSON.stringify({ ...line, at })}\n`).join(""))
          },
          oneAtATime.withPermit,
          // A line is written as a whole or not at all, and without a journal nothing may be sent.
          Effect.uninterruptible,
          Effect.mapError(
            ({ message }) => new CannotRun({ message: `Stopped, since the journal ${path} takes no more: ${message}` })
          )
        )
        return {
          path,
          goesOn,
          last: (step: Step) => events.get(idOf(step)),
          write: (event: Event, { email, step, target }: Step) =>
            Effect.tap(writeLines([{ event, step, email: keyOf(email), target }]), () =>
              Effect.sync(() => events.set(idOf({ email, step, target }), event))
            ),
          finish: (targets: ReadonlyArray<string>) =>
            writeLines(targets.map((target) => ({ event: "finished", target })))
        }
      }).pipe(
        Effect.catchTag("PlatformError", (error) =>
          Effect.fail(new CannotRun({ message: `Cannot use the journal ${path}: ${problemOf(error)}.` }))
        )
      )
    )
}
