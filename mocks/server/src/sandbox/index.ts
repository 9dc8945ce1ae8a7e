/**
 * Sandboxes: vendors that remember what they are told. For tests and programs in JavaScript; with Effect, see `Sandbox`
 * in `@salesbridge/mocks`. Loads neither Effect nor Prism.
 */
export {
  defineSandbox,
  PortUnavailable,
  StateFile,
  StateFileUnusable,
  UnreadableSpec
} from "@salesbridge/mock-engine/sandbox"
export type {
  Attempt,
  Call,
  Definition,
  Delivered,
  Delivery,
  Entry,
  Event,
  Fault,
  Limit,
  Reply,
  RunningSandbox,
  SandboxOptions,
  Snapshot,
  Standing,
  StandingFault,
  Violation,
  World
} from "@salesbridge/mock-engine/sandbox"
export { NoSandbox, UnknownVendor } from "../errors.ts"
export type { SandboxError } from "../errors.ts"
export { startSandbox } from "./startSandbox.ts"
export type { SandboxTarget } from "./startSandbox.ts"
