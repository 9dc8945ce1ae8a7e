/**
 * One job of a bulk upsert: created, filled, started, awaited. If a call fails and may still have taken effect, it is
 * not simply repeated: the state of the job decides.
 */
import type { CallError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as BulkJobs from "../resources/BulkJobs.ts"
import { BulkJobUncertain } from "./Errors.ts"
import type { Encoded } from "./Record.ts"
import type { Forbidden, NotFound, TooManyRequests, Unauthorized, ValidationFailed } from "../Errors.ts"
import type { BulkJobId } from "../Ids.ts"

/** The errors of the calls of a bulk upsert. */
export type BulkCallError = Unauthorized | Forbidden | NotFound | ValidationFailed | TooManyRequests | CallError

/** A job that accepts records. */
export interface OpenJob {
  readonly id: BulkJobId
  /** How many records were added. */
  readonly fed: number
  /** Whether the outcome of a call was unknown, so that the number is checked again before the start. */
  readonly doubtful: boolean
}

/** How often a call with an unknown outcome is repeated, if that is certainly harmless. */
const resends = 2

/** Whether a failed call may have taken effect. */
const isAmbiguous = (failure: BulkCallError): boolean =>
  failure.category === "Server" ||
  failure.category === "Timeout" ||
  failure._tag === "UnexpectedResponse" ||
  (failure._tag === "UnexpectedStatus" && !(failure.status >= 400 && failure.status < 500)) ||
  (failure._tag === "NetworkError" && failure.phase !== "connect")

/** The current state of the job. */
export const read = (id: BulkJobId) => Effect.map(BulkJobs.get({ id }), ({ data }) => data)

/** Whether the job has ended. `state` may be missing, or a newer value. */
const isDone = ({ finished_at, state }: BulkJobs.BulkJob): boolean => state === "done" || finished_at instanceof Date

/** Whether the job still accepts records. */
export const isOpen = (job: BulkJobs.BulkJob): boolean =>
  (job.state ?? "open") === "open" && job.ready_to_execute !== true && !isDone(job)

/** How many records the job has, if Salesloft reports it. */
export const totalOf = ({ total }: BulkJobs.BulkJob): number | undefined => total ?? undefined

/**
 * Creates a job. If the call failed but created one, that job has no records and does nothing, so the call is repeated.
 */
export const create = (name: string | undefined, pause: Duration.Duration) => {
  const attempt = (left: number): ReturnType<typeof once> =>
    Effect.catchIf(
      once(),
      (failure) => left > 0 && isAmbiguous(failure),
      () => Effect.andThen(Effect.sleep(pause), attempt(left - 1))
    )
  const once = () =>
    Effect.map(
      BulkJobs.create({ type: "person/upsert", ...(name === undefined ? {} : { name }) }),
      ({ data }): OpenJob => ({ id: data.id, fed: 0, doubtful: false })
    )
  return attempt(resends)
}

/**
 * Adds a batch. If the outcome is unknown, the number of records in the job tells whether the batch arrived. If it
 * arrived, it is not sent again. If nothing has arrived after a while, it is.
 */
export const add = (job: OpenJob, batch: ReadonlyArray<Encoded>, settle: Duration.Duration) => {
  const whole = job.fed + batch.length
  const settled = (failure: BulkCallError | undefined, left: number): ReturnType<typeof attempt> =>
    Effect.gen(function* () {
      let total = totalOf(yield* read(job.id))
      // A delayed request may arrive in the meantime.
      for (let waited = 0; total !== whole && waited < (total === job.fed ? 1 : 2); waited++) {
        yield* Effect.sleep(settle)
        total = totalOf(yield* read(job.id))
      }
      if (total === whole) return { ...job, fed: whole, doubtful: true }
      if (total === job.fed && failure !== undefined) {
        if (left === 0) return yield* Effect.fail(failure)
        return { ...(yield* attempt(left - 1)), doubtful: true }
      }
      return yield* Effect.fail(
        new BulkJobUncertain({ job: job.id, expected: [whole, job.fed], total, cause: failure })
      )
    })
  const attempt = (left: number): Effect.Effect<OpenJob, BulkCallError | BulkJobUncertain, Needs> =>
    Effect.matchEffect(BulkJobs.addData({ bulk_jobs_id: job.id, data: batch }), {
      onFailure: (failure) => (isAmbiguous(failure) ? settled(failure, left) : Effect.fail(failure)),
      onSuccess: ({ data: { records } }) =>
        typeof records === "number" && records !== batch.length
          ? settled(undefined, left)
          : Effect.succeed({ ...job, fed: whole })
    })
  return attempt(resends)
}

type Needs = Effect.Services<ReturnType<typeof BulkJobs.addData>>

/** The number of records in an open job, after waiting for delayed requests of the previous run. */
export const settledTotal = (job: BulkJobs.BulkJob, settle: Duration.Duration) =>
  Effect.gen(function* () {
    let total = totalOf(job)
    for (let reads = 0; reads < 3; reads++) {
      yield* Effect.sleep(settle)
      const now = totalOf(yield* read(job.id))
      if (now !== undefined && now === total) return now
      total = now
    }
    return yield* Effect.fail(new BulkJobUncertain({ job: job.id, expected: [], total }))
  })

/** Starts a job. It may have started even if the call failed. */
export const start = (job: OpenJob) =>
  Effect.gen(function* () {
    if (job.doubtful) {
      const total = totalOf(yield* read(job.id))
      if (total !== job.fed) {
        return yield* Effect.fail(new BulkJobUncertain({ job: job.id, expected: [job.fed], total }))
      }
    }
    return yield* begin(job.id)
  })

/** Starts a job with the records that it has. */
export const begin = (id: BulkJobId) =>
  Effect.map(BulkJobs.update({ id, ready_to_execute: true }), ({ data }) => data).pipe(
    Effect.catchIf(
      // A started job also answers 422 to a second attempt.
      (failure) => failure._tag === "ValidationFailed" || isAmbiguous(failure),
      (failure) => Effect.flatMap(read(id), (job) => (isOpen(job) ? Effect.fail(failure) : Effect.succeed(job)))
    )
  )

/** The waits between requests for a job's state: `start`, then twice as long each time, up to `max`. */
export interface Poll {
  readonly start: Duration.Duration
  readonly max: Duration.Duration
}

/** Waits until the job is done. */
export const waitUntilDone = (job: BulkJobs.BulkJob, { max, start }: Poll) =>
  Effect.gen(function* () {
    let now = job
    for (let wait = Duration.min(start, max); !isDone(now); wait = Duration.min(Duration.times(wait, 2), max)) {
      yield* Effect.sleep(wait)
      now = yield* read(job.id)
    }
    return now
  })
