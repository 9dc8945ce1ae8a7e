/** Replaces `../FailureCodes.ts` in bundles for browsers, whose `fetch` fails without a code. */
import type * as FailureCodes from "../FailureCodes.ts"

export const rootOf: typeof FailureCodes.rootOf = (cause) => cause
export const isRefused: typeof FailureCodes.isRefused = () => false
export const neverConnected: typeof FailureCodes.neverConnected = () => false
