/** What most operations share: they look up, show or delete one record by its id. */
import { viewOf } from "./access.ts"
import { find, remove, type RowOf } from "./changes.ts"
import { Invalid, notFound, unprocessable } from "./responses.ts"
import type { View } from "./present.ts"
import type { Call, Collection, Reply } from "./State.ts"

type Present<C extends Collection> = (row: RowOf<C>, view: View) => unknown

export const data = (body: unknown): Reply => ({ status: 200, body: { data: body } })

/** The response of a call that creates or changes a record. */
export const answer = <Row>(call: Call, made: Row | Invalid, present: (row: Row, view: View) => unknown): Reply =>
  made instanceof Invalid ? unprocessable(made.errors) : data(present(made, viewOf(call)))

/** Passes the record that the path names to `use`, or responds with 404. */
export const withRow =
  <C extends Collection>(collection: C, use: (row: RowOf<C>, call: Call) => Reply) =>
  (call: Call): Reply => {
    const row = find(call.state, collection, call.path["id"])
    return row === undefined ? notFound : use(row, call)
  }

/** Shows one record. */
export const get = <C extends Collection>(collection: C, present: Present<C>) =>
  withRow(collection, (row, call) => data(present(row, viewOf(call))))

/** Deletes one record. Some deletions may be repeated. Guess: 404 for a record that never existed. */
export const destroy =
  <C extends Collection>(
    collection: C,
    before: (row: RowOf<C>, call: Call) => void = () => undefined
  ): ((call: Call) => Reply) =>
  (call) => {
    const { path, state } = call
    const row = find(state, collection, path["id"])
    if (row === undefined) {
      const again = state.deleted.some((one) => one.collection === collection && String(one.id) === String(path["id"]))
      return again ? { status: 204 } : notFound
    }
    before(row, call)
    remove(call, collection, row)
    return { status: 204 }
  }
