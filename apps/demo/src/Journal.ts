/**
 * Remembers on disk who was added, so that a job that is interrupted and started again adds nobody twice. Each add
 * is written down before it is sent and once its outcome is known; both are on the disk before the job goes on.
 *
 * One JSON object a line. What a crash leaves of a last line is passed over.
 */
import { Context, DateTime, Effect, FileSystem, Layer, Option, Schema, Semaphore } from "effect"
import { CannotRun, problemOf } from "./CannotRun.ts"
import { keyOf } from "./Contact.ts"

const Line = Schema.Struct({
  /** `adding`: about to be sent. `added`: done. `not added`: surely without effect. */
  event: Schema.Literals(["adding", "added", "not added"]),
  email: Schema.String,
  /** Which campaign at which vendor, so that a rehearsal's journal says nothing about a real campaign. */
  target: Schema.String,
  at: Schema.String
})
const LineFromText = Schema.fromJsonString(Line)
type Event = typeof Line.Type.event

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
    /** The last event of this contact; `adding` means that nobody knows whether it arrived. */
    readonly last: (email: string) => Event | undefined
    readonly write: (event: Event, email: string) => Effect.Effect<void, CannotRun>
  }
>()("@salesbridge/demo/Journal") {
  /**
   * The journal in this file, for one target. `fresh` forgets earlier runs; `exclusive` refuses to run while another
   * process uses the file.
   */
  static readonly layer = ({
    exclusive,
    fresh,
    path,
    target
  }: {
    readonly path: string
    readonly target: string
    readonly fresh: boolean
    readonly exclusive: boolean
  }) =>
    Layer.effect(
      Journal,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        if (exclusive) yield* lock(path)
        if (fresh) yield* fs.remove(path, { force: true })
        const text = (yield* fs.exists(path)) ? yield* fs.readFileString(path) : ""
        const events = new Map<string, Event>()
        for (const line of text.split("\n")) {
          const entry = Schema.decodeOption(LineFromText)(line)
          if (Option.isSome(entry) && entry.value.target === target) {
            events.set(keyOf(entry.value.email), entry.value.event)
          }
        }
        // It holds addresses, so it is readable by its owner only.
        const file = yield* fs.open(path, { flag: "a", mode: 0o600 })
        const encoder = new TextEncoder()
        const append = (text: string) => Effect.andThen(file.writeAll(encoder.encode(text)), file.sync)
        // A line that a crash cut short must not swallow the next one.
        if (text !== "" && !text.endsWith("\n")) yield* append("\n")
        const oneAtATime = Semaphore.makeUnsafe(1)
        return {
          path,
          last: (email: string) => events.get(keyOf(email)),
          write: Effect.fnUntraced(
            function* (event: Event, email: string) {
              const at = DateTime.formatIso(yield* DateTime.now)
              yield* append(`${JSON.stringify({ event, email: keyOf(email), target, at })}\n`)
              events.set(keyOf(email), event)
            },
            oneAtATime.withPermit,
            // A line is written as a whole or not at all, and without a journal nothing may be added.
            Effect.uninterruptible,
            Effect.mapError(
              ({ message }) =>
                new CannotRun({ message: `Stopped, since the journal ${path} takes no more: ${message}` })
            )
          )
        }
      }).pipe(
        Effect.catchTag("PlatformError", (error) =>
          Effect.fail(new CannotRun({ message: `Cannot use the journal ${path}: ${problemOf(error)}.` }))
        )
      )
    )
}
