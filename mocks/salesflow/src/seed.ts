/** The initial state: three LinkedIn accounts of a small company, the same every time. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import * as timestamps from "./timestamps.ts"
import { nextMorning, pace } from "./outreach.ts"
import type { Account, Action, Campaign, Member, State, Webhook } from "./State.ts"
import * as status from "./status.ts"

const began = Date.UTC(2024, 2, 4, 8)
const hour = 3_600_000
const day = 24 * hour

/** The specification's examples name accounts 321, 10 and 11. */
const accounts: ReadonlyArray<Account> = [
  account(10, "first.sender@example.com", "ACCOUNT_BLOCKED", "Ilse", "Brandner"),
  account(11, "second.sender@example.com", "ACCOUNT_ACTIVE", "Milo", "Castell"),
  account(321, "third.sender@example.com", "ACCOUNT_ACTIVE", "Bob", "White")
]

function account(AccountId: number, AccountEmail: string, Status: string, FirstName: string, LastName: string) {
  const UserDbId = "f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66"
  return {
    AccountId,
    AccountEmail,
    Status,
    UserDbId,
    UserEmail: "salesflow_user_email@example.com",
    FirstName,
    LastName
  }
}

/** A campaign, and the number of its members in each of `statuses`. */
interface Plan {
  readonly campaign: Omit<Campaign, "StartsAt">
  readonly members: readonly [pending: number, invited: number, connected: number, imported: number, withdrawn: number]
}

const statuses = [status.pending, status.invitationSent, status.connected, status.imported, status.withdrawn] as const

const plans: ReadonlyArray<Plan> = [
  plan(10, "Sale lead", "CAMPAIGN_STOPPED", "2024-05-21T09:41:06.17", [0, 0, 0, 0, 0]),
  plan(456, "Spring outreach", "CAMPAIGN_STOPPED", "2024-06-03T12:10:44.5", [22, 0, 0, 2, 0]),
  plan(12345, "Founders in Lisbon", "CAMPAIGN_RUNNING", "2024-06-17T08:00:02.113", [4, 3, 4, 0, 1]),
  plan(29124, "Heads of operations", "CAMPAIGN_RUNNING", "2024-05-06T07:12:30.91", [2, 2, 5, 0, 1]),
  plan(29130, "Trade fair visitors", "CAMPAIGN_PAUSED", "2024-07-01T15:45:00", [6, 0, 0, 0, 0]),
  plan(29854, "Sales", "CAMPAIGN_RUNNING", null, [5, 4, 3, 0, 0]),
  plan(29889, "Java developers", "CAMPAIGN_RUNNING", "2024-07-16T06:59:05.62", [3, 2, 4, 0, 1]),
  plan(31767, "Summer webinar", "CAMPAIGN_STOPPED", null, [0, 0, 0, 0, 0]),
  plan(31768, "Autumn ideas", "CAMPAIGN_STOPPED", null, [3, 0, 0, 0, 0], { IsDraft: true }),
  plan(40010, "Blocked sender", "CAMPAIGN_STOPPED", "2024-04-30T10:00:00", [4, 0, 2, 0, 0], { AccountId: 10 }),
  plan(40011, "Logistics north", "CAMPAIGN_RUNNING", "2024-05-28T09:30:00", [4, 3, 3, 0, 1], { AccountId: 11 })
]

function plan(
  CampaignId: number,
  CampaignName: string,
  Status: Campaign["Status"],
  LastModifiedAt: string | null,
  members: Plan["members"],
  other: Partial<Campaign> = {}
): Plan {
  return {
    campaign: { CampaignId, AccountId: 321, CampaignName, Status, LastModifiedAt, IsDraft: false, ...other },
    members
  }
}

const webhooks: ReadonlyArray<Webhook> = [
  { WebhookId: 789, AccountId: 321, Name: "Doe", Url: "https://hooks.example.com/abc", DisableForMutedContacts: null },
  {
    WebhookId: 8984,
    AccountId: 321,
    Name: "SomeCoolName",
    Url: "https://hooks.example.com/abc",
    DisableForMutedContacts: false
  },
  {
    WebhookId: 8985,
    AccountId: 321,
    Name: "AnotherCoolName",
    Url: "https://hooks.example.com/def",
    DisableForMutedContacts: null
  }
]

/** WebhookCampaignId, WebhookId, CampaignId, RunOn. */
const attachments = [
  [456, 789, 456, 1],
  [17745, 8984, 29124, 1],
  [17746, 8984, 29124, 2],
  [17747, 8984, 29124, 7],
  [17812, 8984, 29130, 2]
] as const

const firstNames = (
  "Ada Bruno Clara Dario Elif Finn Greta Hugo Ines Jonas Kira Leon Mara Nils Olga Pavel Rosa Samir Tilda Umar Vera Wim " +
  "Yara Zeno"
).split(" ")
const lastNames = (
  "Almgren Barros Corvin Dorner Ekberg Falk Garrido Holm Ivarsson Jansky Kolar Lindow Moreau Novotny Ostrow Perlman " +
  "Quist Rask Sandor Toivonen Ulbrich Varga Winter Zabel"
).split(" ")
const locations = ["New York", "London", "Lisbon", "Hamburg", "Oslo", "Toronto"]
const positions = ["CEO", "Head of Operations", "Java developer", "Purchasing manager", "Founder"]
const companies = ["Example Logistics", "Example Labs", "Example Bakery", "Example Mills", "Example Robotics"]
const industries = ["marketing", "Banking", "Software", "Transport"]

/** An invented person, always the same for a position. */
const person = (position: number): Omit<Member, "MemberId" | "AccountId" | "CampaignId" | "Status"> => {
  const FirstName = of(firstNames, position)
  const LastName = of(lastNames, position * 5 + Math.floor(position / 24) * 11)
  const Company = of(companies, position * 3)
  const PublicIdentifier = `${FirstName}-${LastName}-${4100 + position * 37}`.toLowerCase()
  const contacted = position % 3 !== 0
  return {
    FirstName,
    LastName,
    Location: of(locations, position),
    Occupation: `${of(positions, position)} at ${Company}`,
    Industry: position % 7 === 0 ? null : of(industries, position),
    Email: contacted ? `${FirstName}.${LastName}@example.com`.toLowerCase() : null,
    Phone: contacted ? `1555${123_000 + position}` : null,
    PublicIdentifier,
    Company,
    MemberUrl: `https://www.linkedin.com/in/${PublicIdentifier}`,
    LastModifiedAt: null,
    AddedAt: timestamps.local(began + position * 7 * hour + position * 1370),
    ConnectedAt: null,
    HasReply: false,
    IsMuted: false,
    LinkedInMemberId: 1_234_567_000 + position,
    Distance: `DISTANCE_${2 + (position % 2)}`,
    ConnectionsCount: 100 + position * 13,
    Actions: []
  }
}

const of = <A>(list: ReadonlyArray<A>, position: number): A => list[position % list.length]!

/** Gives a member the history that its status implies. */
const lived = (member: Member, position: number): Member => {
  const at = (days: number) => timestamps.local(Date.parse(`${member.AddedAt}Z`) + days * day + position * 61_000)
  const actions: Array<Action> = []
  const invited = (status.invitationSent | status.connected | status.withdrawn) & member.Status
  if (invited !== 0) {
    actions.push({ Kind: "Connection message", At: at(1), Text: `Hi ${member.FirstName}, shall we connect?` })
  }
  const ConnectedAt = status.has(member, status.connected) ? at(3) : null
  const HasReply = ConnectedAt !== null && position % 2 === 0
  if (ConnectedAt !== null) {
    const Kind = position % 5 === 0 ? "InMail" : "Message"
    actions.push({ Kind, At: at(4), Text: "Thanks for connecting. May I show you what we do?" })
  }
  if (HasReply) actions.push({ Kind: "Reply", At: at(6), Text: "Sure, send me the details." })
  const edited = position % 2 === 0 ? at(20 + position) : null
  const LastModifiedAt = status.has(member, status.withdrawn) ? at(22) : (actions.at(-1)?.At ?? edited)
  return {
    ...member,
    LastModifiedAt,
    ConnectedAt,
    HasReply,
    IsMuted: ConnectedAt !== null && position % 11 === 0,
    Actions: actions
  }
}

/** The members that the specification's examples name, and one whose campaign is gone. */
const known: ReadonlyArray<Pick<Member, "CampaignId" | "Status"> & Partial<Member>> = [
  {
    CampaignId: 10,
    Status: status.pending | status.error,
    FirstName: "John",
    LastName: "Doe",
    Location: "New York",
    Occupation: "CEO",
    Industry: "marketing",
    Email: "john.doe@example.com",
    Phone: "1555123456",
    PublicIdentifier: "identity100",
    Company: "some company",
    MemberUrl: "https://www.linkedin.com/in/test123",
    LastModifiedAt: "2024-06-21T09:41:06.17",
    AddedAt: "2024-05-21T09:41:06.17"
  },
  {
    CampaignId: 29124,
    Status: status.connected,
    FirstName: "Nick",
    LastName: "Foo",
    Location: "London",
    Occupation: "Full stack .NET developer, open for new opportunities",
    Industry: null,
    Email: null,
    Phone: null,
    PublicIdentifier: "identity3",
    Company: "some company",
    MemberUrl: "https://www.linkedin.com/in/test456",
    LastModifiedAt: "2024-03-21T09:41:06.17",
    AddedAt: "2024-03-21T09:41:06.17",
    ConnectedAt: "2024-03-21T09:41:06.17"
  },
  { CampaignId: 29124, Status: status.connected, PublicIdentifier: "identity500" },
  { CampaignId: 29124, Status: status.invitationSent, PublicIdentifier: "identity1" },
  { CampaignId: null, Status: status.disconnected, PublicIdentifier: "identity7" }
]

const members = (): ReadonlyArray<Member> => {
  const named = known.map((member, position) => {
    const base = { ...person(position), ...member, MemberId: 46875434 + position, AccountId: 321 }
    const MemberUrl = member.MemberUrl ?? `https://www.linkedin.com/in/${base.PublicIdentifier}`
    return { ...(member.AddedAt === undefined ? lived(base, position) : base), MemberUrl }
  })
  let position = named.length
  const generated = plans.flatMap(({ campaign: { AccountId, CampaignId }, members }) =>
    members.flatMap((count, index) =>
      Array.from({ length: count }, () => {
        const MemberId = 46875434 + position
        const member = { ...person(position), MemberId, AccountId, CampaignId, Status: statuses[index]! }
        return lived(member, position++)
      })
    )
  )
  return [...named, ...generated]
}

export const seed = ({ now, schedule }: Pick<Context<State>, "now" | "schedule">): State => {
  const morning = nextMorning(now())
  const state: State = {
    accounts: by("AccountId", accounts),
    campaigns: by(
      "CampaignId",
      plans.map(({ campaign }) => ({
        ...campaign,
        StartsAt: campaign.Status === "CAMPAIGN_PAUSED" ? timestamps.local(morning) : null
      }))
    ),
    members: by("MemberId", members()),
    webhooks: by("WebhookId", webhooks),
    webhookCampaigns: by(
      "WebhookCampaignId",
      attachments.map(([WebhookCampaignId, WebhookId, CampaignId, RunOn]) => {
        return { WebhookCampaignId, WebhookId, CampaignId, RunOn }
      })
    ),
    next: { members: 46875600, webhooks: 10265, webhookCampaigns: 27830 }
  }
  // Changed today.
  for (const member of Object.values(state.members).slice(-2))
    member.LastModifiedAt = timestamps.local(now() - 3 * hour)
  // Today's invitations have been sent, so that the seed does not change while somebody looks at it.
  let later = 0
  for (const { CampaignId, MemberId, Status } of Object.values(state.members)) {
    later += 10 * 60_000
    const isRunning = CampaignId !== null && state.campaigns[CampaignId]!.Status === "CAMPAIGN_RUNNING"
    if (isRunning && Status === status.pending) schedule("invite", { MemberId }, day + later)
    if (Status === status.invitationSent) schedule("withdraw", { MemberId }, pace.withdraw - 7 * day + later)
  }
  for (const { CampaignId, StartsAt } of Object.values(state.campaigns)) {
    if (StartsAt !== null) schedule("startScheduled", { CampaignId }, morning - now())
  }
  return state
}

/** Indexes a list by identifier. Copies the items, because a sandbox changes them in place. */
const by = <A extends object>(name: keyof A, list: ReadonlyArray<A>): Record<string, A> =>
  Object.fromEntries(list.map((one) => [String(one[name]), { ...one }]))
