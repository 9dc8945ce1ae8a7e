/** The results of a bulk upsert. With a `concurrency` above 1, the results of different jobs are interleaved. */
import type { EndlessList } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { BulkJobId, BulkJobResultId } from "../Ids.ts"
import { PersonUpsert } from "../Person.ts"
import * as BulkJobs from "../resources/BulkJobs.ts"
import type { Salesloft } from "../Service.ts"
import { type BulkJobUncertain, BulkJobResultsMissing } from "./Errors.ts"
import type { Refused, Step } from "./Feed.ts"
import { type BulkCallError, type Poll, totalOf, waitUntilDone } from "./Job.ts"
import type { After, Settings } from "./Options.ts"
import type { PersonRecord } from "./Record.ts"

/** Salesloft's result for a record. */
export interface SentResult {
  readonly job: BulkJobId
  /**
   * To continue here after an interruption, resume `job` with this id as `after`. Results come by ascending id, which
   * need not be the order of the records.
   */
  readonly id: BulkJobResultId
  readonly status: BulkJobs.BulkJobResult["status"] | undefined
  /** The record as Salesloft received it. */
  readonly record: { readonly [field: string]: unknown } | null
  /** The person, and whether it is new. Null if there is none, or if it has an unexpected form. */
  readonly resource: PersonUpsert | null
  /** Null if there was no error. */
  readonly error: string | null
  readonly index?: undefined
}

/**
 * A record that breaks a rule of `People.upsert`, for example with an unknown field. It was not sent; the others were.
 */
export interface InvalidResult {
  readonly job?: undefined
  readonly id?: undefined
  readonly status: "invalid"
  /** The record that was given. */
  readonly record: PersonRecord
  readonly resource: null
  /** What is wrong with it, by field. */
  readonly error: string
  /** The index of the record in the stream, from 0. */
  readonly index: number
}

/** The result for a record. */
export type BulkUpsertResult = SentResult | InvalidResult

/** The errors of a bulk upsert. */
export type BulkUpsertError = BulkCallError | BulkJobUncertain | BulkJobResultsMissing | EndlessList

const refused = ({ error, index, record }: Refused): InvalidResult => ({
  status: "invalid",
  record,
  resource: null,
  error,
  index
})

const decode = Schema.decodeUnknownOption(PersonUpsert)

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

/** The results of a started job, after it is done. */
export const resultsOf = (begun: BulkJobs.BulkJob, poll: Poll, after?: After) =>
  Stream.unwrap(
    Effect.map(waitUntilDone(begun, poll), (job) => {
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
        // Results may appear a little after the job's state changes to done.
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

/** The results of all jobs, and of the records that were refused before sending. */
export const resultsOfSteps = <E, R>(
  steps: Stream.Stream<Step, E, R>,
  { concurrency, permits, poll }: Settings<never, never>,
  after?: { readonly job: BulkJobId; readonly id: After }
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
