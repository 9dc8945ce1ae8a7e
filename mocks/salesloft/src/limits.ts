/** The cost of a call, and the team's limit. */
import type { Limit } from "@salesbridge/mock-engine/sandbox"
import type { Call, State } from "./State.ts"

/** Cost units by page number: deep pages cost more. */
const prices = [
  { from: 501, cost: 30 },
  { from: 251, cost: 10 },
  { from: 151, cost: 8 },
  { from: 101, cost: 3 }
]

const cost = ({ query }: Pick<Call, "query">): number => {
  const page = Number(query["page"] ?? 1)
  return prices.find(({ from }) => page >= from)?.cost ?? 1
}

/** 600 units per minute of the clock, shared by all tokens of the team. */
export const limits: ReadonlyArray<Limit<State>> = [
  {
    name: "units a minute",
    window: 60_000,
    limit: 600,
    bucket: () => "team",
    cost,
    headers: ({ cost, remaining }) => ({
      "x-ratelimit-endpoint-cost": String(cost),
      "x-ratelimit-remaining-minute": String(remaining)
    })
  }
]
