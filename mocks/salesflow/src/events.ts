/** What happens at Salesflow or at LinkedIn without a call and without a schedule. */
import type { Event } from "@salesbridge/mock-engine/sandbox"
import * as outreach from "./outreach.ts"
import type { Campaign, Member, SalesflowContext, State } from "./State.ts"
import * as status from "./status.ts"

interface OfMember {
  readonly MemberId?: unknown
}

interface OfCampaign {
  readonly CampaignId?: unknown
}

const member = ({ members }: State, { MemberId }: OfMember): Member => {
  const found = members[String(MemberId)]
  if (found === undefined) throw new Error(`There is no member ${String(MemberId)}.`)
  return found
}

const campaign = ({ campaigns }: State, { CampaignId }: OfCampaign): Campaign => {
  const found = campaigns[String(CampaignId)]
  if (found === undefined) throw new Error(`There is no campaign ${String(CampaignId)}.`)
  return found
}

/** Throws an Error if the member has another status. */
const standing = (found: Member, ...bits: ReadonlyArray<number>): Member => {
  if (bits.some((bit) => status.has(found, bit))) return found
  const needed = bits.map(status.text).join(" or ")
  throw new Error(`Member ${found.MemberId} is ${status.text(found.Status)}; it must be ${needed} for that.`)
}

export const events: Readonly<Record<string, Event<State>>> = {
  connect: {
    description: "A member accepts the invitation. Calls the webhooks for MEMBER_CONNECTED.",
    example: { MemberId: 46875437 },
    trigger: (context: SalesflowContext, payload: OfMember) => {
      const bits = [status.pending, status.imported, status.invitationSent, status.withdrawn, status.disconnected]
      outreach.connect(context, standing(member(context.state, payload), ...bits))
    }
  },
  reply: {
    description: "A connected member writes. Calls the webhooks for REPLY_DETECTED, unless the member is muted.",
    example: { MemberId: 46875436, Text: "Sure, send me the details." },
    trigger: (context: SalesflowContext, payload: OfMember & { readonly Text?: unknown }) => {
      const { Text = "Sure, send me the details." } = payload
      outreach.reply(context, standing(member(context.state, payload), status.connected), String(Text))
    }
  },
  withdraw: {
    description: "An unanswered invitation is withdrawn. Calls the webhooks for INVITATION_WITHDRAWN.",
    example: { MemberId: 46875437 },
    trigger: (context: SalesflowContext, payload: OfMember) => {
      outreach.withdraw(context, standing(member(context.state, payload), status.invitationSent))
    }
  },
  disconnect: {
    description: "A connected member ends the connection.",
    example: { MemberId: 46875436 },
    trigger: (context: SalesflowContext, payload: OfMember) => {
      outreach.disconnect(context, standing(member(context.state, payload), status.connected))
    }
  },
  mute: {
    description: "A member is muted or, with IsMuted false, unmuted. Replies of muted members call no webhook.",
    example: { MemberId: 46875436, IsMuted: true },
    trigger: ({ state }: SalesflowContext, payload: OfMember & { readonly IsMuted?: unknown }) => {
      member(state, payload).IsMuted = payload.IsMuted !== false
    }
  },
  stopCampaign: {
    description: "Somebody stops a campaign. It can be started again.",
    example: { CampaignId: 29854 },
    trigger: (context: SalesflowContext, payload: OfCampaign) =>
      outreach.stop(context, campaign(context.state, payload))
  },
  pauseCampaign: {
    description: "Somebody pauses a campaign. It starts again at 08:00 UTC.",
    example: { CampaignId: 29854 },
    trigger: (context: SalesflowContext, payload: OfCampaign) =>
      outreach.pause(context, campaign(context.state, payload))
  },
  setAccountStatus: {
    description: "LinkedIn blocks or unblocks an account. The campaigns of a blocked account cannot be started.",
    example: { AccountId: 321, Status: "ACCOUNT_BLOCKED" },
    trigger: ({ state }: SalesflowContext, payload: { readonly AccountId?: unknown; readonly Status?: unknown }) => {
      const account = state.accounts[String(payload.AccountId)]
      if (account === undefined) throw new Error(`There is no account ${String(payload.AccountId)}.`)
      account.Status = payload.Status === undefined ? "ACCOUNT_BLOCKED" : String(payload.Status)
    }
  }
}
