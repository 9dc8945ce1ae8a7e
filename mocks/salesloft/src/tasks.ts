/** Tasks of users. */
import { callerOf, viewOf } from "./access.ts"
import { change, create, find, stamp, tell } from "./changes.ts"
import { among, byCreation, byUpdate, equal, ids, list, range, updated } from "./listing.ts"
import { Check, unprocessable } from "./responses.ts"
import { data, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Call, Reply, Task, Context } from "./State.ts"
import { tasks, users } from "./tables.ts"
import { daysAfter, parseTimestamp, teamDay } from "./timestamps.ts"

const createTask = (call: Call): Reply => {
  const { body, state } = call
  const key: string | undefined = body.idempotency_key
  const [known] = key === undefined ? [] : tasks.by(state.tasks, "idempotency_key", key)
  // Guess: repeating a call returns the existing task instead of an error.
  if (known !== undefined) return data(present.task(known, viewOf(call)))
  const check = new Check()
  const { user_guid } = body
  const person = find(state, "people", body.person_id)
  const [named] = user_guid === undefined ? [callerOf(call)] : users.by(state.users, "guid", user_guid)
  const user = body.user_id === undefined ? named : find(state, "users", body.user_id)
  check.that(body.person_id === undefined || person !== undefined, "person_id", "does not exist")
  check.that(user?.active === true, body.user_id === undefined ? "user_guid" : "user_id", "does not exist")
  const remindAt = body.remind_at === undefined ? null : parseTimestamp(body.remind_at)
  check.that(remindAt !== undefined, "remind_at", "is not an ISO 8601 timestamp")
  if (check.problems !== undefined) return unprocessable(check.problems.errors)
  const task = create(call, "tasks", {
    // Guess: the vendor's page marks no field as required and names no defaults.
    subject: body.subject ?? null,
    description: body.description ?? null,
    current_state: "scheduled",
    task_type: body.task_type ?? "general",
    due_date: body.due_date ?? teamDay(call.now()),
    due_at: null,
    remind_at: remindAt ?? null,
    completed_at: null,
    idempotency_key: key ?? null,
    person_id: person?.id ?? null,
    user_id: user!.id,
    created_by_user_id: callerOf(call).id,
    completed_by_id: null
  })
  return data(present.task(task, viewOf(call)))
}

/** Whether an open task is due in an interval. Weeks begin on Monday. Guess: the API reference names no first day. */
const intervals: Readonly<Record<string, (today: string) => (due: string) => boolean>> = {
  overdue: (today) => (due) => due < today,
  today: (today) => (due) => due === today,
  tomorrow: (today) => (due) => due === daysAfter(today, 1),
  this_week: (today) => inWeek(monday(today)),
  next_week: (today) => inWeek(daysAfter(monday(today), 7))
}

const monday = (day: string): string => daysAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
const inWeek = (first: string) => (due: string) => due >= first && due < daysAfter(first, 7)

/** Whether a task was completed in an interval. */
const completed: Readonly<Record<string, (today: string) => (day: string) => boolean>> = {
  today: (today) => (day) => day === today,
  yesterday: (today) => (day) => day === daysAfter(today, -1),
  this_week: (today) => inWeek(monday(today)),
  previous_week: (today) => inWeek(daysAfter(monday(today), -7)),
  this_month: (today) => (day) => day.slice(0, 7) === today.slice(0, 7)
}

const isIn = (interval: string, call: Call): ((task: Task) => boolean) => {
  const test = intervals[interval]!(teamDay(call.now()))
  return ({ current_state, due_date }) => current_state === "scheduled" && test(due_date)
}

const listTasks = list<Task>({
  rows: ({ state }) => state.tasks,
  present: present.task,
  filters: {
    ...ids,
    "user_id[]": among(({ user_id }) => user_id),
    "person_id[]": among(({ person_id }) => person_id),
    "account_id[]": among(({ person_id }, state) => find(state, "people", person_id)?.account_id),
    "current_state[]": among(({ current_state }) => current_state),
    "task_type[]": among(({ task_type }) => task_type),
    time_interval_filter: isIn,
    completed_time_interval: (interval, call) => {
      const test = completed[interval]!(teamDay(call.now()))
      return ({ completed_at }) => completed_at !== null && test(teamDay(Date.parse(completed_at)))
    },
    ...updated,
    completed_at: range("completed_at", ({ completed_at }) => completed_at),
    "source[]": among(() => present.taskSource),
    idempotency_key: equal(({ idempotency_key }) => idempotency_key),
    "locale[]": among(({ person_id }, state) => find(state, "people", person_id)?.locale)
  },
  sorts: { due_date: ({ due_date }) => due_date, due_at: ({ due_at }) => due_at, ...byCreation, ...byUpdate },
  direction: "ASC",
  metadata: (call, matching) => {
    const all = matching("time_interval_filter")
    const count = (interval: string) => all.filter(isIn(interval, call)).length
    return {
      counts: {
        all: all.length,
        ...Object.fromEntries(Object.keys(intervals).map((interval) => [interval, count(interval)]))
      }
    }
  }
})

/** Completes a task. */
export const completeTask = (context: Context, task: Task, by: number): void => {
  const completed_at = stamp(context)
  change(context, "tasks", task, { current_state: "completed", completed_at, completed_by_id: by })
  tell(context, "tasks", task, "completed")
}

const updateTask = withRow("tasks", (task, call) => {
  const { body, state } = call
  const check = new Check()
  const found = (field: "person_id" | "user_id", rows: "people" | "users") => {
    const row = body[field] === undefined ? undefined : find(state, rows, body[field])
    check.that(body[field] === undefined || row !== undefined, field, "does not exist")
    return row === undefined ? {} : { [field]: row.id }
  }
  const { current_state, description = task.description, due_date = task.due_date, subject = task.subject } = body
  const changes = { ...found("person_id", "people"), ...found("user_id", "users"), description, due_date, subject }
  // Guess: a completed task stays completed, so completing it again changes nothing.
  if (check.problems !== undefined) return unprocessable(check.problems.errors)
  change(call, "tasks", task, { ...changes, task_type: body.task_type ?? task.task_type })
  if (current_state === "completed" && task.current_state !== "completed") completeTask(call, task, callerOf(call).id)
  return data(present.task(task, viewOf(call)))
})

export const taskOperations = { listTasks, createTask, updateTask, getTask: get("tasks", present.task) }
