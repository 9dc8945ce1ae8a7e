/** Lists of leads, in version 1.0.0. */
import { owner } from "./access.ts"
import { cut, narrowed, of } from "./listing.ts"
import { leadsIn } from "./outreach.ts"
import { success } from "./responses.ts"
import type { LeadList, SalesBlinkCall, State } from "./State.ts"

/** The columns of every list. Guess: these three. */
const columns = ["first_name", "last_name", "email"]

const shown = (state: State, { archived, id, last_modified, name, owned_by, starred }: LeadList) => {
  const leads = leadsIn(state, id)
  return {
    id,
    name,
    starred,
    archived,
    owned_by,
    last_modified,
    contacts_count: leads.length,
    fields: [...new Set([...columns, ...leads.flatMap(({ fields }) => Object.keys(fields))])]
  }
}

export const getAllLists = ({ query, state }: SalesBlinkCall) =>
  success(cut(narrowed(Object.values(state.lists), query), query).map((list) => shown(state, list)))

export const createList = (call: SalesBlinkCall) => {
  const { folder, name, starred } = call.body
  const id = call.uuid()
  const date_created = new Date(call.now()).toISOString()
  call.state.lists[id] = {
    id,
    name,
    ...(folder !== undefined && { folder }),
    starred: starred === true,
    archived: false,
    owned_by: owner,
    last_modified: date_created,
    date_created
  }
  return success({ id, name, contacts_count: 0, date_created, fields: columns })
}

export const getList = of("lists", ({ state }, list) => success(shown(state, list)))

export const updateList = of("lists", (call, list) => {
  const { folder, name, starred } = call.body
  list.name = name ?? list.name
  list.starred = starred ?? list.starred
  if (folder !== undefined) list.folder = folder
  list.last_modified = new Date(call.now()).toISOString()
  return success(shown(call.state, list), "List updated successfully")
})

export const archiveList = of("lists", (call, list) => {
  list.archived = call.body?.archived !== false
  return success()
})
