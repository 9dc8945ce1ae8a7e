/**
 * Sandboxes: vendors that remember what they are told. For tests and programs in JavaScript; with Effect, see `Sandbox`
 * in `@salesbridge/mocks`. Loads neither Effect nor Prism.
 */
export { NoSandbox, PortUnavailable, StateFileUnusable, UnknownVendor, UnreadableSpec } from "../errors.ts"
export type { SandboxError } from "../errors.ts"
export { defineSandbox } from "./Definition.ts"
export type { Call, Definition, Event, Limit, Reply, Standing, Violation, World } from "./Definition.ts"
export type { Fault, StandingFault } from "./Faults.ts"
export type { Entry } from "./RequestLog.ts"
export type { Snapshot } from "./Sandbox.ts"
export { startSandbox } from "./startSandbox.ts"
export { StateFile } from "./StateFile.ts"
export type { RunningSandbox, SandboxOptions, SandboxTarget } from "./startSandbox.ts"
export type { Attempt, Delivered, Delivery } from "./Webhooks.ts"
