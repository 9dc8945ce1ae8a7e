/** Creates, changes and removes records: assigns ids and times, updates indexes, and notifies subscribers. */
import * as present from "./present.ts"
import type { Collection, Collections, Row, State, Context } from "./State.ts"
import { tags, tables } from "./tables.ts"
import type { Table } from "./Table.ts"
import { timestamp } from "./timestamps.ts"
import { eventTypes, notify } from "./deliveries.ts"

export type RowOf<C extends Collection> = Collections[C][number]

/** The current time, but later than all earlier stamps, so that paging by `updated_at` misses nothing. */
export const stamp = ({ now, state }: Pick<Context, "now" | "state">): string => {
  const at = Math.max(Math.floor(now() * 1000), state.next.moment)
  state.next.moment = at + 1
  return timestamp(at)
}

type Present = (row: never, view: present.View) => object

/** The event name of each collection, and the record that its events contain. */
const eventRecords: Partial<Record<Collection, readonly [name: string, Present]>> = {
  accounts: ["account", present.account],
  cadences: ["cadence", present.cadence],
  cadence_memberships: ["cadence_membership", present.membership],
  calls: ["call", present.call],
  call_data_records: ["call_data_record", present.callDataRecord],
  emails: ["email", present.email],
  notes: ["note", present.note],
  people: ["person", present.person],
  steps: ["step", present.step],
  tasks: ["task", present.task],
  users: ["user", present.user]
}

/** Notifies subscribers of an event of a record, such as `person` `created`. */
export const tell = <C extends Collection>(context: Context, collection: C, row: RowOf<C>, what: string): void => {
  const [name, show] = eventRecords[collection] ?? []
  const event = `${name}_${what}`
  if (show === undefined || !eventTypes.has(event)) return
  notify(context, event, () => {
    const record = show(row as never, present.vendorView(context))
    // As in recorded events: the whole record, but without the count of its people.
    return event === "account_deleted" ? { ...record, counts: { people: null } } : record
  })
}

const tableOf = (collection: Collection) => tables[collection] as unknown as Table<Row, never>
const rowsOf = (state: State, collection: Collection) => state[collection] as Array<Row>

/** Finds a record by its id, a number or text. */
export const find = <C extends Collection>(state: State, collection: C, id: unknown): RowOf<C> | undefined =>
  tableOf(collection).find(rowsOf(state, collection), id) as RowOf<C> | undefined

/** Adds a record. */
export const create = <C extends Collection>(
  context: Context,
  collection: C,
  fields: Omit<RowOf<C>, "id" | "created_at" | "updated_at">
): RowOf<C> => {
  const { state } = context
  const at = stamp(context)
  const row = { id: state.next[collection]++, created_at: at, updated_at: at, ...fields } as unknown as RowOf<C>
  tableOf(collection).insert(rowsOf(state, collection), row)
  tell(context, collection, row, "created")
  return row
}

/** Changes a record. */
export const change = <C extends Collection>(
  context: Context,
  collection: C,
  row: RowOf<C>,
  changes: Partial<RowOf<C>>
): void => {
  const all = { ...changes, updated_at: stamp(context) }
  tableOf(collection).change(rowsOf(context.state, collection), row, all as Partial<Row>)
  tell(context, collection, row, "updated")
}

/** Collections whose records may be deleted again, according to the API reference. */
const repeatable: ReadonlySet<Collection> = new Set([
  "accounts",
  "notes",
  "people",
  "person_stages",
  "webhook_subscriptions"
])

/** Removes a record. */
export const remove = <C extends Collection>(context: Context, collection: C, row: RowOf<C>): void => {
  const { state } = context
  tableOf(collection).remove(rowsOf(state, collection), row)
  if (repeatable.has(collection)) state.deleted.push({ collection, id: row.id })
  tell(context, collection, row, "deleted")
}

/** Creates tags of the team for new names. */
export const useTags = ({ state }: Context, names: ReadonlyArray<string>): void => {
  for (const name of names) {
    if (tags.by(state.tags, "name", name).size === 0) tags.insert(state.tags, { id: state.next.tags++, name })
  }
}
