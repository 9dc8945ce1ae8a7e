/**
 * One job of a bulk upsert, step by step: made, fed, started, awaited. A call that fails without telling whether it took
 * effect is not simply made again; the job itself tells.
 */
import type { CallError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as BulkJobs from "../resources/BulkJobs.ts"
import { BulkJobUncertain } from "./Errors.ts"
import type { Encoded } from "./Record.ts"
import type { Forbidden, NotFound, TooManyRequests, Unauthorized, ValidationFailed } from "../Errors.ts"
import type { BulkJobId } from "../Ids.ts"

/** What the calls of a bulk upsert can fail with. */
export type BulkCallError = Unauthorized | Forbidden | NotFound | ValidationFailed | TooManyRequests | CallError

/** A job that records are added to. */
export interface OpenJob {
  readonly id: BulkJobId
  /** How many records it has. */
  readonly fed: number
  /** Whether a call's outcome was unknown, so that the number is compared once more before the start. */
  readonly doubtful: boolean
}

/** How often a call whose outcome is unknown is made again, where it surely or harmlessly may be. */
const resends = 2

/** Whether the call may have taken effect, though it failed. */
const isAmbiguous = (failure: BulkCallError): boolean =>
  failure.category === "Server" ||
  failure.category === "Timeout" ||
  failure._tag === "UnexpectedResponse" ||
  (failure._tag === "UnexpectedStatus" && !(failure.status >= 400 && failure.status < 500)) ||
  (failure._tag === "NetworkError" && failure.phase !== "connect")

/** The job as it is now. */
export const read = (id: BulkJobId) => Effect.map(BulkJobs.get({ id }), ({ data }) => data)

/** Whether it is over. Its `state` may be missing, or a newer one. */
const isDone = ({ finished_at, state }: BulkJobs.BulkJob): boolean => state === "done" || finished_at instanceof Date

/** Whether records can still be added. */
export const isOpen = (job: BulkJobs.BulkJob): boolean =>
  (job.state ?? "open") === "open" && job.ready_to_execute !== true && !isDone(job)

/** How many records the job has, where Salesloft says so. */
export const totalOf = ({ total }: BulkJobs.BulkJob): number | undefined => total ?? undefined

/** Makes a job. One that was made though the call failed has no records and does nothing, so the call is made again. */
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
 * Adds a batch. Where the outcome is unknown, the number of the job's records tells whether the batch arrived: if all of it
 * did, that is that; if nothing of it did, also after a while, it is sent again.
 */
export const add = (job: OpenJob, batch: ReadonlyArray<Encoded>, settle: Duration.Duration) => {
  const whole = job.fed + batch.length
  const settled = (failure: BulkCallError | undefined, left: number): ReturnType<typeof attempt> =>
    Effect.gen(function* () {
      let total = totalOf(yield* read(job.id))
      // What is still on its way may arrive in the meantime.
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

/** The number of an open job's records, once nothing that was on its way when the last run ended still arrives. */
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

/** Starts a job, which may have begun though the call failed. */
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
      // 422 is what one that has begun answers, too: to the second of two attempts.
      (failure) => failure._tag === "ValidationFailed" || isAmbiguous(failure),
      (failure) => Effect.flatMap(read(id), (job) => (isOpen(job) ? Effect.fail(failure) : Effect.succeed(job)))
    )
  )

/** How long to wait before a job's state is asked for: the start, then twice as long each time, up to the maximum. */
export interface Poll {
  readonly start: Duration.Duration
  readonly max: Duration.Duration
}

/** Waits until the job is done. */
export const done = (job: BulkJobs.BulkJob, { max, start }: Poll) =>
  Effect.gen(function* () {
    let now = job
    for (let wait = Duration.min(start, max); !isDone(now); wait = Duration.min(Duration.times(wait, 2), max)) {
      yield* Effect.sleep(wait)
      now = yield* read(job.id)
    }
    return now
  })
