/**
 * The caller. Every accepted token is the administrator's, unless words in it name another user or remove rights. All
 * rules can thus be tested without an OAuth server: `my-token.as-502.read-only`.
 */
import { forbidden, unauthorized } from "./responses.ts"
import type { Call, Reply, User } from "./State.ts"
import { users } from "./tables.ts"
import type { View } from "./present.ts"

/** The user of tokens that do not name one. */
export const administrator = 501

/** Methods that do not write. */
const reading = new Set(["GET", "HEAD"])

/** Returns the user that the token belongs to. */
export const callerOf = ({ credentials, state }: Call): User => {
  const named = /(?:^|\.)as-(\d+)(?:\.|$)/.exec(credentials)?.[1]
  return users.find(state.users, named ?? administrator) ?? users.find(state.users, administrator) ?? state.users[0]!
}

/** Whether the token has this scope. */
export const hasScope = ({ credentials }: Call, scope: string): boolean => credentials.split(".").includes(scope)

export const viewOf = (call: Call): View => ({
  state: call.state,
  now: call.now,
  origin: call.origin,
  viewer: callerOf(call).id
})

export const authorize = (call: Call, accepted: (credentials: string) => boolean): Reply | undefined => {
  if (call.credentials === "") {
    return unauthorized("No Bearer Token attached to request, please see documentation at developers.salesloft.com")
  }
  // Guess: the API reference has only the message for a request without a token.
  if (!accepted(call.credentials)) return unauthorized("The Bearer Token is invalid")
  // Guess: a deactivated user's token is recognized but allows nothing.
  if (!callerOf(call).active) return forbidden("This user is not active")
  // Guess: a token without write access is refused before any look-up.
  if (hasScope(call, "read-only") && !reading.has(call.method)) {
    return forbidden("The token does not have the scope that this needs")
  }
  return undefined
}
