/** What prospects do without a call. */
import type { Event } from "@salesbridge/mock-engine/sandbox"
import { own } from "./access.ts"
import type { Prospect, SalesBlinkWorld, State } from "./State.ts"
import * as tasks from "./tasks.ts"

interface OfProspect {
  readonly prospectID?: unknown
}

const prospect = ({ prospects }: State, { prospectID }: OfProspect): Prospect => {
  const found = own(prospects, String(prospectID))
  if (found === undefined) throw new Error(`There is no prospect ${String(prospectID)}.`)
  return found
}

const example = { prospectID: "5f0c1d7e9b3a4c2d8e6f7b20" }

export const events: Readonly<Record<string, Event<State>>> = {
  reply: {
    // Guess: a campaign leaves those alone who answer.
    description: "A prospect replies. Its upcoming tasks are deleted.",
    example,
    happen: ({ state }: SalesBlinkWorld, payload: OfProspect) => {
      const found = prospect(state, payload)
      found.replied = true
      tasks.deleteUpcoming(state, found)
    }
  },
  unsubscribe: {
    description: "A prospect follows the link to unsubscribe. Its upcoming tasks are deleted.",
    example,
    happen: ({ state }: SalesBlinkWorld, payload: OfProspect) => {
      const found = prospect(state, payload)
      found.unsubscribed = true
      tasks.deleteUpcoming(state, found)
    }
  }
}
