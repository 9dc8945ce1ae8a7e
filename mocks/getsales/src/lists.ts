/** Lists of contacts. */
import type { Call, Reply } from "@salesbridge/mock-engine/sandbox"
import { created, ok, refuse, required } from "./responses.ts"
import { list, type Resource } from "./listing.ts"
import { seconds } from "./timestamps.ts"
import { existing } from "./records.ts"
import { type List, type State, team } from "./State.ts"

const resource: Resource<List> = {
  name: "lists",
  fields: new Set(["uuid", "team_id", "name", "user_id", "created_at", "updated_at"]),
  timestamps: new Set(["created_at", "updated_at"]),
  searched: ({ name }) => [name]
}

type Handler = (call: Call<State>) => Reply

const listLists: Handler = ({ query, state }) => ok(list(Object.values(state.lists), resource, query))

const createList: Handler = ({ body, now, state, uuid }) => {
  const name: string = body.name
  if (name.trim() === "") refuse(required("name"))
  const at = seconds(now())
  const made: List = { uuid: uuid(), team_id: team, name, user_id: 1, created_at: at, updated_at: at }
  state.lists[made.uuid] = made
  return created(made)
}

const getList: Handler = ({ path, state }) => ok(existing(state.lists, "list", path["uuid"]))

export const operations = { listLists, createList, getList }
