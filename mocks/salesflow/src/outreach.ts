/**
 * What happens in a campaign without a call: invitations are sent, accepted or withdrawn, and people reply.
 *
 * A member's public identifier decides its behavior, so that a test can choose. An identifier that contains "no-answer"
 * leaves the invitation open until it is withdrawn, "no-reply" connects and does not reply, and "error" cannot be
 * invited.
 */
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import type { Action, Campaign, Member, SalesflowContext, State } from "./State.ts"
import * as status from "./status.ts"
import { invitationWithdrawn, memberConnected, replyDetected, trigger } from "./deliveries.ts"

/**
 * Milliseconds on the sandbox's clock.
 *
 * Guess: all of them. What takes hours and days on LinkedIn takes seconds here.
 */
export const pace = {
  /** Between two invitations of a campaign, and before the first. */
  invite: 1000,
  /** From an invitation to its acceptance. */
  connect: 2000,
  /** From the acceptance to the campaign's message. */
  message: 1000,
  /** From the message to its reply. */
  reply: 3000,
  /** From an invitation to its withdrawal. */
  withdraw: 21 * 86_400_000
}

/** The payload of the jobs of `schedule`. */
interface About {
  readonly MemberId: number
}

const does = ({ PublicIdentifier }: Member, what: "no-answer" | "no-reply" | "error"): boolean =>
  PublicIdentifier.toLowerCase().includes(what)

export const start = (context: SalesflowContext, campaign: Campaign): void => {
  campaign.Status = "CAMPAIGN_RUNNING"
  campaign.StartsAt = null
  campaign.LastModifiedAt = timestamps.local(context.now())
  contact(context, index.ofCampaign(context.state, campaign.CampaignId))
}

export const stop = (context: SalesflowContext, campaign: Campaign): void => {
  campaign.Status = "CAMPAIGN_STOPPED"
  campaign.StartsAt = null
  campaign.LastModifiedAt = timestamps.local(context.now())
}

/** Pauses a campaign until its schedule. */
export const pause = (context: SalesflowContext, campaign: Campaign): void => {
  const at = nextMorning(context.now())
  campaign.Status = "CAMPAIGN_PAUSED"
  campaign.StartsAt = timestamps.local(at)
  campaign.LastModifiedAt = timestamps.local(context.now())
  context.schedule("startScheduled", { CampaignId: campaign.CampaignId }, at - context.now())
}

/** The next 08:00 UTC. Guess: campaigns are scheduled for that time. */
export const nextMorning = (now: number): number => {
  const day = 86_400_000
  const morning = Math.floor(now / day) * day + 8 * 3_600_000
  return morning > now ? morning : morning + day
}

/** Schedules the invitations of a running campaign, one after the other. */
export const contact = ({ schedule }: SalesflowContext, members: ReadonlyArray<Member>): void => {
  let after = 0
  for (const member of members) {
    if (status.waits(member)) schedule("invite", { MemberId: member.MemberId }, (after += pace.invite))
  }
}

const touch = ({ now }: SalesflowContext, member: Member): string => (member.LastModifiedAt = timestamps.local(now()))

const say = (context: SalesflowContext, member: Member, Kind: Action["Kind"], Text: string): void => {
  member.Actions.push({ Kind, At: touch(context, member), Text })
}

const isRunning = ({ campaigns }: State, { CampaignId }: Member): boolean =>
  CampaignId !== null && campaigns[CampaignId]!.Status === "CAMPAIGN_RUNNING"

export const connect = (context: SalesflowContext, member: Member): void => {
  status.move(member, status.connected)
  member.ConnectedAt = touch(context, member)
  if (isRunning(context.state, member)) context.schedule("message", { MemberId: member.MemberId }, pace.message)
  trigger(context, member, memberConnected)
}

export const reply = (context: SalesflowContext, member: Member, text: string): void => {
  say(context, member, "Reply", text)
  member.HasReply = true
  trigger(context, member, replyDetected)
}

export const withdraw = (context: SalesflowContext, member: Member): void => {
  status.move(member, status.withdrawn)
  touch(context, member)
  trigger(context, member, invitationWithdrawn)
}

export const disconnect = (context: SalesflowContext, member: Member): void => {
  status.move(member, status.disconnected)
  touch(context, member)
}

/** Creates a job on a member. The job does nothing if the member has been deleted. */
const job =
  (act: (context: SalesflowContext, member: Member) => void) =>
  (context: SalesflowContext, { MemberId }: About): void => {
    const member = context.state.members[MemberId]
    if (member !== undefined) act(context, member)
  }

export const jobs = {
  startScheduled: (context: SalesflowContext, { CampaignId }: { readonly CampaignId: number }): void => {
    const campaign = context.state.campaigns[CampaignId]
    if (campaign?.StartsAt && campaign.StartsAt <= timestamps.local(context.now())) start(context, campaign)
  },
  invite: job((context, member) => {
    if (!status.waits(member) || !isRunning(context.state, member)) return
    if (does(member, "error")) {
      member.Status |= status.error
      touch(context, member)
      return
    }
    status.move(member, status.invitationSent)
    say(context, member, "Connection message", `Hi ${member.FirstName || "there"}, shall we connect?`)
    if (does(member, "no-answer")) context.schedule("withdraw", { MemberId: member.MemberId }, pace.withdraw)
    else context.schedule("connect", { MemberId: member.MemberId }, pace.connect)
  }),
  connect: job((context, member) => {
    if (status.has(member, status.invitationSent)) connect(context, member)
  }),
  message: job((context, member) => {
    // Guess: a campaign stops writing to people who replied.
    if (!status.has(member, status.connected) || member.HasReply || !isRunning(context.state, member)) return
    say(context, member, "Message", "Thanks for connecting. May I show you what we do?")
    if (!does(member, "no-reply")) context.schedule("reply", { MemberId: member.MemberId }, pace.reply)
  }),
  reply: job((context, member) => {
    if (status.has(member, status.connected) && !member.HasReply) reply(context, member, "Sure, send me the details.")
  }),
  withdraw: job((context, member) => {
    if (status.has(member, status.invitationSent)) withdraw(context, member)
  })
}
