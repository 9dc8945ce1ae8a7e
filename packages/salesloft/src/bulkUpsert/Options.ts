/** The options of a bulk upsert, and their defaults. */
import { Setting, VendorError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import type * as Stream from "effect/Stream"
import { definition } from "../Definition.ts"
import type { BulkJobResultId } from "../Ids.ts"
import type { NewJob } from "./Feed.ts"
import type { Poll } from "./Job.ts"
import type { PersonRecord } from "./Record.ts"

/** The result after which to continue. */
export type After = BulkJobResultId | number | string | undefined

/** The options of a bulk upsert. */
export interface BulkUpsertOptions<E = never, R = never> {
  /** The `upsert_key` of records without one. Default: none. A record without a key always creates a person. */
  readonly upsert_key?: PersonRecord["upsert_key"] | undefined
  /** The start of the jobs' names, followed by, for example, "from record 10001". Default: jobs have no names. */
  readonly name?: string | undefined
  /**
   * The maximum number of records in a job. Salesloft documents no limit, but lists results only after the whole job is
   * done. Default: 10,000.
   */
  readonly recordsPerJob?: number | undefined
  /** The maximum number of records in a call; Salesloft's limit is 5,000. Default: 1,000, about half a megabyte. */
  readonly recordsPerCall?: number | undefined
  /**
   * How many jobs may run at once: while one runs, the next is filled. With more than one, the results of different
   * jobs are interleaved, and you may have to continue several jobs after an interruption. Default: 1.
   */
  readonly concurrency?: number | undefined
  /**
   * The waits between requests for a job's state: `start` (default: 1 second), then twice as long each time, up to
   * `max` (default: 30 seconds).
   */
  readonly poll?: { readonly start?: Duration.Input | undefined; readonly max?: Duration.Input | undefined } | undefined
  /**
   * How long a call without a response may still take effect. The upsert waits this long before it sends a missing
   * batch again, and before it continues an open job. Default: 10 seconds.
   */
  readonly settle?: Duration.Input | undefined
  /**
   * Called for each job after it was created, while it is empty. The upsert waits for it before it adds records, so you
   * can store the id and continue after any interruption.
   */
  readonly onJob?: ((job: NewJob) => Effect.Effect<unknown, E, R>) | undefined
}

/** How to continue a job. */
export interface ResumeOptions<E = never, R = never, E2 = never, R2 = never> extends BulkUpsertOptions<E2, R2> {
  /**
   * The same records again, from the beginning of the stream: the job gets the missing ones, and further jobs get the
   * rest. Default: none, and only this job is continued.
   */
  readonly records?: Stream.Stream<PersonRecord, E, R> | undefined
  /** The index in `records` of the job's first record, as reported to `onJob`. Default: 0. */
  readonly first?: number | undefined
  /** Without `records`: whether to start an open job with the records that it has. Default: false. */
  readonly start?: boolean | undefined
  /** The id of the last result that was processed; only later ones follow. Default: all results follow. */
  readonly after?: After
}

/** The options with all defaults filled in. */
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

/** The settings for these options, or what is wrong with them. */
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
  const issues = [
    ...wrong.map(([path, , most]) => ({
      path,
      problem: `Expected a whole number of at least 1${most === Infinity ? "" : ` and at most ${most}`}`
    })),
    ...Setting.duration("poll.start", poll?.start),
    ...Setting.duration("poll.max", poll?.max),
    ...Setting.duration("settle", settle),
    ...Setting.amount("first", "first" in options ? options.first : undefined)
  ]
  if (issues.length > 0) {
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
