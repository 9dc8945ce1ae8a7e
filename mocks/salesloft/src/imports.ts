/** Imports: people that were added together. Administrators see those of the whole team, others their own. */
import { callerOf, viewOf } from "./access.ts"
import { change, create, find } from "./changes.ts"
import { among, byCreation, byUpdate, ids, list } from "./listing.ts"
import { notFound, unprocessable } from "./responses.ts"
import { data, destroy, withRow } from "./operations.ts"
import { deletePerson } from "./people.ts"
import * as present from "./present.ts"
import type { Call, Import, Reply, User } from "./State.ts"
import { people } from "./tables.ts"

const isVisible = (caller: User, { user_id }: Import): boolean => caller.team_admin || user_id === caller.id

const visible = (use: (row: Import, call: Call) => Reply) =>
  withRow("imports", (row, call) => (isVisible(callerOf(call), row) ? use(row, call) : notFound))

/** The user who will own an import; undefined if the user does not exist. */
const ownerOf = (call: Call, other: User | undefined): User | undefined =>
  call.body?.user_id === undefined ? other : find(call.state, "users", call.body.user_id)

const noUser = unprocessable({ user_id: ["does not exist"] })

const show = (row: Import, call: Call) => data(present.import_(row, viewOf(call)))

const listImports = list<Import>({
  rows: (call) => {
    const caller = callerOf(call)
    return call.state.imports.filter((row) => isVisible(caller, row))
  },
  present: present.import_,
  filters: { ...ids, "user_ids[]": among(({ user_id }) => user_id) },
  sorts: { ...byCreation, ...byUpdate }
})

/**
 * Removes an import from its people. With `undo=single` deletes the people in no other import, and with `undo=all`
 * deletes all of its people.
 */
const undo = (row: Import, call: Call): void => {
  for (const person of people.by(call.state.people, "import", row.id)) {
    const others = (person.import_ids ?? []).filter((id) => id !== row.id)
    const goes = call.query["undo"] === "all" || (call.query["undo"] === "single" && others.length === 0)
    if (goes) deletePerson(call, person)
    else change(call, "people", person, { import_ids: others })
  }
}

const deleteImport = destroy("imports", undo)

export const importOperations = {
  listImports,
  createImport: (call: Call) => {
    const owner = ownerOf(call, callerOf(call))
    if (owner === undefined) return noUser
    const fields = { name: call.body?.name ?? null, user_id: owner.id, imported_people_count: 0 }
    return show(create(call, "imports", fields), call)
  },
  getImport: visible(show),
  updateImport: visible((row, call) => {
    const owner = ownerOf(call, find(call.state, "users", row.user_id))
    if (owner === undefined) return noUser
    const { name = row.name } = call.body
    change(call, "imports", row, { name, user_id: owner.id })
    return show(row, call)
  }),
  deleteImport: visible((_, call) => deleteImport(call))
}
