/**
 * Sandboxes: servers with a state, for tests and programs in JavaScript. With Effect, see `Sandbox` in
 * `@salesbridge/mocks`. Loads neither Effect nor Prism.
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
  Context,
  Definition,
  Delivered,
  Delivery,
  Entry,
  Event,
  Factories,
  Fault,
  Limit,
  Making,
  Names,
  Reply,
  RowOf,
  RunningSandbox,
  SandboxOptions,
  Seed,
  Seeder,
  SeedRow,
  SeedRows,
  SeedTable,
  Snapshot,
  Span,
  Standing,
  StandingFault,
  TableOf,
  Violation,
  World
} from "@salesbridge/mock-engine/sandbox"
export { NoSandbox, UnknownVendor } from "../errors.ts"
export type { SandboxError } from "../errors.ts"
export { startSandbox } from "./startSandbox.ts"
export type { NamesOf, SandboxTarget } from "./startSandbox.ts"
export type * from "./VendorNames.ts"
