/** People created or changed in numbers: any stream of records in, the result of each out, by way of bulk jobs. */
import { VendorError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as BulkJobs from "./BulkJobs.ts"
import { BulkJobOpen, BulkJobResultsMissing, BulkJobUncertain } from "./BulkUpsertErrors.ts"
import { feed, type NewJob, type Refused, type Step } from "./BulkUpsertFeed.ts"
import { begin, type BulkCallError, done, isOpen, type Poll, read, settledTotal, totalOf } from "./BulkUpsertJob.ts"
import { encoder, type PersonRecord } from "./BulkUpsertRecord.ts"
import type { BulkJobId, BulkJobResultId } from "./Ids.ts"
import type { PersonUpsert, upsert } from "./People.ts"
import type { Salesloft } from "./Salesloft.ts"

export type { NewJob, PersonRecord }

/** What Salesloft made of a record. */
export interface SentResult {
  readonly job: BulkJobId
  /** Where to go on after an interruption: `after`. Ids ascend; whether in the order of the records, nobody promises. */
  readonly id: BulkJobResultId
  readonly status: BulkJobs.BulkJobResult["status"] | undefined
  /** The record as Salesloft says it was given. */
  readonly record: { readonly [field: string]: unknown } | null
  /** The person, and whether it is new. Null where there is none. */
  readonly resource: PersonUpsert | null
  /** Null where nothing went wrong. */
  readonly error: string | null
  readonly index?: undefined
}

/** A record that breaks a rule of `People.upsert`, such as a field that is none. It was not sent; the others were. */
export interface InvalidResult {
  readonly job?: undefined
  readonly id?: undefined
  readonly status: "invalid"
  /** The record as it was given. */
  readonly record: PersonRecord
  readonly resource: null
  /** What is wrong with it, by field. */
  readonly error: string
  /** Which record of the stream it is, from 0. */
  readonly index: number
}

/** What became of a record. */
export type BulkUpsertResult = SentResult | InvalidResult

/** What a bulk upsert can fail with. */
export type BulkUpsertError = BulkCallError | BulkJobUncertain | BulkJobResultsMissing

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
  readonly after?: SentResult["id"] | number | string | undefined
}

interface Settings<E, R> {
  readonly recordsPerJob: number
  readonly recordsPerCall: number
  readonly concurrency: number
  readonly poll: Poll
  readonly settle: Duration.Duration
  readonly nameOf: (first: number) => string | undefined
  readonly onJob: (job: NewJob) => Effect.Effect<unknown, E, R>
  readonly permits: Semaphore.Semaphore
}

const settingsOf = <E, R>(
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
    return Effect.fail(new VendorError.InvalidInput({ vendor: "salesloft", operation: "createBulkJobData", issues }))
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

const refused = ({ error, index, record }: Refused): InvalidResult => ({
  status: "invalid",
  record,
  resource: null,
  error,
  index
})

/** Bulk upserts, from the operation that says what a record is, and the schema of what comes of one. */
export const bulkUpserts = (operation: typeof upsert, resource: Schema.Codec<PersonUpsert, unknown>) => {
  const decode = Schema.decodeUnknownOption(resource)

  const sent =
    (job: BulkJobId) =>
    ({ error, id, record, resource, status }: BulkJobs.BulkJobResult): SentResult => ({
      job,
      id,
      status,
      record: record ?? null,
      resource: Option.getOrNull(decode(resource)),
      error: error ?? null
    })

  /** The results of a job that has begun, once it is done. */
  const resultsOf = (begun: BulkJobs.BulkJob, poll: Poll, after?: ResumeOptions["after"]) =>
    Stream.unwrap(
      Effect.map(done(begun, poll), (job) => {
        const total = after === undefined ? (totalOf(job) ?? 0) : 0
        return BulkJobs.resultPages({
          bulk_jobs_id: job.id,
          ...(after === undefined ? {} : { id: { gt: after } })
        }).pipe(
          Stream.mapEffect(({ data }, index) =>
            index === 0 && data.length === 0 && total > 0
              ? Effect.fail(new BulkJobResultsMissing({ job: job.id, total }))
              : Effect.succeed(data.map(sent(job.id)))
          ),
          // They may come a little later than the news that the job is done.
          Stream.retry(
            Schedule.exponential(poll.start).pipe(
              Schedule.upTo({ times: 4 }),
              Schedule.while(({ input }) => (input as { readonly _tag: string })._tag === "BulkJobResultsMissing")
            )
          ),
          Stream.flatMap(Stream.fromIterable)
        )
      })
    )

  const resultsOfSteps = <E, R>(
    steps: Stream.Stream<Step, E, R>,
    { concurrency, permits, poll }: Settings<never, never>,
    after?: { readonly job: BulkJobId; readonly id: ResumeOptions["after"] }
  ) =>
    Stream.flatMap(
      steps,
      (step): Stream.Stream<BulkUpsertResult, BulkUpsertError, Salesloft> =>
        step._tag === "Refused"
          ? Stream.fromIterable(step.records.map(refused))
          : Stream.ensuring(
              resultsOf(step.job, poll, step.job.id === after?.job ? after.id : undefined),
              permits.release(1)
            ),
      { concurrency, bufferSize: 1 }
    )

  /**
   * Creates or changes people, any number of them, and streams what became of each. The records go into jobs of
   * `recordsPerJob`, one after the other: a job is made, fed, started, waited for, and its results are read, all of it
   * only as fast as the results are taken. At no time is more held than one call's records and one page of results.
   *
   * A record that breaks a rule is not sent; its result is `invalid`, and comes before those of its job. Reading the
   * results takes a call for each hundred, so that the quota of 600 calls a minute lets through 60,000 records a minute
   * at most.
   *
   * Nothing is sent twice. Where the outcome of a call that adds records is unknown, the job is asked how many it has:
   * {@link BulkJobUncertain} where that does not settle it.
   */
  const bulkUpsert = <E, R, E2 = never, R2 = never>(
    records: Stream.Stream<PersonRecord, E, R>,
    options: BulkUpsertOptions<E2, R2> = {}
  ): Stream.Stream<BulkUpsertResult, E | E2 | BulkUpsertError, R | R2 | Salesloft> =>
    Stream.unwrap(
      Effect.map(settingsOf(options), (settings) =>
        resultsOfSteps(
          feed(records, { ...settings, encode: encoder(operation, options.upsert_key), first: 0 }),
          settings as never
        )
      )
    )

  /**
   * Continues a bulk upsert that was interrupted, by the id of its job, wherever that stands: records are added to an open
   * job, one that runs is waited for, and of one that is done the results are read, from the one after `after` on.
   *
   * An open job needs `records`, of which as many are passed over as the job has, or `start: true`; otherwise it is a
   * {@link BulkJobOpen}. Results of invalid records that stand before the last record of the job do not come again.
   */
  const resumeBulkUpsert = <E = never, R = never, E2 = never, R2 = never>(
    job: BulkJobId | number | string,
    options: ResumeOptions<E, R, E2, R2> = {}
  ): Stream.Stream<BulkUpsertResult, E | E2 | BulkUpsertError | BulkJobOpen, R | R2 | Salesloft> =>
    Stream.unwrap(
      Effect.gen(function* () {
        const settings = yield* settingsOf(options)
        const { after, first = 0, records } = options
        const found = yield* read(job as BulkJobId)
        const { id } = found
        if (records === undefined) {
          if (!isOpen(found)) return resultsOf(found, settings.poll, after)
          if (options.start !== true) return yield* Effect.fail(new BulkJobOpen({ job: id, total: totalOf(found) }))
          return resultsOf(yield* begin(id), settings.poll, after)
        }
        const open = isOpen(found)
        const total = open ? yield* settledTotal(found, settings.settle) : totalOf(found)
        if (total === undefined) return yield* Effect.fail(new BulkJobUncertain({ job: id, expected: [], total }))
        yield* settings.permits.take(1)
        const steps = feed(Stream.drop(records, first), {
          ...settings,
          encode: encoder(operation, options.upsert_key),
          first,
          skip: { job: id, records: total },
          job: open ? { id, fed: total, doubtful: true } : undefined
        })
        const begun: Step = { _tag: "Begun", job: found }
        return resultsOfSteps(open ? steps : Stream.concat(Stream.succeed(begun), steps), settings as never, {
          job: id,
          id: after
        })
      })
    )

  return { bulkUpsert, resumeBulkUpsert }
}
