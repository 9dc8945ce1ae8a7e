/**
 * Salesflow: the contacts of its campaigns are a source, and the campaigns are started. It has no call to unsubscribe
 * somebody, so that who must not be written to is deleted there.
 */
import type { VendorError } from "@salesbridge/core"
import { Campaigns, definition, Members, Salesflow, Webhooks } from "@salesbridge/salesflow"
import { Effect, Layer, Redacted, Result } from "effect"
import { type Entry, profileOf } from "./Contact.ts"
import { type Place, some, type VendorKind } from "./Destination.ts"
import { keyOf, parse } from "./EmailAddress.ts"
import { accountId } from "./Stage.ts"
import { endsWith } from "./listening.ts"

/** Who ended the connection, or was deleted, is not to be written to elsewhere. */
const gone = ["MEMBER_DISCONNECTED", "MEMBER_DELETED"]

const toEntry = (campaignId: number, member: Members.CampaignMember): Entry => {
  const where = `#${campaignId}`
  const email = parse(member.Email ?? "")
  if (Result.isFailure(email)) {
    const name = `${member.FirstName ?? ""} ${member.LastName ?? ""}`.trim()
    return {
      _tag: "NoContact",
      where,
      who: name === "" ? `member ${member.MemberId}` : name,
      outcome: "no address",
      reason: member.Email ? `${email.failure}: ${member.Email}` : "no e-mail in Salesflow"
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
    linkedin: profileOf(member.PublicIdentifier) ?? profileOf(member.MemberUrl),
    members: [member.MemberId],
    fields: Object.fromEntries(
      Object.entries(fields).filter(
        (field): field is [string, string] => typeof field[1] === "string" && field[1] !== ""
      )
    )
  }
}

export interface Source extends Place {
  /** The contacts of a campaign. */
  readonly contacts: (campaignId: number) => Effect.Effect<ReadonlyArray<Entry>, VendorError.Failure>
  readonly start: (campaignId: number) => Effect.Effect<unknown, VendorError.Failure>
}

export const kind: VendorKind<Source> = {
  vendor: definition.name,
  name: "Salesflow",
  variables: ["SALESFLOW_TOKEN", "SALESFLOW_ACCOUNT_ID"],
  baseUrl: "SALESFLOW_BASE_URL",
  server: definition.servers.default,
  settings: [],
  webhook: {
    secret: "SALESFLOW_WEBHOOK_SECRET",
    receiver: (secret, told) =>
      Webhooks.receiver({
        verify: endsWith(secret),
        handle: ({ payload }) => {
          const flag = gone.find((flag) => payload?.Status?.has(flag))
          if (flag === undefined || !payload?.Email) return Effect.void
          return told({ email: payload.Email, linkedin: profileOf(payload.MemberUrl), words: flag })
        }
      })
  },
  connect: Effect.fnUntraced(function* ({ credentials, options, url }) {
    const services = yield* Layer.build(
      credentials === "variables"
        ? Layer.orDie(Salesflow.layerConfigWith(options))
        : Salesflow.layer({ ...options, token: Redacted.make("any-will-do"), accountId, baseUrl: url })
    )
    const using = <A>(effect: Effect.Effect<A, VendorError.Failure, Salesflow>) => Effect.provide(effect, services)
    return {
      vendor: definition.name,
      name: "Salesflow",
      contacts: (campaignId) =>
        Members.listByCampaign({ campaignId }).pipe(
          Effect.map((members) => members.map((member) => toEntry(campaignId, member))),
          using
        ),
      start: (campaignId) => using(Campaigns.start({ campaignId })),
      suppresses: (people) =>
        `DELETE ${some(people.length, "contact")}, since Salesflow has no other way to leave somebody alone: ` +
        people.join(", "),
      suppression: Effect.fnUntraced(function* ({ email, linkedin, members }) {
        const known = new Set(members)
        // In a campaign that is not among the job's. One with another address may be somebody else's, and stays.
        if (linkedin !== undefined) {
          const found = yield* Members.getByPublicIdentifier({ publicIdentifier: linkedin }).pipe(
            Effect.catchTag("MemberNotFound", () => Effect.succeed(undefined)),
            using
          )
          if (found !== undefined && keyOf(found.Email || email) === keyOf(email)) known.add(found.MemberId)
        }
        if (known.size === 0) return undefined
        const remove = (memberId: number) =>
          // Gone already is as wanted.
          Effect.catchTag(Members.remove({ memberId }), "MemberNotFound", () => Effect.void)
        return { _tag: "ToDo", run: using(Effect.forEach(known, remove)) }
      })
    } satisfies Source
  })
}
