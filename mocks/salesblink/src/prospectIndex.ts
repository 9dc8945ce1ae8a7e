/** Finds the prospects of a campaign without searching all of them. A prospect never leaves its campaign. */
import type { Prospect, State } from "./State.ts"

/** Derived from the state and not stored in it. A restored state is another object and gets another index. */
const indexes = new WeakMap<State, Map<string, Array<Prospect>>>()

const indexOf = (state: State): Map<string, Array<Prospect>> => {
  const known = indexes.get(state)
  if (known !== undefined) return known
  const index = new Map<string, Array<Prospect>>()
  for (const prospect of Object.values(state.prospects)) enter(index, prospect)
  indexes.set(state, index)
  return index
}

const enter = (index: Map<string, Array<Prospect>>, prospect: Prospect): void => {
  const list = index.get(prospect.campaignID)
  if (list === undefined) index.set(prospect.campaignID, [prospect])
  else list.push(prospect)
}

/** In the order in which they were added. */
export const ofCampaign = (state: State, campaignID: string): ReadonlyArray<Prospect> =>
  indexOf(state).get(campaignID) ?? []

export const add = (state: State, prospect: Prospect): void => {
  const index = indexOf(state)
  state.prospects[prospect.prospectID] = prospect
  enter(index, prospect)
}
