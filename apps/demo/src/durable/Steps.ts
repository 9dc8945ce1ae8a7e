/**
 * Remembers which steps were done, so that neither a restarted job nor several processes do a step twice. A step that
 * must not happen twice is claimed on disk before it is sent, and its outcome is stored when it is known.
 *
 * A round is a run and all runs that continue it. It ends when the job has run to its end.
 */
import { Cause, Context, Data, Deferred, Effect, identity, Layer, type Result, Schedule, Semaphore } from "effect"
import { SqlClient, type SqlError, type Statement } from "effect/sql"
import { randomUUID } from "node:crypto"
import { checking } from "../BeforeRequest.ts"
import { keyOf } from "../EmailAddress.ts"
import { Broken } from "./Broken.ts"
import { lacksConnection } from "./pool.ts"

/** `doing`: about to be sent. `done`: sent. `not done`: certainly without effect. */
export type State = "doing" | "done" | "not done"

/** One step for one contact at one target: a campaign, cadence or list of one vendor. */
export interface Step {
  readonly target: string
  readonly step: string
  readonly email: string
  /** What else identifies the person there: nobody gets the step a second time under it. */
  readonly also?: string | undefined
}

/** What is stored of a step. */
const rowsFor = ({ also, ...step }: Step): ReadonlyArray<Step> =>
  also === undefined ? [step] : [step, { ...step, email: also }]
const idOf = ({ email, step, target }: Step) => JSON.stringify([target, step, keyOf(email)])

/** Milliseconds without a heartbeat after which a process no longer counts as sending. */
const heartbeatTimeout = 30_000

/** Another process has the step now. */
class TakenOver extends Data.Class<object> {}

/** How long to wait for an unreachable database. */
const untilReachable = Schedule.spaced("1 second").pipe(Schedule.jittered, Schedule.upTo({ duration: "2 minutes" }))

const sayUnreachable = (error: SqlError.SqlError) =>
  error.reason._tag === "ConnectionError" || lacksConnection(error.reason.cause)
    ? Effect.logError("Waiting for the database", Cause.fail(error))
    : Effect.void

/** The difference between a file that one process has and a database that several share. */
const dialectOf = (sql: SqlClient.SqlClient) =>
  sql.onDialectOrElse({
    pg: () => ({
      shared: true,
      now: sql.literal("(extract(epoch FROM clock_timestamp()) * 1000)::bigint"),
      onDisk: <A, E>(write: Effect.Effect<A, E>): Effect.Effect<A, E | SqlError.SqlError> => write
    }),
    orElse: () => {
      const oneAtATime = Semaphore.makeUnsafe(1)
      return {
        shared: false,
        now: sql.literal("CAST(unixepoch('subsec') * 1000 AS INTEGER)"),
        // Survives a power failure. Anything that is not on disk costs only a look-up.
        onDisk: <A, E>(write: Effect.Effect<A, E>) =>
          sql
            .unsafe("PRAGMA synchronous = FULL")
            .pipe(
              Effect.andThen(write),
              Effect.ensuring(Effect.ignore(sql.unsafe("PRAGMA synchronous = NORMAL"))),
              Effect.uninterruptible,
              oneAtATime.withPermit
            )
      }
    }
  })

/** One row for each step, with the process that has it. */
const rowsOf = (sql: SqlClient.SqlClient, owner: string, { now, shared }: ReturnType<typeof dialectOf>) => {
  const timeout = sql.literal(String(heartbeatTimeout))
  /**
   * Nobody else is sending it: this process has it, or the process that has it writes no heartbeats. A file has only this
   * process; its times say nothing, since the clock may have gone back.
   */
  const isFree = shared ? sql`(demo_steps.owner = ${owner} OR demo_steps.at < ${now} - ${timeout})` : sql`1 = 1`
  const write = ({ email, step, target }: Step, state: State, where: Statement.Fragment) =>
    sql`INSERT INTO demo_steps (target, step, identity, state, owner, at)
      VALUES (${target}, ${step}, ${keyOf(email)}, ${state}, ${owner}, ${now})
      ON CONFLICT (target, step, identity) DO UPDATE SET state = excluded.state, owner = excluded.owner, at = excluded.at
      WHERE ${where} RETURNING state`
  /** Writes all rows or none, so that they never contradict each other. Returns whether it wrote. */
  const writeAll = (step: Step, state: State, where: Statement.Fragment) => {
    const rows = rowsFor(step)
    const written = Effect.forEach(rows, (row) =>
      Effect.filterOrFail(
        write(row, state, where),
        ({ length }) => length === 1,
        () => "refused" as const
      )
    )
    return (rows.length === 1 ? written : sql.withTransaction(written)).pipe(
      Effect.as(true),
      Effect.catchIf(
        (error) => error === "refused",
        () => Effect.succeed(false)
      )
    )
  }
  return {
    read: ({ email, step, target }: Step) =>
      sql<{ state: State; sending: number }>`SELECT state,
        CASE WHEN state = 'doing' AND NOT ${isFree} THEN 1 ELSE 0 END AS sending
        FROM demo_steps WHERE target = ${target} AND step = ${step} AND identity = ${keyOf(email)}`,
    /** Whether this process has the step now. */
    claim: (step: Step, looked?: number) => {
      // Another process may have sent it after this one looked whether it was done.
      const isSeen = shared && looked !== undefined ? sql`demo_steps.at <= ${looked}` : sql`1 = 1`
      const isOpen = sql`demo_steps.state = 'not done' OR (demo_steps.state = 'doing' AND ${isFree} AND ${isSeen})`
      return writeAll(step, "doing", isOpen)
    },
    /** Returns whether it wrote: another process may have the step now. */
    set: (state: State, step: Step) =>
      writeAll(step, state, sql`excluded.state = 'done' OR demo_steps.owner = ${owner}`),
    /** Stores what another journal knows, unless more is known here. */
    takeOver: (state: State, step: Step) =>
      writeAll(
        step,
        state,
        sql`excluded.state = 'done' OR (excluded.state = 'doing' AND demo_steps.state = 'not done')`
      ),
    /** When its state was stored. */
    since: ({ email, step, target }: Step) =>
      sql<{ at: number }>`SELECT at FROM demo_steps
        WHERE target = ${target} AND step = ${step} AND identity = ${keyOf(email)}`.pipe(
        Effect.map(([row]) => row && Number(row.at))
      ),
    /** The keys of the addresses for which the step is done at this target. */
    done: (target: string, step: string, keys: ReadonlyArray<string>) =>
      sql<{ identity: string }>`SELECT identity FROM demo_steps
        WHERE target = ${target} AND step = ${step} AND state = 'done' AND ${sql.in("identity", keys)}`.pipe(
        Effect.map((rows) => new Set(rows.map(({ identity }) => identity)))
      )
  }
}

const roundsOf = (sql: SqlClient.SqlClient) => ({
  /** The round of these targets, and whether it continues an interrupted one. */
  round: Effect.fnUntraced(function* (targets: ReadonlyArray<string>, forget: boolean) {
    const rows = yield* sql<{ target: string; round: number; open: number }>`SELECT * FROM demo_rounds
      WHERE ${sql.in("target", targets)}`
    const continues = rows.some(({ open }) => open === 1)
    const highest = Math.max(0, ...rows.map(({ round }) => round))
    if (forget && !continues) yield* sql`DELETE FROM demo_steps WHERE ${sql.in("target", targets)}`
    return { continues, round: continues ? highest : highest + 1 }
  }, sql.withTransaction),
  /** From now on something is written, so the round must be finished. */
  begin: Effect.fnUntraced(function* (targets: ReadonlyArray<string>, round: number) {
    for (const target of targets) {
      yield* sql`INSERT INTO demo_rounds ${sql.insert({ target, round, open: 1 })}
        ON CONFLICT (target) DO UPDATE SET round = excluded.round, open = 1`
    }
  }, sql.withTransaction),
  /** The job has run to its end for these targets. */
  finish: (targets: ReadonlyArray<string>) => sql`UPDATE demo_rounds SET open = 0 WHERE ${sql.in("target", targets)}`
})

/** Writes this heartbeat while it sends. A process that cannot write it stops. */
const withHeartbeat = <A, E>(heartbeat: Effect.Effect<unknown, SqlError.SqlError>, send: Effect.Effect<A, E>) =>
  Effect.raceFirst(
    send,
    heartbeat.pipe(
      Effect.timeout(heartbeatTimeout / 3),
      Effect.delay(heartbeatTimeout / 6),
      Effect.forever,
      Effect.orDie
    )
  )

const make = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const dialect = dialectOf(sql)
  const { now, onDisk, shared } = dialect
  const { claim, read, set, ...reads } = rowsOf(sql, randomUUID(), dialect)
  /** The steps that this process is sending. */
  const live = new Set<string>()
  const broken = yield* Broken
  const lasting = <A>(effect: Effect.Effect<A, SqlError.SqlError>) =>
    (shared ? Effect.retry(Effect.tapError(effect, sayUnreachable), untilReachable) : effect).pipe(
      Effect.tapError((error) => Deferred.fail(broken, error))
    )

  const last = (step: Step): Effect.Effect<State | "doing elsewhere" | undefined, SqlError.SqlError> =>
    Effect.gen(function* () {
      const rows = rowsFor(step)
      const found = yield* Effect.forEach(rows, (row) => Effect.map(read(row), ([known]) => known))
      const isLive = (row: Step, index: number) =>
        found[index] !== undefined && (found[index].sending === 1 || live.has(idOf(row)))
      if (rows.some(isLive)) return yield* Effect.delay(last(step), "250 millis")
      const [own, other] = found.map((known) => known?.state)
      if (own === "done" || other === "done") return "done"
      return other === "doing" && own !== "doing" ? "doing elsewhere" : own
    })

  /** Undefined if another process takes the step over, as from one that is suspended: then no further request is sent. */
  const sendOwned = <A, E>(step: Step, send: Effect.Effect<A, E>) => {
    const renew = Effect.filterOrElse(set("doing", step), identity, () => Effect.die(new TakenOver()))
    const sending = Effect.result(checking(Effect.orDie(lasting(renew)), send))
    return Effect.catchDefect(shared ? withHeartbeat(renew, sending) : sending, (defect) =>
      defect instanceof TakenOver ? Effect.succeed(undefined) : Effect.die(defect)
    )
  }

  return {
    ...roundsOf(sql),
    /** Fails when the database accepts no more writes. */
    broken: Deferred.await(broken),
    isBroken: Deferred.isDone(broken),
    /** Milliseconds since 1970, the same for all processes that share the database. */
    clock: lasting(Effect.map(sql<{ now: number }>`SELECT ${now} AS now`, ([row]) => Number(row!.now))).pipe(
      Effect.orDie
    ),
    ...reads,
    /**
     * The last state, once no process is sending the step. After `doing`, nobody knows whether it was done; after
     * `doing elsewhere`, whether it was done for this person under another address.
     */
    last: (step: Step) => lasting(last(step)),
    /**
     * Claims the step on disk, sends it, and stores the outcome according to `stateOf`. Undefined if another process
     * has sent it or is sending it: `last` waits for that. `looked`: when this process began to look whether it was done.
     */
    sendOnce: Effect.fnUntraced(function* <A, E>(
      step: Step,
      send: Effect.Effect<A, E>,
      stateOf: (sent: Result.Result<A, E>) => State,
      looked?: number
    ) {
      const ids = rowsFor(step).map(idOf)
      if (ids.some((id) => live.has(id))) return undefined
      for (const id of ids) live.add(id)
      return yield* Effect.gen(function* () {
        if (!(yield* lasting(onDisk(claim(step, looked))))) return undefined
        const sent = yield* sendOwned(step, send)
        if (sent === undefined) return undefined
        const state = stateOf(sent)
        if (state !== "doing") yield* lasting(set(state, step))
        return { sent }
      }).pipe(Effect.ensuring(Effect.sync(() => ids.forEach((id) => live.delete(id)))))
    }),
    set: (state: State, step: Step) => lasting(set(state, step))
  }
})

export class Steps extends Context.Service<Steps, Effect.Success<typeof make>>()("@salesbridge/demo/Steps") {
  static readonly layer = Layer.effect(Steps, make)
}
