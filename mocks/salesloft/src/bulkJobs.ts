/**
 * Bulk jobs. A job takes records while it is open, is marked as ready, executes its records one by one on the sandbox's
 * clock, and is then done. Each record is processed like a single call of the job's type, so it really changes the
 * state.
 */
import { createAccount, updateAccount } from "./accounts.ts"
import { administrator, callerOf, viewOf } from "./access.ts"
import { find, stamp } from "./changes.ts"
import { walk } from "./listing.ts"
import { Check, Invalid, notFound, sentence, unprocessable } from "./responses.ts"
import { addToCadence } from "./memberships.ts"
import { data, get, withRow } from "./operations.ts"
import { createPerson, updatePerson, upserted, upsertPerson } from "./people.ts"
import * as present from "./present.ts"
import {
  accountTexts,
  type BulkJob,
  type BulkJobRecord,
  type Call,
  type Input,
  personTexts,
  type User
} from "./State.ts"
import type { Reply, Row, Context } from "./State.ts"
import { positionOf } from "./Table.ts"
import { bulk_job_records, bulk_jobs } from "./tables.ts"
import { notify } from "./deliveries.ts"

/**
 * The number of records executed at a time, and the milliseconds that they take: 5,000 records a second. Guess: both.
 */
const batch = 500
const taking = 100

interface Made {
  readonly resource_id: number
  readonly upsert_type?: "create" | "update"
}

interface Type {
  readonly run: (context: Context, caller: User, record: Input) => Made | Invalid
  readonly present: (made: Made, view: present.View) => unknown
}

const made = (row: Row | Invalid): Made | Invalid => (row instanceof Invalid ? row : { resource_id: row.id })

const person: Type["present"] = ({ resource_id }, view) => {
  const row = find(view.state, "people", resource_id)
  return row === undefined ? { id: resource_id } : present.person(row, view)
}

const account: Type["present"] = ({ resource_id }, view) => {
  const row = find(view.state, "accounts", resource_id)
  return row === undefined ? { id: resource_id } : present.account(row, view)
}

const unknown = new Invalid({ id: ["does not exist"] })

/** Guess: no source has the vendor's list of types. These are named after the calls that they repeat. */
const types: Readonly<Record<string, Type>> = {
  "person/upsert": {
    run: (context, caller, record) => {
      const made = upsertPerson(context, caller, record)
      return made instanceof Invalid ? made : { resource_id: made.person.id, upsert_type: made.upsert_type }
    },
    present: (made, view) => {
      const row = find(view.state, "people", made.resource_id)
      const { upsert_type = "update" } = made
      return row === undefined
        ? { person: person(made, view), upsert_type }
        : upserted({ person: row, upsert_type }, view)
    }
  },
  "person/create": { run: (context, caller, record) => made(createPerson(context, caller, record)), present: person },
  "person/update": {
    run: (context, _, record) => {
      const row = find(context.state, "people", record.id)
      return row === undefined ? unknown : made(updatePerson(context, row, record))
    },
    present: person
  },
  "account/create": {
    run: (context, caller, record) => made(createAccount(context, caller, record)),
    present: account
  },
  "account/update": {
    run: (context, _, record) => {
      const row = find(context.state, "accounts", record.id)
      return row === undefined ? unknown : made(updateAccount(context, row, record))
    },
    present: account
  },
  "cadence_membership/create": {
    run: (context, caller, record) => made(addToCadence(context, caller, record)),
    present: ({ resource_id }, view) => {
      const row = find(view.state, "cadence_memberships", resource_id)
      return row === undefined ? { id: resource_id } : present.membership(row, view)
    }
  }
}

/**
 * Checks the types of a record's fields. Records are not checked against the specification on arrival, so that one bad
 * record does not stop the others.
 */
const misshapen = (record: Input): Invalid | undefined => {
  const check = new Check()
  const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === "string")
  const expect = (holds: (value: unknown) => boolean, message: string, names: ReadonlyArray<string>) => {
    for (const name of names) {
      if (record[name] === undefined) continue
      check.that(holds(record[name]), name, message)
    }
  }
  expect((value) => value === null || typeof value === "string", "must be text", texts)
  expect((value) => typeof value === "boolean", "must be true or false", ["do_not_contact", "archived", "autotag_date"])
  expect(isTexts, "must be a list of strings", ["tags", "contact_restrictions"])
  const isTextsByName = (value: unknown) => isTexts(Object.values(value ?? { "": 0 }).map((one) => one ?? ""))
  expect(isTextsByName, "must be an object with string values", ["custom_fields"])
  return check.problems
}

const texts = [...new Set<string>([...personTexts, ...accountTexts, "upsert_key", "crm_id_type"])]

const createBulkJob = (call: Call): Reply => {
  const { name = null, type } = call.body
  if (types[type] === undefined) {
    return unprocessable({ type: [`is not supported; these are: ${Object.keys(types).join(", ")}`] })
  }
  const { state } = call
  const at = stamp(call)
  const job: BulkJob = {
    id: state.next.bulk_jobs++,
    created_at: at,
    updated_at: at,
    name,
    type,
    state: "open",
    ready_to_execute: false,
    scopes: [],
    user_id: callerOf(call).id,
    total: 0,
    processed: 0,
    errors: 0,
    marked_ready_at: null,
    started_at: null,
    finished_at: null
  }
  bulk_jobs.insert(state.bulk_jobs, job)
  // As in the vendor's example of the whole process.
  const { finished_at: _, started_at: __, updated_at: ___, ...shown } = present.bulkJob(job)
  return data(shown)
}

const notOpen = (job: BulkJob): Reply | undefined =>
  job.state === "open" ? undefined : unprocessable({ state: [`is ${job.state}; only an open bulk job can be changed`] })

/** Renames an open job, or marks it as ready. The response shows a ready job as executing. */
const updateBulkJob = withRow("bulk_jobs", (job, call) => {
  const refusal = notOpen(job)
  if (refusal !== undefined) return refusal
  const { name = job.name, ready_to_execute: ready = job.ready_to_execute } = call.body
  const at = stamp(call)
  Object.assign(job, { name, ready_to_execute: ready, updated_at: at } satisfies Partial<BulkJob>)
  if (ready) {
    Object.assign(job, { state: "executing", marked_ready_at: at, started_at: at } satisfies Partial<BulkJob>)
    call.schedule("runBulkJob", { id: job.id, after: 0 }, taking)
  }
  return data(present.bulkJob(job))
})

const createBulkJobData = (call: Call): Reply => {
  const job = jobOf(call)
  if (job === undefined) return notFound
  const refusal = notOpen(job)
  if (refusal !== undefined) return refusal
  const { state } = call
  const records: ReadonlyArray<Input> = call.body.data
  for (const record of records) {
    bulk_job_records.insert(state.bulk_job_records, {
      id: state.next.bulk_job_records++,
      bulk_jobs_id: job.id,
      status: "pending",
      record
    })
  }
  job.total += records.length
  job.updated_at = stamp(call)
  return data({ records: records.length })
}

/** The job of these paths, whose parameter has another name than in other paths. */
const jobOf = ({ path, state }: Call): BulkJob | undefined => find(state, "bulk_jobs", path["bulk_jobs_id"])

/** The records of the job that a path names. The list is empty while `areThere` is false. */
const records = (call: Call, areThere: (job: BulkJob) => boolean): Reply => {
  const { state } = call
  const job = jobOf(call)
  if (job === undefined) return notFound
  const wanted: ReadonlyArray<string> | undefined = call.query["status[]"]
  const rows = areThere(job) ? bulk_job_records.by(state.bulk_job_records, "job", job.id) : []
  const view = viewOf(call)
  return walk(
    call,
    rows,
    ({ status }) => wanted?.includes(status) ?? true,
    (row) => present.bulkJobResult(row, resourceOf(job, row, view))
  )
}

const resourceOf = (job: BulkJob, { resource_id, upsert_type }: BulkJobRecord, view: present.View): unknown =>
  resource_id === undefined
    ? null
    : types[job.type]!.present({ resource_id, ...(upsert_type !== undefined && { upsert_type }) }, view)

/** Executes the next batch of records. */
const run = (context: Context, { after, id }: { readonly id: number; readonly after: number }): void => {
  const { state } = context
  const job = find(state, "bulk_jobs", id)
  if (job === undefined) return
  const caller = find(state, "users", job.user_id) ?? find(state, "users", administrator)!
  const { run } = types[job.type]!
  const rows = state.bulk_job_records
  // Spread over the time that they take, so that the records of a batch do not all change in the same millisecond.
  const began = context.now() - taking
  let index = 0
  const then: Context = { ...context, now: () => began + (index * taking) / batch }
  let last = after
  for (let at = positionOf(rows, after + 1); at < rows.length && index < batch; at++) {
    const row = rows[at]!
    if (row.bulk_jobs_id !== id) continue
    const made = misshapen(row.record) ?? run(then, caller, row.record)
    if (made instanceof Invalid) {
      row.status = "error"
      row.error = sentence(made.errors)
      job.errors += 1
    } else Object.assign(row, { status: "success" } satisfies Partial<BulkJobRecord>, made)
    job.processed += 1
    last = row.id
    index += 1
  }
  job.updated_at = stamp(context)
  if (job.processed < job.total) {
    context.schedule("runBulkJob", { id, after: last }, taking)
    return
  }
  job.state = "done"
  job.finished_at = job.updated_at
  notify(context, "bulk_job_completed", () => present.bulkJob(job))
}

export const bulkJobs = { runBulkJob: run }

export const bulkJobOperations = {
  listBulkJobs: (call: Call) =>
    walk(
      call,
      call.state.bulk_jobs,
      ({ state }) => (call.query["state[]"] as ReadonlyArray<string> | undefined)?.includes(state) ?? true,
      present.bulkJob
    ),
  createBulkJob,
  getBulkJob: get("bulk_jobs", present.bulkJob),
  updateBulkJob,
  createBulkJobData,
  listBulkJobData: (call: Call) => records(call, () => true),
  // The results of all records. The list is empty until the job is done.
  listBulkJobResults: (call: Call) => records(call, ({ state }) => state === "done")
}
