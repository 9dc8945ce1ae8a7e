/** Notes on people and accounts. */
import { viewOf } from "./access.ts"
import { actingFor } from "./calls.ts"
import { change, create, find } from "./changes.ts"
import { byCreation, byUpdate, equal, ids, list, updated } from "./listing.ts"
import { Check, unprocessable } from "./responses.ts"
import { data, destroy, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Call, Called, Note, Reply } from "./State.ts"

const kinds: ReadonlySet<string> = new Set(["person", "account"])

/** The call that a note is linked to, if it has no other note. */
const callFor = (call: Call, check: Check, note?: Note): Called | undefined => {
  const { call_id } = call.body
  if (call_id === undefined || call_id === null) return undefined
  const found = find(call.state, "calls", call_id)
  if (check.that(found !== undefined, "call_id", "does not exist")) {
    check.that(found!.note_id === null || found!.note_id === note?.id, "call_id", "already has a note")
  }
  return found
}

const createNote = (call: Call): Reply => {
  const { body, state } = call
  const { refusal, user } = actingFor(call, body.user_guid)
  if (user === undefined) return refusal
  const check = new Check()
  const kind: string = body.associated_with_type.toLowerCase()
  if (check.that(kinds.has(kind), "associated_with_type", "must be person or account")) {
    const found = find(state, kind === "person" ? "people" : "accounts", body.associated_with_id)
    check.that(found !== undefined, "associated_with_id", "does not exist")
  }
  const about = callFor(call, check)
  if (check.problems !== undefined) return unprocessable(check.problems.errors)
  const note = create(call, "notes", {
    content: body.content,
    associated_type: kind as Note["associated_type"],
    associated_with_id: Number(body.associated_with_id),
    user_id: user.id,
    call_id: about?.id ?? null
  })
  if (about !== undefined) change(call, "calls", about, { note_id: note.id })
  if (body.skip_crm_sync !== true) {
    create(call, "crm_activities", {
      subject: body.subject || "Note",
      description: note.content,
      activity_type: "other",
      crm_id: null,
      error: user.crm_id === null ? "Not connected to your CRM" : null,
      custom_crm_fields: {},
      person_id: kind === "person" ? note.associated_with_id : null,
      user_id: user.id
    })
  }
  return data(present.note(note, viewOf(call)))
}

/** Unlinks a note from its call. */
const release = (note: Note, call: Call): void => {
  const before = find(call.state, "calls", note.call_id)
  if (before !== undefined) change(call, "calls", before, { note_id: null })
}

/** Links a note to another call, or with null to none. */
const updateNote = withRow("notes", (note, call) => {
  const check = new Check()
  const about = callFor(call, check, note)
  if (check.problems !== undefined) return unprocessable(check.problems.errors)
  const call_id = call.body.call_id === null ? null : (about?.id ?? note.call_id)
  if (call_id !== note.call_id) {
    release(note, call)
    if (about !== undefined) change(call, "calls", about, { note_id: note.id })
  }
  change(call, "notes", note, { content: call.body.content, call_id })
  return data(present.note(note, viewOf(call)))
})

const notes = list<Note>({
  rows: ({ state }) => state.notes,
  present: present.note,
  filters: {
    ...ids,
    ...updated,
    associated_with_type: (kind: string) => (row) => row.associated_type === kind.toLowerCase(),
    associated_with_id: equal(({ associated_with_id }) => associated_with_id)
  },
  sorts: { ...byUpdate, ...byCreation }
})

const listNotes = (call: Call): Reply => {
  const { associated_with_id: id, associated_with_type: kind } = call.query
  const check = new Check()
  check.that(kind === undefined || kinds.has(kind.toLowerCase()), "associated_with_type", "must be person or account")
  check.that(id === undefined || kind !== undefined, "associated_with_type", "must be given with associated_with_id")
  return check.problems === undefined ? notes(call) : unprocessable(check.problems.errors)
}

export const noteOperations = {
  listNotes,
  createNote,
  getNote: get("notes", present.note),
  updateNote,
  deleteNote: destroy("notes", release)
}
