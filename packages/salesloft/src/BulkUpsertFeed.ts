/** Feeds a stream of records to one job after the other, as far as the results are asked for. */
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import * as Result from "effect/Result"
import type * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import type { BulkJob } from "./BulkJobs.ts"
import { BulkJobUncertain } from "./BulkUpsertErrors.ts"
import { add, type BulkCallError, create, type OpenJob, start } from "./BulkUpsertJob.ts"
import type { Encoded, PersonRecord } from "./BulkUpsertRecord.ts"
import type { BulkJobId } from "./Ids.ts"
import type { Salesloft } from "./Salesloft.ts"

/** A record that was not sent, since it is not one. */
export interface Refused {
  readonly index: number
  readonly record: PersonRecord
  readonly error: string
}

/** What there is to tell: records that were refused, or a job that has begun. */
export type Step =
  | { readonly _tag: "Refused"; readonly records: ReadonlyArray<Refused> }
  | { readonly _tag: "Begun"; readonly job: BulkJob }

/** A job that was just made and is still empty. */
export interface NewJob {
  readonly id: BulkJobId
  /** Where in the stream its records begin, counted from 0. */
  readonly first: number
}

/** How to feed. */
export interface Feeding<E, R> {
  readonly encode: (record: PersonRecord) => Result.Result<Encoded, string>
  readonly recordsPerJob: number
  readonly recordsPerCall: number
  readonly settle: Duration.Duration
  readonly nameOf: (first: number) => string | undefined
  readonly onJob: (job: NewJob) => Effect.Effect<unknown, E, R>
  /** The job to go on with. Default: a new one. */
  readonly job?: OpenJob | undefined
  /** What a job already has: so many records, not counting those that are refused, are passed over. */
  readonly skip?: { readonly job: BulkJobId; readonly records: number }
  /** The index of the first record. */
  readonly first: number
  /** One is taken for each job, and given back by whoever reads its results. */
  readonly permits: Semaphore.Semaphore
}

/** Feeds these records, and tells of it step by step. No step is made before it is asked for. */
export const feed = <E, R, E2, R2>(
  records: Stream.Stream<PersonRecord, E, R>,
  feeding: Feeding<E2, R2>
): Stream.Stream<Step, E | E2 | BulkCallError | BulkJobUncertain, R | R2 | Salesloft> =>
  Stream.transformPull(records, (pull) =>
    Effect.sync(() => {
      const { encode, permits, recordsPerCall, recordsPerJob, settle } = feeding
      let chunk: ReadonlyArray<PersonRecord> = []
      let at = 0
      let index = feeding.first
      let ended = false
      let skip = feeding.skip?.records ?? 0
      let batch: Array<Encoded> = []
      let job = feeding.job
      let first = index

      const isFull = () => skip === 0 && batch.length >= Math.min(recordsPerCall, recordsPerJob - (job?.fed ?? 0))

      // Takes records until the batch is full, or until some are refused: those are told of before more are asked for.
      const fill = Effect.gen(function* () {
        const refused: Array<Refused> = []
        while (!isFull()) {
          if (at === chunk.length) {
            if (refused.length > 0 || ended) break
            at = 0
            // Let go of before more comes.
            chunk = []
            const next = yield* Pull.catchDone(pull, () => Effect.succeed(undefined))
            if (next === undefined) ended = true
            else chunk = next
            continue
          }
          const record = chunk[at++]!
          const encoded = encode(record)
          if (Result.isFailure(encoded)) {
            if (skip === 0) refused.push({ index, record, error: encoded.failure })
          } else if (skip > 0) {
            skip--
          } else {
            batch.push(encoded.success)
          }
          index++
        }
        return refused
      })

      const step = Effect.gen(function* () {
        for (;;) {
          const refused = yield* fill
          if (refused.length > 0) return Arr.of<Step>({ _tag: "Refused", records: refused })
          if (ended && skip > 0 && feeding.skip !== undefined) {
            const { job, records: total } = feeding.skip
            return yield* Effect.fail(new BulkJobUncertain({ job, expected: [total - skip], total }))
          }
          if (batch.length > 0) {
            if (job === undefined) {
              yield* permits.take(1)
              job = yield* create(feeding.nameOf(first), settle)
              yield* feeding.onJob({ id: job.id, first })
            }
            const sent = batch
            batch = []
            job = yield* add(job, sent, settle)
          }
          if (job !== undefined && job.fed > 0 && (ended || job.fed >= recordsPerJob)) {
            const begun = yield* start(job)
            job = undefined
            first = index
            return Arr.of<Step>({ _tag: "Begun", job: begun })
          }
          if (ended) return yield* Cause.done()
        }
      })
      return step
    })
  )
