import { expect, it } from "vitest"
import { wordsOf } from "./due.ts"

const id = "5f0c1d7e9b3a4c2d8e6f7b20"
const state = {
  people: [{ id: 7, first_name: "Ada", last_name: "Byron" }],
  prospects: { [id]: { prospectID: id, campaignID: "c1", fields: { "First Name": "Jane", "Last Name": "Roe" } } },
  campaigns: { c1: { campaignID: "c1", name: "Spring" } },
  tasks: { "5f0c1d7e9b3a4c2d8e600009": { taskID: "5f0c1d7e9b3a4c2d8e600009", prospectID: id, type: "email" } },
  actions: [{ id: 90, membership_id: 12 }],
  memberships: [{ id: 12, person_id: 7 }],
  next: 8
}

it.each([
  ["invite", { person: 7 }, "invite Ada Byron"],
  ["work", { taskID: "5f0c1d7e9b3a4c2d8e600009" }, "work to Jane Roe"],
  ["send", { action: 90 }, "send to Ada Byron"],
  ["start", { CampaignId: "c1" }, "start Spring"],
  ["ship", 2, "ship 2"],
  ["forget", "7f0c1d7e9b3a4c2d8e6f7b2000000000", "forget"],
  ["@deliver", { event: "person_created" }, "webhook person_created"]
])("%s %j is due as: %s", (name, payload, words) => {
  expect(wordsOf({ id: 1, at: 0, name, payload }, state)).toBe(words)
})
