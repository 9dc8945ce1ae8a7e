/** The tasks of users outside of cadences. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import {
  dictionaries,
  dictionary,
  embedded,
  field,
  group,
  instant,
  integer,
  oneOf,
  reference,
  string,
  struct
} from "../Field.ts"
import { AccountId, Id, PersonId, TaskId, UserGuid, UserId } from "../Ids.ts"
import { Comparison, Day, Instant } from "../Instant.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, listWith, Metadata, paged, single, standard } from "../Page.ts"

/** A task. */
export class Task extends Schema.Opaque<Task>()(
  Schema.Struct({
    id: TaskId,
    created_at: instant,
    updated_at: instant,
    subject: string("Call about the schedule"),
    description: string("She said to call in June"),
    current_state: oneOf("scheduled", "completed"),
    task_type: oneOf("call", "email", "general"),
    /** A date without a zone: `2026-01-31`. */
    due_date: string("2026-01-31"),
    due_at: instant,
    remind_at: instant,
    expires_after: instant,
    completed_at: instant,
    /** For example `salesloft.api`, `salesloft.cadence` or `salesloft.signal`. */
    source: string("salesloft.api"),
    /** Salesloft's estimate of its urgency. */
    score: struct({
      /** A number as a string. */
      score: string("0.0"),
      prioritizer_uuid: string("salesloft.prioritizers/rhythm"),
      factors: dictionary
    }),
    multitouch_group_id: field(Id),
    object_references: dictionaries,
    custom_attributes: dictionary,
    person: reference(PersonId, "people"),
    user: reference(UserId, "users"),
    created_by_user: reference(UserId, "users"),
    completed_by: reference(UserId, "users"),
    opportunity: embedded
  })
) {}

/** The metadata of a list of tasks, with the number of tasks by due time. */
export class TaskMetadata extends Schema.Opaque<TaskMetadata>()(
  Schema.Struct({
    ...Metadata.fields,
    counts: group({
      all: integer(150),
      overdue: integer(10),
      today: integer(25),
      tomorrow: integer(30),
      this_week: integer(75),
      next_week: integer(40)
    })
  })
) {}

const subject = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Call about the schedule"] })
const kind = Schema.Literals(["call", "email", "general"])

/** Tasks that match all filters. API reference: "List tasks". */
export const list = read<ListInput>()("/v2/tasks", {
  id: "listTasks",
  source: "List tasks",
  query: {
    "ids[]": anyOf(TaskId),
    "user_id[]": anyOf(UserId),
    "person_id[]": anyOf(PersonId),
    "account_id[]": anyOf(AccountId),
    "current_state[]": anyOf(Schema.Literals(["scheduled", "completed"])),
    "task_type[]": anyOf(kind),
    time_interval_filter: Schema.optional(Schema.Literals(["overdue", "today", "tomorrow", "this_week", "next_week"])),
    completed_time_interval: Schema.optional(
      Schema.Literals(["today", "yesterday", "this_week", "previous_week", "this_month"])
    ),
    updated_at: Schema.optional(Comparison),
    completed_at: Schema.optional(Comparison),
    /** For example `salesloft.api`. */
    "source[]": anyOf(Schema.String.annotate({ examples: ["salesloft.api"] })),
    idempotency_key: Schema.optional(Schema.String),
    /** The locale of the person. */
    "locale[]": anyOf(Schema.String),
    ...standard("due_date", "due_at", "created_at", "updated_at")
  },
  success: listWith(Task, TaskMetadata)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One task. API reference: "Get task". */
export const get = read<GetInput>()("/v2/tasks/{id}", {
  id: "getTask",
  source: "Get task",
  path: { id: TaskId },
  success: single(Task),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Creates a task, by default for the token's user. Salesloft documents no field as required; it reports missing ones in
 * a `ValidationFailed`. The `idempotency_key` is optional, so the call counts as unsafe and is not repeated
 * automatically. If you set your own key, you can safely send the call again. API reference: "Create task".
 */
export const create = post<CreateInput>()("/v2/tasks", {
  id: "createTask",
  source: "Create task",
  body: {
    subject: Schema.optional(subject),
    person_id: Schema.optional(PersonId),
    /** Default: the token's user. */
    user_id: Schema.optional(UserId),
    /** Instead of `user_id`. */
    user_guid: Schema.optional(UserGuid),
    task_type: Schema.optional(kind),
    /** A date: `2026-01-31`. */
    due_date: Schema.optional(Day),
    description: Schema.optional(Schema.String),
    remind_at: Schema.optional(Instant),
    /** A string that no other task has. */
    idempotency_key: Schema.optional(Schema.String)
  },
  success: single(Task),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a task. `current_state: "completed"` completes it, which cannot be undone. */
export const update = put<UpdateInput>()("/v2/tasks/{id}", {
  id: "updateTask",
  source: "Update task",
  path: { id: TaskId },
  body: {
    subject: Schema.optional(subject),
    person_id: Schema.optional(PersonId),
    user_id: Schema.optional(UserId),
    /** Instead of `user_id`. */
    user_guid: Schema.optional(UserGuid),
    task_type: Schema.optional(kind),
    /** A date: `2026-01-31`. */
    due_date: Schema.optional(Day),
    due_at: Schema.optional(Instant),
    current_state: Schema.optional(Schema.Literals(["completed"])),
    remind_at: Schema.optional(Instant),
    /** What was done, if the call completes the task. */
    description: Schema.optional(Schema.String),
    /** Whether the task is only logged. */
    is_logged: Schema.optional(Schema.Boolean)
  },
  success: single(Task),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}
