/**
 * Operations on what the parameters of a call select: 403 if the account does not exist, 404 if the account does not
 * have the item.
 */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { forbidden, notFound } from "./responses.ts"
import type { Campaign, Member, Operation, SalesflowCall } from "./State.ts"

/** Looks up the account of `accountId`, for an operation on it. */
export const ofAccount =
  (operation: (call: SalesflowCall, accountId: number) => Reply): Operation =>
  (call) => {
    const { accountId } = call.query
    // Guess: every accepted token may use every account; the API reference's sample has one token list two accounts.
    if (call.state.accounts[accountId] === undefined) return forbidden(` There is no account ${accountId}.`)
    return operation(call, accountId)
  }

/** Looks up the campaign of `campaignId`, for an operation on it. */
export const ofCampaign = (operation: (call: SalesflowCall, campaign: Campaign) => Reply): Operation =>
  ofAccount((call, accountId) => {
    const { campaignId } = call.query
    const campaign = call.state.campaigns[campaignId]
    return campaign?.AccountId === accountId ? operation(call, campaign) : notFound("Campaign", campaignId)
  })

/** Looks up the member of `memberId`, for an operation on it. */
export const ofMember = (operation: (call: SalesflowCall, member: Member) => Reply): Operation =>
  ofAccount((call, accountId) => {
    const { memberId } = call.path
    const member = call.state.members[memberId]
    return member?.AccountId === accountId ? operation(call, member) : notFound("Member", memberId)
  })
