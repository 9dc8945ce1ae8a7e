/** Replaces `../ProxyBypass.ts` in bundles for browsers, which have no environment variables. */
import * as Effect from "effect/Effect"
import type * as ProxyBypass from "../ProxyBypass.ts"

export const problem: typeof ProxyBypass.problem = () => Effect.undefined
