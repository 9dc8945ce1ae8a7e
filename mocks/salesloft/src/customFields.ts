/** Custom fields of people, accounts and opportunities. */
import { change, create, remove } from "./changes.ts"
import { byCreation, byUpdate, equal, ids, list } from "./listing.ts"
import { data, destroy, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Account, Call, CustomField, Person, State } from "./State.ts"

/** Moves the values of a field to another name, or removes them. Those of opportunities stay, because no call can set them. */
const rename = ({ accounts, people }: State, { field_type, name }: CustomField, to?: string): void => {
  const rows: ReadonlyArray<Person | Account> =
    field_type === "person" ? people : field_type === "company" ? accounts : []
  for (const row of rows) {
    const { [name]: value, ...others } = row.custom_fields ?? {}
    if (value !== undefined) row.custom_fields = { ...others, ...(to !== undefined && { [to]: value }) }
  }
}

const listCustomFields = list<CustomField>({
  rows: ({ state }) => state.custom_fields,
  present: present.customField,
  filters: { ...ids, field_type: equal(({ field_type }) => field_type) },
  sorts: { ...byUpdate, ...byCreation, name: ({ name }) => name.toLowerCase() }
})

export const customFieldOperations = {
  listCustomFields,
  createCustomField: (call: Call) => {
    const { field_type = "person", name } = call.body
    // Guess: a field belongs to people if no type is given. Its values are text, because no call can set the type.
    return data(present.customField(create(call, "custom_fields", { name, field_type, value_type: "text" })))
  },
  getCustomField: get("custom_fields", present.customField),
  // As documented: the former id becomes invalid.
  updateCustomField: withRow("custom_fields", (row, call) => {
    const { field_type = row.field_type, name = row.name } = call.body
    // Guess: a new type removes the values, because they belong to records of the former type.
    rename(call.state, row, field_type === row.field_type ? name : undefined)
    remove(call, "custom_fields", row)
    const made = create(call, "custom_fields", { name, field_type, value_type: row.value_type })
    change(call, "custom_fields", made, { created_at: row.created_at })
    return data(present.customField(made))
  }),
  deleteCustomField: destroy("custom_fields", (row, { state }) => rename(state, row))
}
