/** What a bulk upsert can fail with beside what its calls can. The job's id in each is what to continue with. */
import type { VendorError } from "@salesbridge/core"
import * as Data from "effect/Data"
import type { BulkJobId } from "../Ids.ts"

/** What every error of a call tells, and of these, which job it is about. */
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
 * The job to continue was never started, and only the caller knows whether it has all of its records: give `records` to go
 * on adding, or `start: true` to start it with those that it has.
 */
export class BulkJobOpen extends Data.TaggedError("BulkJobOpen")<
  Facts & {
    readonly category: "Invalid"
    /** How many records it has. */
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
 * The job does not have the records that it should: a call's outcome was unknown, and their number does not settle it;
 * or the stream to continue with has fewer than were added. It was not started.
 */
export class BulkJobUncertain extends Data.TaggedError("BulkJobUncertain")<
  Facts & {
    readonly category: "Conflict"
    /** How many records were given to it, and how many it would have without the call whose outcome is unknown. */
    readonly expected: ReadonlyArray<number>
    /** How many it has, where Salesloft says so. */
    readonly total: number | undefined
    /** How the call failed whose outcome is unknown. */
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

/** The job is done and has records, but Salesloft lists no result of it. Continue with its id later. */
export class BulkJobResultsMissing extends Data.TaggedError("BulkJobResultsMissing")<
  Facts & {
    readonly category: "Unexpected"
    /** How many records it has. */
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
