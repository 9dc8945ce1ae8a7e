/**
 * Sandboxes: vendors that remember what they are told, each made of a specification and the rules for it. Loads neither
 * Effect nor Prism.
 */
export { PortUnavailable, PrismNotInstalled, StateFileUnusable, UnreadableSpec } from "../errors.ts"
export { defineSandbox } from "./Definition.ts"
export type { Call, Context, Definition, Event, Limit, Reply, Standing, Violation, World } from "./Definition.ts"
export type { Factories, Making, RowOf, TableOf } from "./seed/Factories.ts"
export { InvalidFault } from "./Faults.ts"
export type { Fault, StandingFault } from "./Faults.ts"
export type { Entry } from "./RequestLog.ts"
export type { Seed, Seeder, SeedRow, SeedRows, SeedTable, Span } from "./seed/Seed.ts"
export type { Snapshot } from "./Snapshot.ts"
export { portOf } from "./Specification.ts"
export { startSandbox } from "./startSandbox.ts"
export { StateFile } from "./StateFile.ts"
export type { Names, RunningSandbox, SandboxOptions, SandboxTarget } from "./startSandbox.ts"
export type { Attempt, Delivered, Delivery } from "./Webhooks.ts"
