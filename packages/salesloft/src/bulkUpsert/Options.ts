/** How a bulk upsert goes about it, and what of that holds where nothing is said. */
import { VendorError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import type * as Stream from "effect/Stream"
import { definition } from "../Definition.ts"
import type { BulkJobResultId } from "../Ids.ts"
import type { NewJob } from "./Feed.ts"
import type { Poll } from "./Job.ts"
import type { PersonRecord } from "./Record.ts"

/** After which result to go on. */
export type After = BulkJobResultId | number | string | undefined

/** How a bulk upsert goes about it. */
export interface BulkUpsertOptions<E = never, R = never> {
  /** The `upsert_key` of records that have none. Default: none, and a record without one always creates. */
  readonly upsert_key?: PersonRecord["upsert_key"]
  /** What the jobs' names begin with; "from record 10001" follows. Default: they have no names. */
  readonly name?: string
  /**
   * The most records of one job. Salesloft documents no limit; but it lists no result before the whole job is done.
   * Default: 10,000.
   */
  readonly recordsPerJob?: number
  /** The most records of one call, up to Salesloft's limit of 5,000. Default: 1,000, about half a megabyte. */
  readonly recordsPerCall?: number
  /**
   * How many jobs may run at once: while one does, the next is fed. With more than one, results of different jobs mingle,
   * and several may have to be continued after an interruption. Default: 1.
   */
  readonly concurrency?: number
  /**
   * How long to wait before a job's state is asked for: first `start`, by default a second, then twice as long each
   * time, up to `max`, by default 30 seconds.
   */
  readonly poll?: { readonly start?: Duration.Input; readonly max?: Duration.Input }
  /**
   * How long a call may still take effect of which no answer came: so long passes before a batch that did not arrive is
   * sent again, and before an open job is continued. Default: 10 seconds.
   */
  readonly settle?: Duration.Input
  /**
   * Told of each job when it was made and is still empty. Nothing is sent to it before this is done, so that what it
   * writes down is enough to continue after any interruption.
   */
  readonly onJob?: (job: NewJob) => Effect.Effect<unknown, E, R>
}

/** What is left to do of a job. */
export interface ResumeOptions<E = never, R = never, E2 = never, R2 = never> extends BulkUpsertOptions<E2, R2> {
  /**
   * The same records again, from the beginning of the stream: the job gets those that it lacks, and further jobs the rest.
   * Default: none, and only this job is continued.
   */
  readonly records?: Stream.Stream<PersonRecord, E, R>
  /** Where in `records` the job begins, as `onJob` was told. Default: 0. */
  readonly first?: number | undefined
  /** Without `records`: whether to start the job, if it is still open, with what it has. Default: false. */
  readonly start?: boolean
  /** The id of the last result of this job that was seen; only those after it follow. Default: all of them do. */
  readonly after?: After
}

/** The same, complete. */
export interface Settings<E, R> {
  readonly recordsPerJob: number
  readonly recordsPerCall: number
  readonly concurrency: number
  readonly poll: Poll
  readonly settle: Duration.Duration
  readonly nameOf: (first: number) => string | undefined
  readonly onJob: (job: NewJob) => Effect.Effect<unknown, E, R>
  readonly permits: Semaphore.Semaphore
}

/** The settings that these options mean, or what is wrong with them. */
export const settingsOf = <E, R>(
  options: BulkUpsertOptions<E, R>
): Effect.Effect<Settings<E, R>, VendorError.InvalidInput> => {
  const { concurrency = 1, name, onJob, poll, recordsPerCall = 1000, recordsPerJob = 10_000, settle } = options
  const wrong = (
    [
      ["concurrency", concurrency, Infinity],
      ["recordsPerCall", recordsPerCall, 5000],
      ["recordsPerJob", recordsPerJob, Infinity]
    ] as const
  ).filter(([, value, most]) => !(value >= 1 && value <= most && (Number.isInteger(value) || value === Infinity)))
  if (wrong.length > 0) {
    const issues = wrong.map(([path, , most]) => ({
      path,
      problem: `Expected a whole number of at least 1${most === Infinity ? "" : ` and at most ${most}`}`
    }))
    return Effect.fail(
      new VendorError.InvalidInput({ vendor: definition.name, operation: "createBulkJobData", issues })
    )
  }
  return Effect.succeed({
    recordsPerJob,
    recordsPerCall,
    concurrency,
    poll: {
      start: Duration.fromInputUnsafe(poll?.start ?? "1 second"),
      max: Duration.fromInputUnsafe(poll?.max ?? "30 seconds")
    },
    settle: Duration.fromInputUnsafe(settle ?? "10 seconds"),
    nameOf: (first) => (name === undefined ? undefined : `${name}, from record ${first + 1}`),
    onJob: onJob ?? (() => Effect.void),
    permits: Semaphore.makeUnsafe(concurrency)
  })
}
