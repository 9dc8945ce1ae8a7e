/**
 * Mutation tests measure what a contract's checks notice. A mutant is a specification or an operation with a single
 * change, and a check must kill it, that is, report the change. `serve` runs the checks on a vendor's mutants in a
 * separate process, which `program.ts` starts.
 */
export { type Outcome } from "./MutationRun.ts"
export { type Listed, type Reply, type Request, serve } from "./worker.ts"
