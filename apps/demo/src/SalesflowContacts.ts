/** The contacts of a Salesflow campaign, as they enter SalesBlink. */
import type { VendorError } from "@salesbridge/core"
import { Members, type Salesflow } from "@salesbridge/salesflow"
import { Effect, Result, Schema } from "effect"
import { EmailAddress, type Entry } from "./Contact.ts"

const decodeEmail = Schema.decodeUnknownResult(EmailAddress)

const toEntry = (campaignId: number, member: Members.CampaignMember): Entry => {
  const where = `campaign ${campaignId}`
  const email = decodeEmail(member.Email ?? "")
  if (Result.isFailure(email)) {
    const name = `${member.FirstName ?? ""} ${member.LastName ?? ""}`.trim()
    return {
      _tag: "NoContact",
      where,
      who: name === "" ? `member ${member.MemberId}` : name,
      outcome: "no address",
      reason: member.Email ? `${email.failure.message}: ${member.Email}` : "no e-mail in Salesflow"
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
    fields: Object.fromEntries(
      Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string")
    )
  }
}

/** The contacts of one campaign. */
export const ofCampaign = (campaignId: number): Effect.Effect<ReadonlyArray<Entry>, VendorError.Failure, Salesflow> =>
  Effect.map(Members.listByCampaign({ campaignId }), (members) => members.map((member) => toEntry(campaignId, member)))
