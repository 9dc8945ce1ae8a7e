/**
 * The errors of a bulk upsert, in addition to those of its calls. Each has the job's id, with which you can continue.
 */
import type { VendorError } from "@salesbridge/core"
import * as Data from "effect/Data"
import type { BulkJobId } from "../Ids.ts"

/** The fields of every error of a call, and the job's id. */
interface Facts extends VendorError.Facts {
  readonly message: string
  readonly job: BulkJobId
  readonly status?: undefined
  readonly retryAfter?: undefined
  readonly reason?: undefined
}

const about = (operation: string, job: BulkJobId, text: string) => ({
  vendor: "salesloft",
  operation,
  job,
  message: `salesloft ${operation}: bulk job ${job} ${text}`
})

/**
 * The job to continue was never started, and only the caller knows whether it has all of its records. Give `records` to
 * add more, or `start: true` to start it with those that it has.
 */
export class BulkJobOpen extends Data.TaggedError("BulkJobOpen")<
  Facts & {
    readonly category: "Invalid"
    /** How many records the job has. */
    readonly total: number | undefined
  }
> {
  constructor(facts: { readonly job: BulkJobId; readonly total: number | undefined }) {
    const has = facts.total === undefined ? "" : ` with ${facts.total} records`
    super({
      ...about("getBulkJob", facts.job, `is open${has}: give \`records\` to go on adding, or \`start: true\``),
      category: "Invalid",
      total: facts.total
    })
  }
}

/**
 * The job does not have the expected number of records, and was not started. Either the outcome of a call was unknown
 * and the number does not settle it, or the stream to continue with has fewer records than were added.
 */
export class BulkJobUncertain extends Data.TaggedError("BulkJobUncertain")<
  Facts & {
    readonly category: "Conflict"
    /** How many records were given to the job, and how many it would have without the call whose outcome is unknown. */
    readonly expected: ReadonlyArray<number>
    /** How many records the job has, if Salesloft reports it. */
    readonly total: number | undefined
    /** The failure of the call whose outcome is unknown. */
    readonly cause?: Error
  }
> {
  constructor(facts: {
    readonly job: BulkJobId
    readonly expected: ReadonlyArray<number>
    readonly total: number | undefined
    readonly cause?: Error | undefined
  }) {
    const { cause, expected, job, total } = facts
    super({
      ...about(
        "createBulkJobData",
        job,
        `has ${total ?? "an unknown number of"} records, not ${expected.join(" or ")}`
      ),
      category: "Conflict",
      expected,
      total,
      ...(cause === undefined ? {} : { cause })
    })
  }
}

/** The job is done and has records, but Salesloft lists no results. Continue with its id later. */
export class BulkJobResultsMissing extends Data.TaggedError("BulkJobResultsMissing")<
  Facts & {
    readonly category: "Unexpected"
    /** How many records the job has. */
    readonly total: number
  }
> {
  constructor(facts: { readonly job: BulkJobId; readonly total: number }) {
    super({
      ...about("listBulkJobResults", facts.job, `is done with ${facts.total} records, but has no results`),
      category: "Unexpected",
      total: facts.total
    })
  }
}
