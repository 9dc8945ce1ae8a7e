/** Creates or updates large numbers of people with bulk jobs: a stream of records in, a stream of results out. */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { BulkJobId } from "../Ids.ts"
import type { Salesloft } from "../Service.ts"
import { upsert } from "../upsertPerson.ts"
import { BulkJobOpen, BulkJobUncertain } from "./Errors.ts"
import { feed, type NewJob, type Step } from "./Feed.ts"
import { begin, isOpen, read, settledTotal, totalOf } from "./Job.ts"
import { type BulkUpsertOptions, type ResumeOptions, settingsOf } from "./Options.ts"
import { encoder, type PersonRecord } from "./Record.ts"
import { type BulkUpsertError, type BulkUpsertResult, resultsOf, resultsOfSteps } from "./Results.ts"

export type { BulkUpsertError, BulkUpsertOptions, BulkUpsertResult, NewJob, PersonRecord, ResumeOptions }

/**
 * Creates or updates any number of people, and streams a result for each. The records go into jobs of `recordsPerJob`,
 * one job after another. A job is created, filled, started and awaited, and then its results are read. All of this is
 * only as fast as the results are consumed. Memory holds at most the records of one call and one page of results.
 *
 * A record that breaks a rule is not sent. Its result is `invalid`, and comes before those of its job. Reading a
 * hundred results takes one call, so the quota of 600 calls a minute allows at most 60,000 records a minute.
 *
 * Nothing is sent twice. If it is unknown whether a call added its records, the job's record count decides. If that is
 * not conclusive, the stream fails with {@link BulkJobUncertain}.
 */
export const bulkUpsert = <E, R, E2 = never, R2 = never>(
  records: Stream.Stream<PersonRecord, E, R>,
  options: BulkUpsertOptions<E2, R2> = {}
): Stream.Stream<BulkUpsertResult, E | E2 | BulkUpsertError, R | R2 | Salesloft> =>
  Stream.unwrap(
    Effect.map(settingsOf(options), (settings) =>
      resultsOfSteps(
        feed(records, { ...settings, encode: encoder(upsert, options.upsert_key), first: 0 }),
        settings as never
      )
    )
  )

/**
 * Continues an interrupted bulk upsert by the id of its job, in any state: records are added to an open job, a running
 * job is awaited, and the results of a finished job are read, starting after `after`.
 *
 * An open job needs either `start: true`, or `records`, of which it skips as many as the job has. Otherwise the stream
 * fails with {@link BulkJobOpen}. Results of invalid records before the last record of the job are not repeated.
 */
export const resumeBulkUpsert = <E = never, R = never, E2 = never, R2 = never>(
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
        encode: encoder(upsert, options.upsert_key),
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
