/** The initial state: the outreach of a small company, the same every time. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import type { Campaign, Prospect, State, Step, Task, TeamMember } from "./State.ts"
import { outreachSeed } from "./outreachSeed.ts"
import { person } from "./people.ts"
import { filled } from "./tasks.ts"

const firstSend = Date.UTC(2026, 0, 12, 9)
const hour = 3_600_000
const day = 24 * hour

/** The first campaign and the first prospect have the ids of the specification's examples. */
const campaignID = (position: number): string => `5f0c1d7e9b3a4c2d8e6f7a${(0x10 + position).toString(16)}`
const prospectID = (position: number): string => `5f0c1d7e9b3a4c2d8e6f7${(0xb20 + position).toString(16)}`
const taskID = (position: number): string => `5f0c1d7e9b3a4c2d8e60${position.toString(16).padStart(4, "0")}`

/** A transparent pixel. */
const user_picture = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

const member = (user_name: string, is_administrator: boolean): TeamMember => {
  const email = `${user_name.toLowerCase().replace(" ", ".")}@example.com`
  const api_key = `${is_administrator ? "admin" : "member"}-${user_name.split(" ")[0]!.toLowerCase()}`
  return { user_name, email, company_name: "Example Ltd", user_picture, is_administrator, api_key }
}

const team: ReadonlyArray<TeamMember> = [
  member("Ida Lindqvist", true),
  member("Omar Reyes", true),
  member("Noor Haddad", false),
  member("Pia Sommer", false)
]

const steps: Readonly<Record<Step["type"], Step>> = {
  email: { type: "email", after: 60_000, text: "Hi {{First Name}}, how does {{Company}} plan its deliveries?" },
  linkedin: { type: "linkedin", after: day, text: "Hi {{First Name}}, I wrote to {{Email}}. Shall we connect?" },
  call: { type: "call", after: 3 * day, text: "Call {{First Name}} {{Last Name}} of {{Company}}." }
}

/** Name, whether it is paused, the owner's index in the team, steps, number of prospects. */
const plans: ReadonlyArray<
  readonly [name: string, paused: boolean, owner: number, steps: ReadonlyArray<Step["type"]>, prospects: number]
> = [
  ["Spring outreach", false, 0, ["email", "linkedin", "call"], 24],
  ["Autumn outreach", false, 0, ["email", "linkedin", "call"], 16],
  ["Trade fair follow-up", true, 1, ["email", "call"], 12],
  ["Template: campaign_name", true, 1, ["email"], 0],
  ["Bakeries in spring", false, 2, ["email", "linkedin"], 14],
  ["Calls only", false, 3, ["call"], 6]
]

const campaigns: ReadonlyArray<Campaign> = plans.map(([name, paused, owner, types], position) => ({
  campaignID: campaignID(position),
  name,
  paused,
  owned_by: team[owner]!.email,
  date_created: firstSend - (plans.length - position) * 9 * day,
  steps: types.map((type) => steps[type])
}))

/** Not in the first campaign, because the specification's example adds her there. */
const jane: Prospect = {
  prospectID: prospectID(0),
  campaignID: campaignID(1),
  fields: { "First Name": "Jane", "Last Name": "Roe", Email: "jane.roe@example.com", Company: "Example Ltd" },
  unsubscribed: false,
  replied: false
}

const prospects = (): ReadonlyArray<Prospect> => {
  let position = 1
  const others = plans.flatMap(([, , , , count], campaign) =>
    Array.from({ length: count }, () => ({
      prospectID: prospectID(position),
      campaignID: campaignID(campaign),
      fields: person(position),
      unsubscribed: position % 13 === 0,
      replied: position++ % 10 === 9
    }))
  )
  return [{ ...jane }, ...others]
}

export const seed = ({ now, schedule }: Pick<Context<State>, "now" | "schedule">): State => {
  // Upcoming tasks are due from the next morning on, so that the seed does not change while somebody looks at it.
  const morning = Math.floor(now() / day) * day + day + 9 * hour
  const tasks: Record<string, Task> = {}
  const people = prospects()
  let count = 0
  for (const [position, { campaignID, fields, prospectID, replied, unsubscribed }] of people.entries()) {
    for (const [step, { text, type }] of campaigns.find((_) => _.campaignID === campaignID)!.steps.entries()) {
      // Three of four have received their e-mail.
      const isDone = step === 0 && type === "email" && position % 4 !== 3
      if (!isDone && (replied || unsubscribed)) continue
      const at = isDone ? firstSend + position * hour : morning + step * day + position * 10 * 60_000
      const id = taskID(count++)
      const due = new Date(at).toISOString()
      const common = { taskID: id, prospectID, campaignID, type, due }
      tasks[id] = isDone
        ? { ...common, status: "done", text: filled(text, fields) }
        : { ...common, status: "upcoming", text }
      if (!isDone) schedule("work", { taskID: id }, at - now())
    }
  }
  return {
    campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.campaignID, { ...campaign }])),
    prospects: Object.fromEntries(people.map((prospect) => [prospect.prospectID, prospect])),
    tasks,
    team: [...team],
    ...outreachSeed(morning, { now, schedule })
  }
}
