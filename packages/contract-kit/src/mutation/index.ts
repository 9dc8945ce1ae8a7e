/**
 * Mutation tests measure what a contract's checks notice. A mutant is a specification or an operation with a single
 * change, and a check must kill it, that is, report the change. `serve` provides a vendor's mutants to the processes
 * that `program.ts` starts.
 */
export { type Outcome } from "./MutationRun.ts"
export { serve } from "./serve.ts"
export { type Listed, type Reply, type Request } from "./worker.ts"
