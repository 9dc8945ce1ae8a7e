/**
 * What happens in a campaign without a call: invitations go out, are accepted or withdrawn, people answer.
 *
 * A member's public identifier decides what it will do, so that a test can choose: one that contains "no-answer" leaves
 * the invitation open until it is withdrawn, "no-reply" connects and keeps silent, "error" cannot be invited.
 */
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import type { Action, Campaign, Member, SalesflowWorld, State } from "./State.ts"
import * as status from "./status.ts"
import { invitationWithdrawn, memberConnected, replyDetected, trigger } from "./webhookEvents.ts"

/**
 * Milliseconds on the sandbox's clock.
 *
 * Guess: all of them. Those that somebody waits for are seconds here, where they are hours and days in LinkedIn.
 */
export const pace = {
  /** From one invitation of a campaign to the next, and before the first. */
  invite: 1000,
  /** From the invitation until it is accepted. */
  connect: 2000,
  /** From then to the campaign's message. */
  message: 1000,
  /** From the message to its answer. */
  reply: 3000,
  /** From the invitation until it is withdrawn. */
  withdraw: 21 * 86_400_000
}

/** What the jobs of `schedule` are given. */
interface About {
  readonly MemberId: number
}

const does = ({ PublicIdentifier }: Member, what: "no-answer" | "no-reply" | "error"): boolean =>
  PublicIdentifier.toLowerCase().includes(what)

export const start = (world: SalesflowWorld, campaign: Campaign): void => {
  campaign.Status = "CAMPAIGN_RUNNING"
  campaign.StartsAt = null
  campaign.LastModifiedAt = timestamps.local(world.now())
  contact(world, index.ofCampaign(world.state, campaign.CampaignId))
}

export const stop = (world: SalesflowWorld, campaign: Campaign): void => {
  campaign.Status = "CAMPAIGN_STOPPED"
  campaign.StartsAt = null
  campaign.LastModifiedAt = timestamps.local(world.now())
}

/** Lets a campaign wait for its schedule. */
export const pause = (world: SalesflowWorld, campaign: Campaign): void => {
  const at = nextMorning(world.now())
  campaign.Status = "CAMPAIGN_PAUSED"
  campaign.StartsAt = timestamps.local(at)
  campaign.LastModifiedAt = timestamps.local(world.now())
  world.schedule("startScheduled", { CampaignId: campaign.CampaignId }, at - world.now())
}

/** Guess: campaigns are scheduled for 08:00 UTC. */
export const nextMorning = (now: number): number => {
  const day = 86_400_000
  const morning = Math.floor(now / day) * day + 8 * 3_600_000
  return morning > now ? morning : morning + day
}

/** Lets a running campaign invite those of its members that wait for it, one after the other. */
export const contact = ({ schedule }: SalesflowWorld, members: ReadonlyArray<Member>): void => {
  let after = 0
  for (const member of members) {
    if (status.waits(member)) schedule("invite", { MemberId: member.MemberId }, (after += pace.invite))
  }
}

const touch = ({ now }: SalesflowWorld, member: Member): string => (member.LastModifiedAt = timestamps.local(now()))

const say = (world: SalesflowWorld, member: Member, Kind: Action["Kind"], Text: string): void => {
  member.Actions.push({ Kind, At: touch(world, member), Text })
}

const isRunning = ({ campaigns }: State, { CampaignId }: Member): boolean =>
  CampaignId !== null && campaigns[CampaignId]!.Status === "CAMPAIGN_RUNNING"

export const connect = (world: SalesflowWorld, member: Member): void => {
  status.move(member, status.connected)
  member.ConnectedAt = touch(world, member)
  if (isRunning(world.state, member)) world.schedule("message", { MemberId: member.MemberId }, pace.message)
  trigger(world, member, memberConnected)
}

export const reply = (world: SalesflowWorld, member: Member, text: string): void => {
  say(world, member, "Reply", text)
  member.HasReply = true
  trigger(world, member, replyDetected)
}

export const withdraw = (world: SalesflowWorld, member: Member): void => {
  status.move(member, status.withdrawn)
  touch(world, member)
  trigger(world, member, invitationWithdrawn)
}

export const disconnect = (world: SalesflowWorld, member: Member): void => {
  status.move(member, status.disconnected)
  touch(world, member)
}

/** A job on a member. Nothing happens where that has been deleted. */
const job =
  (happen: (world: SalesflowWorld, member: Member) => void) =>
  (world: SalesflowWorld, { MemberId }: About): void => {
    const member = world.state.members[MemberId]
    if (member !== undefined) happen(world, member)
  }

export const jobs = {
  startScheduled: (world: SalesflowWorld, { CampaignId }: { readonly CampaignId: number }): void => {
    const campaign = world.state.campaigns[CampaignId]
    if (campaign?.StartsAt && campaign.StartsAt <= timestamps.local(world.now())) start(world, campaign)
  },
  invite: job((world, member) => {
    if (!status.waits(member) || !isRunning(world.state, member)) return
    if (does(member, "error")) {
      member.Status |= status.error
      touch(world, member)
      return
    }
    status.move(member, status.invitationSent)
    say(world, member, "Connection message", `Hi ${member.FirstName || "there"}, shall we connect?`)
    if (does(member, "no-answer")) world.schedule("withdraw", { MemberId: member.MemberId }, pace.withdraw)
    else world.schedule("connect", { MemberId: member.MemberId }, pace.connect)
  }),
  connect: job((world, member) => {
    if (status.has(member, status.invitationSent)) connect(world, member)
  }),
  message: job((world, member) => {
    // Guess: a campaign stops writing to who has answered.
    if (!status.has(member, status.connected) || member.HasReply || !isRunning(world.state, member)) return
    say(world, member, "Message", "Thanks for connecting. May I show you what we do?")
    if (!does(member, "no-reply")) world.schedule("reply", { MemberId: member.MemberId }, pace.reply)
  }),
  reply: job((world, member) => {
    if (status.has(member, status.connected) && !member.HasReply) reply(world, member, "Sure, send me the details.")
  }),
  withdraw: job((world, member) => {
    if (status.has(member, status.invitationSent)) withdraw(world, member)
  })
}
