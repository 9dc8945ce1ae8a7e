/** The caller and its access rights: 401, 403, 404 and 406 of the API reference's table. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { find } from "./records.ts"
import { forbidden, isLegacy, notAcceptable, notFound, unauthorized } from "./responses.ts"
import type { Campaign, Operation, Prospect, SalesBlinkCall } from "./State.ts"

export const authorize = (
  { credentials, headers, operation }: SalesBlinkCall,
  accepted: (credentials: string) => boolean
): Reply | undefined => {
  if (operation === "getSignupLink") return undefined
  if (/^bearer\s/i.test(credentials)) return unauthorized("Your API key is wrong. Send it as it is, without Bearer.")
  if (!accepted(credentials)) return unauthorized("Your API key is wrong.")
  return takesJson(headers["accept"]) || !isLegacy(operation) ? undefined : notAcceptable()
}

const takesJson = (accept: string | undefined): boolean =>
  accept === undefined || accept.trim() === "" || /(?:\*\/\*|application\/(?:\*|json|[\w.-]+\+json))/i.test(accept)

/**
 * Whether the caller may use a campaign.
 *
 * Guess: administrators may use all, other members their own. The API reference speaks of "each of the campaigns you
 * have access to" and of what is "hidden for administrators only".
 */
export const mayUse = (call: SalesBlinkCall, { owned_by }: Campaign): boolean => {
  const caller = callerOf(call)
  return caller === undefined || caller.is_administrator || caller.email === owned_by
}

/** Undefined for a key that belongs to no team member. Such a key has the rights of an administrator. */
const callerOf = ({ credentials, state }: SalesBlinkCall) => state.team.find(({ api_key }) => api_key === credentials)

/** The owner of everything in version 1.0.0. Guess: the first member, whatever the key. */
export const owner = "ida.lindqvist@example.com"

/** Restricts an operation to administrators. */
export const forAdministrators =
  (operation: Operation): Operation =>
  (call) =>
    callerOf(call)?.is_administrator === false ? forbidden() : operation(call)

/** Looks up the campaign whose campaignID is in the path or the body, for an operation on it. */
export const ofCampaign =
  (operation: (call: SalesBlinkCall, campaign: Campaign) => Reply): Operation =>
  (call) => {
    const id = (call.path["campaignID"] ?? call.body.campaignID) as string
    const campaign = find(call.state.campaigns, id)
    if (campaign === undefined) return notFound("campaign", id)
    return mayUse(call, campaign) ? operation(call, campaign) : forbidden()
  }

/** Looks up the prospect whose prospectID is in the path or the body, for an operation on it. */
export const ofProspect =
  (operation: (call: SalesBlinkCall, prospect: Prospect) => Reply): Operation =>
  (call) => {
    const id = (call.path["prospectID"] ?? call.body.prospectID) as string
    const prospect = find(call.state.prospects, id)
    if (prospect === undefined) return notFound("prospect", id)
    return mayUse(call, call.state.campaigns[prospect.campaignID]!) ? operation(call, prospect) : forbidden()
  }
