/** Adds a stream of records to one job after another, as fast as the results are consumed. */
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import * as Result from "effect/Result"
import type * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import type { BulkJob } from "../resources/BulkJobs.ts"
import { BulkJobUncertain } from "./Errors.ts"
import { add, type BulkCallError, create, type OpenJob, start } from "./Job.ts"
import type { Encoded, PersonRecord } from "./Record.ts"
import type { BulkJobId } from "../Ids.ts"
import type { Salesloft } from "../Service.ts"

/** An invalid record. It was not sent. */
export interface Refused {
  readonly index: number
  readonly record: PersonRecord
  readonly error: string
}

/** A step of feeding: records were refused, or a job was started. */
export type Step =
  | { readonly _tag: "Refused"; readonly records: ReadonlyArray<Refused> }
  | { readonly _tag: "Begun"; readonly job: BulkJob }

/** A new job without records. */
export interface NewJob {
  readonly id: BulkJobId
  /** The index in the stream of its first record, from 0. */
  readonly first: number
}

/** The settings of feeding. */
export interface Feeding<E, R> {
  readonly encode: (record: PersonRecord) => Result.Result<Encoded, string>
  readonly recordsPerJob: number
  readonly recordsPerCall: number
  readonly settle: Duration.Duration
  readonly nameOf: (first: number) => string | undefined
  readonly onJob: (job: NewJob) => Effect.Effect<unknown, E, R>
  /** The job to continue. Default: a new one. */
  readonly job?: OpenJob | undefined
  /** How many valid records to skip, because a job already has them. */
  readonly skip?: { readonly job: BulkJobId; readonly records: number }
  /** The index of the first record. */
  readonly first: number
  /** Each job takes one permit. The reader of its results returns it. */
  readonly permits: Semaphore.Semaphore
}

/** The state of feeding. */
interface Progress {
  /** Records from the stream, and how many of them have been processed. */
  chunk: ReadonlyArray<PersonRecord>
  at: number
  /** The index of the next record. */
  index: number
  ended: boolean
  /** How many records are still to be skipped. */
  skip: number
  batch: Array<Encoded>
  job: OpenJob | undefined
  /** The index of the job's first record. */
  first: number
}

type Records<E, R> = Pull.Pull<ReadonlyArray<PersonRecord>, E, void, R>

/** Takes records until the batch is full. Stops earlier at the end of a chunk with refused records, to report them. */
const fill = <E, R>(
  progress: Progress,
  pull: Records<E, R>,
  { encode, recordsPerCall, recordsPerJob }: Feeding<never, never>
) =>
  Effect.gen(function* () {
    const refused: Array<Refused> = []
    const isFull = () =>
      progress.skip === 0 && progress.batch.length >= Math.min(recordsPerCall, recordsPerJob - (progress.job?.fed ?? 0))
    while (!isFull()) {
      if (progress.at === progress.chunk.length) {
        if (refused.length > 0 || progress.ended) break
        progress.at = 0
        // Releases its memory before the next chunk.
        progress.chunk = []
        const next = yield* Pull.catchDone(pull, () => Effect.succeed(undefined))
        if (next === undefined) progress.ended = true
        else progress.chunk = next
        continue
      }
      const record = progress.chunk[progress.at++]!
      const index = progress.index++
      const encoded = encode(record)
      if (Result.isFailure(encoded)) {
        if (progress.skip === 0) refused.push({ index, record, error: encoded.failure })
      } else if (progress.skip > 0) {
        progress.skip--
      } else {
        progress.batch.push(encoded.success)
      }
    }
    return refused
  })

/** Adds the batch to the job, and creates the job first if there is none. */
const send = <E, R>(progress: Progress, { nameOf, onJob, permits, settle }: Feeding<E, R>) =>
  Effect.gen(function* () {
    let { job } = progress
    if (job === undefined) {
      yield* permits.take(1)
      job = yield* create(nameOf(progress.first), settle)
      progress.job = job
      yield* onJob({ id: job.id, first: progress.first })
    }
    const sent = progress.batch
    progress.batch = []
    progress.job = yield* add(job, sent, settle)
  })

const step = <E, R, E2, R2>(progress: Progress, pull: Records<E, R>, feeding: Feeding<E2, R2>) =>
  Effect.gen(function* () {
    for (;;) {
      const refused = yield* fill(progress, pull, feeding as never)
      if (refused.length > 0) return Arr.of<Step>({ _tag: "Refused", records: refused })
      const { ended, skip } = progress
      if (ended && skip > 0 && feeding.skip !== undefined) {
        const { job, records: total } = feeding.skip
        return yield* Effect.fail(new BulkJobUncertain({ job, expected: [total - skip], total }))
      }
      if (progress.batch.length > 0) yield* send(progress, feeding)
      const { job } = progress
      if (job !== undefined && job.fed > 0 && (ended || job.fed >= feeding.recordsPerJob)) {
        const begun = yield* start(job)
        progress.job = undefined
        progress.first = progress.index
        return Arr.of<Step>({ _tag: "Begun", job: begun })
      }
      if (ended) return yield* Cause.done()
    }
  })

/** Feeds these records, and streams the steps. Each step is made when it is pulled. */
export const feed = <E, R, E2, R2>(
  records: Stream.Stream<PersonRecord, E, R>,
  feeding: Feeding<E2, R2>
): Stream.Stream<Step, E | E2 | BulkCallError | BulkJobUncertain, R | R2 | Salesloft> =>
  Stream.transformPull(records, (pull) =>
    Effect.sync(() => {
      const progress: Progress = {
        chunk: [],
        at: 0,
        index: feeding.first,
        ended: false,
        skip: feeding.skip?.records ?? 0,
        batch: [],
        job: feeding.job,
        first: feeding.first
      }
      return step(progress, pull, feeding)
    })
  )
