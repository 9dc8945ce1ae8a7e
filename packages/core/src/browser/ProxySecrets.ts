/** Replaces `../ProxySecrets.ts` in bundles for browsers, which have no environment variables. */
import type * as ProxySecrets from "../ProxySecrets.ts"

export const environment: typeof ProxySecrets.environment = () => ({})
export const ofEnvironment: typeof ProxySecrets.ofEnvironment = () => []
