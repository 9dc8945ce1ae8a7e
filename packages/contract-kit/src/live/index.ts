/**
 * Compares a vendor with its specification and its package. Operations that only read are sent to the vendor itself,
 * and the responses are compared. The report contains types and forms, never values.
 */
export { type Options, plan, run, runWith } from "./LiveRun.ts"
export { main, type Surroundings } from "./command.ts"
export { type Environment, type Found, read as readEnvironment } from "./Credentials.ts"
export {
  exitCode,
  type Mismatch,
  type NewField,
  type Plan,
  type Report,
  type Result,
  type Row,
  type Side
} from "./Report.ts"
export { render, renderPlan, renderRest, renderRow } from "./Text.ts"
