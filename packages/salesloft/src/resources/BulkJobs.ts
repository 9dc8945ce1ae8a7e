/** Many changes of one kind, made by Salesloft in the background. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { custom, flag, instant, integer, oneOf, text, texts } from "../Field.ts"
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
    name: text("New people of June"),
    /** Such as `person/upsert`. */
    type: text("person/upsert"),
    /** Data can be added while it is open; it is over when it is done. */
    state: oneOf("open", "executing", "done"),
    ready_to_execute: flag,
    scopes: texts("person_write"),
    /** How many records it has, how many of them were processed, and how many of those failed. */
    total: integer(3),
    processed: integer(2),
    errors: integer(1)
  })
) {}

/** What became of a record of a bulk job. */
export class BulkJobResult extends Schema.Opaque<BulkJobResult>()(
  Schema.Struct({
    id: BulkJobResultId,
    status: oneOf("pending", "success", "error", "retrying"),
    /** The record as it was given. */
    record: custom({ email_address: "jane.roe@example.com", upsert_key: "email_address" }),
    /** What Salesloft made of it. */
    resource: custom({ upsert_type: "create" }),
    /** Null where nothing went wrong. */
    error: text("email_address is invalid")
  })
) {}

/** How many records a call has added. */
export class JobDataCreationResult extends Schema.Opaque<JobDataCreationResult>()(
  Schema.Struct({ records: integer(3) })
) {}

const after = Schema.optional(Schema.Struct({ gt: Schema.optional(Id) }))
const name = Schema.optional(Schema.String.annotate({ examples: ["New people of June"] }))

/** Which records of a bulk job. */
const picked = {
  "status[]": anyOf(Schema.Literals(["pending", "success", "error", "retrying"])),
  id: after,
  per_page: perPage
}

/** Bulk jobs after that of an id, if one is given. The document offers it only as a helper of a form's field. */
export const list = read<ListInput>()("/v2/bulk_jobs", {
  id: "listBulkJobs",
  source: "List bulk jobs",
  query: { "state[]": anyOf(Schema.Literals(["open", "executing", "done"])), id: after, per_page: perPage },
  success: listOf(BulkJob),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = following(list)

/** One bulk job. Document: "Get bulk job". */
export const get = read<GetInput>()("/v2/bulk_jobs/{id}", {
  id: "getBulkJob",
  source: "Get bulk job",
  path: { id: BulkJobId },
  success: single(BulkJob),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates a bulk job, empty and open. Document: "Create bulk job". */
export const create = post<CreateInput>()("/v2/bulk_jobs", {
  id: "createBulkJob",
  source: "Create bulk job",
  body: {
    /** Such as `person/upsert`. */
    type: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["person/upsert"] }),
    name
  },
  success: single(BulkJob),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Adds records to an open bulk job, at most 5,000 in one call; there is no limit to the calls. Each has the parameters
 * that the single call of the job's type would take. Unsafe: sent twice it adds them twice. Document: "Create bulk job
 * data".
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

/** The records of a bulk job, whatever has become of them yet; after that of an id, if one is given. */
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

/** The parts of `data`, and its records, as streams. */
export const { pages: dataPages, stream: dataStream } = following(data)

/**
 * Renames an open bulk job, or starts it by `ready_to_execute: true`. One that has begun is answered with 422. Document:
 * "Update bulk job".
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
 * What became of a bulk job's records, after that of an id, if one is given. Empty until the job is done. Document:
 * "List bulk job results".
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

/** The parts of `results`, and its records, as streams. */
export const { pages: resultPages, stream: resultStream } = following(results)
