/** Finds members by campaign and by public identifier without searching all of them. Every change goes through here. */
import type { Member, State } from "./State.ts"

interface Index {
  readonly byCampaign: Map<number | null, Array<Member>>
  readonly byIdentifier: Map<string, Array<Member>>
}

/** Derived from the state and not stored in it. A restored state is another object and gets another index. */
const indexes = new WeakMap<State, Index>()

const indexOf = (state: State): Index => {
  const known = indexes.get(state)
  if (known !== undefined) return known
  const index: Index = { byCampaign: new Map(), byIdentifier: new Map() }
  for (const member of Object.values(state.members)) enter(index, member)
  indexes.set(state, index)
  return index
}

const enter = ({ byCampaign, byIdentifier }: Index, member: Member): void => {
  append(byCampaign, member.CampaignId, member)
  append(byIdentifier, key(member.PublicIdentifier), member)
}

const append = <Key>(map: Map<Key, Array<Member>>, key: Key, member: Member): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [member])
  else list.push(member)
}

const drop = <Key>(map: Map<Key, Array<Member>>, key: Key, member: Member): void => {
  const left = map.get(key)!.filter((other) => other !== member)
  if (left.length === 0) map.delete(key)
  else map.set(key, left)
}

/** LinkedIn's addresses ignore case. */
const key = (publicIdentifier: string): string => publicIdentifier.toLowerCase()

/** In the order in which they were added. */
export const ofCampaign = (state: State, campaignId: number): ReadonlyArray<Member> =>
  indexOf(state).byCampaign.get(campaignId) ?? []

export const ofIdentifier = (state: State, accountId: number, publicIdentifier: string): ReadonlyArray<Member> =>
  (indexOf(state).byIdentifier.get(key(publicIdentifier)) ?? []).filter(({ AccountId }) => AccountId === accountId)

export const add = (state: State, member: Member): void => {
  const index = indexOf(state)
  state.members[member.MemberId] = member
  enter(index, member)
}

export const remove = (state: State, member: Member): void => {
  const { byCampaign, byIdentifier } = indexOf(state)
  delete state.members[member.MemberId]
  drop(byCampaign, member.CampaignId, member)
  drop(byIdentifier, key(member.PublicIdentifier), member)
}
