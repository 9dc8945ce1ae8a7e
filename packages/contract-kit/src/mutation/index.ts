/**
 * Whether a contract's checks bite: each mutant, a specification or an operation with a single change, must be killed by a
 * check. `serve` tries a vendor's mutants in a process of its own, which `program.ts` starts.
 */
export { type Outcome } from "./MutationRun.ts"
export { type Listed, type Reply, type Request, serve } from "./worker.ts"
