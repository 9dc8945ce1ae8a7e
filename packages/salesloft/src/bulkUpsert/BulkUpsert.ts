/** People created or changed in numbers: any stream of records in, the result of each out, by way of bulk jobs. */
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
 * Continues a bulk upsert that was interrupted, by the id of its job, wherever that stands: records are added to an open
 * job, one that runs is waited for, and of one that is done the results are read, from the one after `after` on.
 *
 * An open job needs `records`, of which as many are passed over as the job has, or `start: true`; otherwise it is a
 * {@link BulkJobOpen}. Results of invalid records that stand before the last record of the job do not come again.
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
