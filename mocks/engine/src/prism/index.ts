/** Servers by Prism: examples of a specification, and a validating proxy for a real server. */
export { PortUnavailable, PrismNotInstalled, UnreadableSpec } from "../errors.ts"
export * as Examples from "./Examples.ts"
export { startExamples } from "./Examples.ts"
export type { ExamplesOptions, RunningExamples } from "./Examples.ts"
export { handle } from "./Handle.ts"
export type { Handle } from "./Handle.ts"
export { startProxy } from "./Proxy.ts"
export type { ProxyHandle, ProxyOptions } from "./Proxy.ts"
