/** The calls on members, which the API reference also calls contacts. */
import type { Reply, Violation } from "@salesbridge/mock-engine/sandbox"
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import * as outreach from "./outreach.ts"
import { notFound, ok, removed } from "./responses.ts"
import { ofAccount, ofCampaign, ofMember } from "./selection.ts"
import type { Member } from "./State.ts"
import * as status from "./status.ts"

const campaignMember = (member: Member) => ({
  MemberId: member.MemberId,
  FirstName: member.FirstName,
  LastName: member.LastName,
  Location: member.Location,
  Occupation: member.Occupation,
  Industry: member.Industry,
  Email: member.Email,
  Phone: member.Phone,
  Company: member.Company,
  MemberUrl: member.MemberUrl,
  LastModifiedAt: member.LastModifiedAt,
  AddedAt: member.AddedAt
})

const contact = (member: Member) => ({ ...campaignMember(member), PublicIdentifier: member.PublicIdentifier })

/** ImportMember, by POST and by GET. */
export const importMember = ofCampaign((call, { AccountId, CampaignId, Status }) => {
  const { now, query, state } = call
  const url = query["linkedInUrl"] as string
  const identifier = publicIdentifier(url)
  const same = index.ofIdentifier(state, AccountId, identifier)
  const here = same.find((other) => other.CampaignId === CampaignId)
  // Guess: a person is in a campaign once. Importing the person again returns the existing member.
  if (here !== undefined) return ok(contact(here))
  const MemberId = state.next.members++
  const member: Member = {
    MemberId,
    AccountId,
    CampaignId,
    Status:
      status.pending |
      // Guess: a person who is in another campaign of the account is marked and not contacted a second time.
      (same.length > 0 ? status.duplicate : 0) |
      // Guess: an address that is not LinkedIn's is accepted and marked. The API reference has no status to refuse it
      // with.
      (isLinkedIn(url) ? 0 : status.error),
    FirstName: query["firstName"] ?? "",
    LastName: query["lastName"] ?? "",
    Location: query["location"] ?? "",
    Occupation: query["occupation"] ?? "",
    Industry: null,
    Email: null,
    Phone: null,
    PublicIdentifier: identifier,
    Company: "",
    MemberUrl: url,
    LastModifiedAt: null,
    AddedAt: timestamps.local(now()),
    ConnectedAt: null,
    HasReply: false,
    IsMuted: false,
    LinkedInMemberId: 1_000_000_000 + MemberId,
    Distance: "DISTANCE_3",
    ConnectionsCount: 0,
    Actions: []
  }
  index.add(state, member)
  if (Status === "CAMPAIGN_RUNNING") outreach.contact(call, [member])
  return ok(contact(member))
})

const isLinkedIn = (url: string): boolean => /^(?:https?:\/\/)?(?:[\w-]+\.)?linkedin\.com\/in\/[^/?#]+/i.test(url)

/** The last segment of a LinkedIn address, or the text itself if it has no segments. */
const publicIdentifier = (url: string): string => {
  const parts = url
    .replace(/[?#].*$/s, "")
    .split("/")
    .filter((part) => part !== "")
  return parts.at(-1) ?? url
}

export const updateContact = ofMember(({ body, now }, member) => {
  const violations: Array<Violation> = []
  const changes: Partial<Record<keyof typeof lengths, string | null>> = {}
  for (const [name, value] of Object.entries(body as object)) {
    const field = fields.get(name.toLowerCase())
    if (field === undefined) continue
    if (value === null) changes[field] = mayBeNull.has(field) ? null : ""
    else if (typeof value !== "string") violations.push({ in: "body", name, message: "must be string,null" })
    else if ([...value].length > lengths[field]) {
      violations.push({ in: "body", name, message: `must NOT have more than ${lengths[field]} characters` })
    } else changes[field] = value
  }
  if (violations.length > 0) return unprocessable(violations)
  if (Object.keys(changes).length > 0) {
    Object.assign(member, changes)
    member.LastModifiedAt = timestamps.local(now())
  }
  return ok(contact(member))
})

const lengths = {
  FirstName: 63,
  LastName: 63,
  Location: 127,
  Occupation: 1023,
  Industry: 1023,
  Email: 1023,
  Phone: 1023
} as const

/** Guess: null clears a field. Recorded responses have null in these only. */
const mayBeNull = new Set<string>(["Industry", "Email", "Phone"])

/** The API reference's table starts field names in lower case, its example in upper case. Both are accepted. */
const fields = new Map((Object.keys(lengths) as Array<keyof typeof lengths>).map((name) => [name.toLowerCase(), name]))

/** Like the sandbox's response to a body that breaks the specification, which has only the upper-case fields. */
const unprocessable = (violations: ReadonlyArray<Violation>): Reply => ({
  status: 422,
  headers: { "content-type": "application/problem+json" },
  body: {
    type: "about:blank",
    title: "Invalid request",
    status: 422,
    detail: violations.map(({ message, name }) => `body ${name} ${message}.`).join(" "),
    violations
  }
})

export const getContactByMemberId = ofMember(({ state }, member) =>
  ok({
    ...contact(member),
    Status: status.text(member.Status),
    CampaignId: member.CampaignId,
    CampaignName: member.CampaignId === null ? null : state.campaigns[member.CampaignId]!.CampaignName
  })
)

// Guess: a deleted contact is gone as if it had never existed. No response has the status MEMBER_DELETED.
export const deleteContact = ofMember(({ state }, member) => {
  index.remove(state, member)
  return removed()
})

export const getContactByPublicIdentifier = ofAccount(({ query, state }, accountId) => {
  const identifier = query["publicIdentifier"] as string
  // Guess: for a person in several campaigns, the member that was added last.
  const member = index.ofIdentifier(state, accountId, identifier).at(-1)
  return member === undefined ? notFound("Member", identifier) : ok(contact(member))
})

export const listContactsByPublicIdentifiers = ofAccount(({ body, state }, accountId) => {
  const found = new Set<Member>()
  for (const identifier of body.PublicIdentifiers as ReadonlyArray<string>) {
    for (const member of index.ofIdentifier(state, accountId, identifier)) found.add(member)
  }
  return ok([...updated(found, body.UpdatedFromDate)].map(contact))
})

export const listContactsByCampaignId = ofCampaign(({ query, state }, { CampaignId }) =>
  ok(updated(index.ofCampaign(state, CampaignId), query["updatedFromDate"]).map(campaignMember))
)

const updated = (members: Iterable<Member>, from: string | undefined): ReadonlyArray<Member> =>
  [...members].filter(({ LastModifiedAt }) => timestamps.updatedAfter(LastModifiedAt, from))
