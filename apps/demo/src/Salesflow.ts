/**
 * Salesflow: the job reads the contacts of its campaigns, and starts the campaigns. Its API cannot unsubscribe a contact,
 * so a suppressed contact is deleted.
 */
import { Campaigns, definition, Members, MemberStatus, Salesflow, Webhooks } from "@salesbridge/salesflow"
import { Effect, Option, Record, Result, Schema } from "effect"
import { type Entry, profileOf } from "./Contact.ts"
import { type Call, forAll, given, some, type VendorAdapter } from "./Destination.ts"
import { keyOf } from "./EmailAddress.ts"
import { addressIn, keyIn } from "./VendorAddress.ts"
import { integrate } from "./VendorIntegration.ts"
import { hasSecretPath } from "./webhookServer.ts"

/** A member who disconnected or was deleted counts as unsubscribed. */
const gone = ["MEMBER_DISCONNECTED", "MEMBER_DELETED"]
const statusOf = Schema.decodeUnknownOption(MemberStatus.MemberStatus)

const toEntry = (campaignId: number, member: Members.CampaignMember): Entry => {
  const where = `#${campaignId}`
  const email = addressIn(member.Email ?? "")
  const linkedin = profileOf(member.PublicIdentifier) ?? profileOf(member.MemberUrl)
  if (Result.isFailure(email)) {
    const name = `${member.FirstName ?? ""} ${member.LastName ?? ""}`.trim()
    return {
      _tag: "NoContact",
      where,
      who: name === "" ? `member ${member.MemberId}` : name,
      outcome: "no address",
      reason: member.Email ? `${email.failure}: ${member.Email}` : "no e-mail in Salesflow",
      // A text without an @, such as "n/a", is nobody's address.
      ...(member.Email?.includes("@") && { unreadable: member.Email }),
      linkedin
    }
  }
  const fields = {
    "First Name": member.FirstName,
    "Last Name": member.LastName,
    Email: email.success,
    Company: member.Company,
    LinkedIn: member.MemberUrl
  }
  return {
    _tag: "Contact",
    where,
    email: email.success,
    linkedin,
    members: [member.MemberId],
    fields: Record.filter(fields, (value): value is string => Boolean(value))
  }
}

const find = (publicIdentifier: string) =>
  Effect.catchTag(Members.getByPublicIdentifier({ publicIdentifier }), "MemberNotFound", () =>
    Effect.succeed(undefined)
  )

const remove = (memberId: number) => Effect.catchTag(Members.remove({ memberId }), "MemberNotFound", () => Effect.void)

export interface Source extends VendorAdapter {
  /** The contacts of a campaign. */
  readonly contacts: (campaignId: number) => Call<ReadonlyArray<Entry>>
  readonly start: (campaignId: number) => Call<unknown>
}

export const integration = integrate<Source, Salesflow>({
  definition,
  layer: Salesflow.layerConfigWith,
  name: "Salesflow",
  settings: [],
  webhook: {
    secret: "SALESFLOW_WEBHOOK_SECRET",
    receiver: (secret, report) =>
      Webhooks.receiver({
        verify: hasSecretPath(secret),
        // The body and not the payload, so that a field of an unexpected form hides nobody.
        handle: ({ body: { Email, MemberUrl, Status } }) => {
          const status = Option.getOrUndefined(statusOf(Status))
          const flag = gone.find((flag) => status?.has(flag))
          const emails = given(Email)
          if (flag === undefined || emails.length === 0) return Effect.void
          return report({ emails, linkedin: profileOf(given(MemberUrl)[0]), term: flag })
        }
      })
  },
  connect: ({ using }) => ({
    contacts: (campaignId) =>
      Members.listByCampaign({ campaignId }).pipe(
        Effect.map((members) => members.map((member) => toEntry(campaignId, member))),
        using
      ),
    start: (campaignId) => using(Campaigns.start({ campaignId })),
    suppresses: (people) =>
      `DELETE ${some(people.length, "contact")}, since Salesflow cannot unsubscribe anybody: ` + people.join(", "),
    suppression: Effect.fnUntraced(function* ({ email, linkedin, members }) {
      // In a campaign that the job does not read. A member with another address may be somebody else, and stays.
      const lookedUp = yield* Effect.result(linkedin === undefined ? Effect.succeed(undefined) : using(find(linkedin)))
      const found = Result.getOrElse(lookedUp, () => undefined)
      const known = new Set(members)
      if (found !== undefined && keyIn(found.Email || email) === keyOf(email)) known.add(found.MemberId)
      if (known.size > 0) return { _tag: "ToDo", run: using(forAll(known, remove, lookedUp)) }
      return yield* Effect.as(Effect.fromResult(lookedUp), undefined)
    })
  })
})
