/** Stages of people and accounts, tiers of accounts, and tags. */
import { change, create } from "./changes.ts"
import { among, byCreation, byUpdate, type Filter, ids, type List, list, updated } from "./listing.ts"
import { data, destroy, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Call, Ordered, Tag } from "./State.ts"

const ordered = (
  collection: "account_stages" | "account_tiers" | "person_stages",
  definition: Pick<List<Ordered>, "filters" | "sorts">
) => list<Ordered>({ rows: ({ state }) => state[collection], present: present.ordered, ...definition })

const order = ({ order }: Ordered) => order

const search: Filter<Tag> = (text: string) => {
  const wanted = text.toLowerCase()
  return ({ name }) => name.toLowerCase().includes(wanted)
}

/** Removes a stage from the people who have it. */
const release = (stage: Ordered, call: Call): void => {
  for (const person of call.state.people) {
    if (person.person_stage_id === stage.id) change(call, "people", person, { person_stage_id: null })
  }
}

export const stageOperations = {
  listAccountStages: ordered("account_stages", {
    filters: { ...ids, ...updated },
    sorts: { ...byUpdate, ...byCreation, order }
  }),
  listAccountTiers: ordered("account_tiers", {
    filters: { ...ids, "name[]": among(({ name }) => name) },
    sorts: { ...byUpdate, ...byCreation, order }
  }),
  getAccountStage: get("account_stages", present.ordered),
  getAccountTier: get("account_tiers", present.ordered),
  listPersonStages: ordered("person_stages", { filters: { ...ids }, sorts: { ...byUpdate, ...byCreation } }),
  createPersonStage: (call: Call) => {
    const last = Math.max(0, ...call.state.person_stages.map(order))
    return data(present.ordered(create(call, "person_stages", { name: call.body.name, order: last + 1 })))
  },
  getPersonStage: get("person_stages", present.ordered),
  updatePersonStage: withRow("person_stages", (row, call) => {
    change(call, "person_stages", row, { name: call.body.name })
    return data(present.ordered(row))
  }),
  deletePersonStage: destroy("person_stages", release),
  listTags: list<Tag>({
    rows: ({ state }) => state.tags,
    present: present.tag,
    filters: { ...ids, search },
    sorts: { name: ({ name }) => name.toLowerCase() },
    direction: "ASC"
  })
}
