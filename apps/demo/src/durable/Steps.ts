/**
 * Remembers what was done for whom, so that a job that is interrupted and started again does nothing twice. Each step
 * that must not happen twice is written down before it is sent, on the disk, and once its outcome is known.
 *
 * A round is a run with all that goes on with it: it ends when the job ran through.
 */
import { Clock, Context, Effect, FileSystem, Layer, Option, Schema, Semaphore } from "effect"
import { SqlClient } from "effect/sql"
import { keyOf } from "../EmailAddress.ts"

/** `doing`: about to be sent. `done`: it is. `not done`: surely without effect. */
export type State = "doing" | "done" | "not done"

/** One step for one contact at one target, which is a campaign, cadence or list of one vendor. */
export interface Step {
  readonly target: string
  readonly step: string
  readonly email: string
}

const tables = [
  `CREATE TABLE IF NOT EXISTS demo_steps (target TEXT NOT NULL, step TEXT NOT NULL, identity TEXT NOT NULL,
   state TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (target, step, identity))`,
  "CREATE TABLE IF NOT EXISTS demo_rounds (target TEXT PRIMARY KEY, round INTEGER NOT NULL, open INTEGER NOT NULL)",
  "CREATE TABLE IF NOT EXISTS demo_imports (path TEXT PRIMARY KEY)"
]

const JournalLine = Schema.fromJsonString(
  Schema.Struct({
    event: Schema.Literals(["doing", "done", "not done", "adding", "added", "not added", "finished"]),
    step: Schema.optionalKey(Schema.String),
    email: Schema.optionalKey(Schema.String),
    target: Schema.String
  })
)
const states: Readonly<Record<string, State>> = {
  doing: "doing",
  done: "done",
  "not done": "not done",
  adding: "doing",
  added: "done",
  "not added": "not done"
}

const make = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const oneAtATime = yield* Semaphore.make(1)
  for (const table of tables) yield* sql.unsafe(table)

  const set = Effect.fnUntraced(function* (state: State, { email, step, target }: Step) {
    const row = { target, step, identity: keyOf(email), state, at: yield* Clock.currentTimeMillis }
    yield* sql`INSERT INTO demo_steps ${sql.insert(row)} ON CONFLICT (target, step, identity)
      DO UPDATE SET state = excluded.state, at = excluded.at`
  })
  /** On the disk before the job goes on, also where the power fails; what is not costs no more than a look-up. */
  const onDisk = <A, E>(write: Effect.Effect<A, E>) =>
    sql
      .unsafe("PRAGMA synchronous = FULL")
      .pipe(
        Effect.andThen(write),
        Effect.ensuring(Effect.ignore(sql.unsafe("PRAGMA synchronous = NORMAL"))),
        Effect.uninterruptible,
        oneAtATime.withPermit
      )

  const openRound = Effect.fnUntraced(function* (targets: ReadonlyArray<string>) {
    const rows = yield* sql<{ target: string; round: number; open: number }>`SELECT * FROM demo_rounds
      WHERE ${sql.in("target", targets)}`
    const goesOn = rows.some(({ open }) => open === 1)
    const highest = Math.max(0, ...rows.map(({ round }) => round))
    return { goesOn, round: goesOn ? highest : highest + 1 }
  })

  return {
    /** The last state of this step; of `doing` nobody knows whether it arrived. */
    last: Effect.fnUntraced(function* ({ email, step, target }: Step) {
      const [row] = yield* sql<{ state: State }>`SELECT state FROM demo_steps
        WHERE target = ${target} AND step = ${step} AND identity = ${keyOf(email)}`
      return row?.state
    }),
    /** Who is done at this target, by the keys of their addresses. */
    done: (target: string, step: string) =>
      sql<{ identity: string }>`SELECT identity FROM demo_steps
        WHERE target = ${target} AND step = ${step} AND state = 'done'`.pipe(
        Effect.map((rows) => new Set(rows.map(({ identity }) => identity)))
      ),
    set: (state: State, step: Step) => (state === "doing" ? onDisk(set(state, step)) : set(state, step)),
    /** The round for these targets, and whether it goes on with one that was interrupted. */
    round: Effect.fnUntraced(function* (targets: ReadonlyArray<string>, forget: boolean) {
      const opened = yield* openRound(targets)
      if (forget && !opened.goesOn) yield* sql`DELETE FROM demo_steps WHERE ${sql.in("target", targets)}`
      return opened
    }, sql.withTransaction),
    /** From now on something is written, so that the round is to be ended. */
    begin: Effect.fnUntraced(function* (targets: ReadonlyArray<string>, round: number) {
      for (const target of targets) {
        yield* sql`INSERT INTO demo_rounds ${sql.insert({ target, round, open: 1 })}
          ON CONFLICT (target) DO UPDATE SET round = excluded.round, open = 1`
      }
    }, sql.withTransaction),
    /** The job ran through for these targets. */
    finish: (targets: ReadonlyArray<string>) =>
      Effect.forEach(targets, (target) => sql`UPDATE demo_rounds SET open = 0 WHERE target = ${target}`, {
        discard: true
      }),
    /** Takes over a journal of earlier versions, one JSON object a line, once. What a crash cut short is passed over. */
    importJournal: Effect.fnUntraced(function* (path: string) {
      const fs = yield* FileSystem.FileSystem
      const [known] = yield* sql`SELECT path FROM demo_imports WHERE path = ${path}`
      if (known !== undefined || !(yield* fs.exists(path))) return
      const open = new Map<string, number>()
      for (const line of (yield* fs.readFileString(path)).split("\n")) {
        const entry = Option.getOrUndefined(Schema.decodeOption(JournalLine)(line))
        if (entry === undefined) continue
        open.set(entry.target, entry.event === "finished" ? 0 : 1)
        if (entry.event === "finished" || entry.email === undefined) continue
        yield* set(states[entry.event]!, { target: entry.target, step: entry.step ?? "add", email: entry.email })
      }
      for (const [target, isOpen] of open) {
        yield* sql`INSERT INTO demo_rounds ${sql.insert({ target, round: 1, open: isOpen })} ON CONFLICT DO NOTHING`
      }
      yield* sql`INSERT INTO demo_imports ${sql.insert({ path })}`
    }, sql.withTransaction)
  }
})

export class Steps extends Context.Service<Steps, Effect.Success<typeof make>>()("@salesbridge/demo/Steps") {
  static readonly layer = Layer.effect(Steps, make)
}
