/** Many changes of one kind, which Salesloft makes in the background. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, custom, instant, integer, oneOf, string, strings } from "../Field.ts"
import { BulkJobId, BulkJobResultId, Id } from "../Ids.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, following, list as listOf, perPage, single } from "../Page.ts"

/** A bulk job. */
export class BulkJob extends Schema.Opaque<BulkJob>()(
  Schema.Struct({
    id: BulkJobId,
    created_at: instant,
    updated_at: instant,
    marked_ready_at: instant,
    started_at: instant,
    finished_at: instant,
    name: string("New people of June"),
    /** For example `person/upsert`. */
    type: string("person/upsert"),
    /** `open`: records can be added. `done`: the job has ended. */
    state: oneOf("open", "executing", "done"),
    ready_to_execute: boolean,
    scopes: strings("person_write"),
    /** The number of records, of processed records, and of those that failed. */
    total: integer(3),
    processed: integer(2),
    errors: integer(1)
  })
) {}

/** The result for a record of a bulk job. */
export class BulkJobResult extends Schema.Opaque<BulkJobResult>()(
  Schema.Struct({
    id: BulkJobResultId,
    status: oneOf("pending", "success", "error", "retrying"),
    /** The record that was given. */
    record: custom({ email_address: "jane.roe@example.com", upsert_key: "email_address" }),
    /** The created or updated record. */
    resource: custom({ upsert_type: "create" }),
    /** Null if there was no error. */
    error: string("email_address is invalid")
  })
) {}

/** How many records a call added. */
export class JobDataCreationResult extends Schema.Opaque<JobDataCreationResult>()(
  Schema.Struct({ records: integer(3) })
) {}

const after = Schema.optional(Schema.Struct({ gt: Schema.optional(Id) }))
const name = Schema.optional(Schema.String.annotate({ examples: ["New people of June"] }))

/** Selects records of a bulk job. */
const picked = {
  "status[]": anyOf(Schema.Literals(["pending", "success", "error", "retrying"])),
  id: after,
  per_page: perPage
}

/** Bulk jobs, optionally those after an id. The API reference has this call only as a helper for a form field. */
export const list = read<ListInput>()("/v2/bulk_jobs", {
  id: "listBulkJobs",
  source: "List bulk jobs",
  query: { "state[]": anyOf(Schema.Literals(["open", "executing", "done"])), id: after, per_page: perPage },
  success: listOf(BulkJob),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = following(list)

/** One bulk job. API reference: "Get bulk job". */
export const get = read<GetInput>()("/v2/bulk_jobs/{id}", {
  id: "getBulkJob",
  source: "Get bulk job",
  path: { id: BulkJobId },
  success: single(BulkJob),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates a bulk job, empty and open. API reference: "Create bulk job". */
export const create = post<CreateInput>()("/v2/bulk_jobs", {
  id: "createBulkJob",
  source: "Create bulk job",
  body: {
    /** For example `person/upsert`. */
    type: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["person/upsert"] }),
    name
  },
  success: single(BulkJob),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Adds records to an open bulk job, at most 5,000 in one call; the number of calls is not limited. Each record has the
 * parameters of the single call for the job's type. Unsafe: sending it twice adds them twice. API reference: "Create
 * bulk job data".
 */
export const addData = post<AddDataInput>()("/v2/bulk_jobs/{bulk_jobs_id}/job_data", {
  id: "createBulkJobData",
  source: "Create bulk job data",
  path: { bulk_jobs_id: BulkJobId },
  body: {
    data: Schema.Array(
      Schema.Record(Schema.String, Schema.Json).annotate({
        examples: [{ upsert_key: "email_address", email_address: "jane.roe@example.com", first_name: "Jane" }]
      })
    ).check(Schema.isMinLength(1), Schema.isMaxLength(5000))
  },
  success: single(JobDataCreationResult),
  errors: [NotFound],
  safety: "unsafe"
})
export interface AddDataInput extends InputOf<typeof addData> {}

/** The records of a bulk job, in any state, optionally those after an id. */
export const data = read<DataInput>()("/v2/bulk_jobs/{bulk_jobs_id}/job_data", {
  id: "listBulkJobData",
  source: "List bulk job data",
  path: { bulk_jobs_id: BulkJobId },
  query: picked,
  success: listOf(BulkJobResult),
  errors: [NotFound],
  provenance: "public"
})
export interface DataInput extends InputOf<typeof data> {}

/** The parts and the records of `data`, as streams. */
export const { pages: dataPages, stream: dataStream } = following(data)

/**
 * Renames an open bulk job, or starts it with `ready_to_execute: true`. Fails with a 422 if it has been started. API
 * reference: "Update bulk job".
 */
export const update = put<UpdateInput>()("/v2/bulk_jobs/{id}", {
  id: "updateBulkJob",
  source: "Update bulk job",
  path: { id: BulkJobId },
  body: { name, ready_to_execute: Schema.optional(Schema.Boolean) },
  success: single(BulkJob),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * The results for a bulk job's records, optionally those after an id. Empty until the job is done. API reference: "List
 * bulk job results".
 */
export const results = read<ResultsInput>()("/v2/bulk_jobs/{bulk_jobs_id}/results", {
  id: "listBulkJobResults",
  source: "List bulk job results",
  path: { bulk_jobs_id: BulkJobId },
  query: picked,
  success: listOf(BulkJobResult),
  errors: [NotFound]
})
export interface ResultsInput extends InputOf<typeof results> {}

/** The parts and the records of `results`, as streams. */
export const { pages: resultPages, stream: resultStream } = following(results)
