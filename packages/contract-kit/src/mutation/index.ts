/**
 * Whether a contract's checks bite: single faults are planted in the specification and in the operations, and each must be
 * noticed. `serve` tries a vendor's faults in a process of its own, which `program.ts` starts.
 */
export { type Outcome } from "./Trial.ts"
export { type Listed, type Reply, type Request, serve } from "./worker.ts"
