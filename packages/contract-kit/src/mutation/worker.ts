/**
 * Runs the checks on mutants in a separate process, one after the other, when the parent process requests it. All
 * vendors can share it, because it takes seconds to load effect, Pact and the mock server.
 */
import { fileURLToPath } from "node:url"
import type { MutationRun, Outcome } from "./MutationRun.ts"
import type { Candidate } from "./Selection.ts"
import { load } from "./serve.ts"

/** What is asked about a vendor: list its mutants, or run one. */
export type Question = { readonly list: true } | { readonly run: string; readonly operation: string }

/** A request of the parent process: a question and the vendor's module, or to end. */
export type Request = (Question & { readonly module: string }) | { readonly close: true }

/** A mutant as the parent process gets it. */
export type Listed = Omit<Candidate, "vendor">

/**
 * The reply to a request. `disagreements` are those that the checks of the operation find without a mutant, so that none
 * of its mutants can be tried. `failed` contains the error.
 */
export type Reply =
  | { readonly listed: ReadonlyArray<Listed> }
  | { readonly outcome: Outcome }
  | { readonly disagreements: string }
  | { readonly failed: string }

const runs = new Map<string, Promise<MutationRun>>()

const runOf = (module: string): Promise<MutationRun> => {
  const run = runs.get(module) ?? load(module)
  runs.set(module, run)
  return run
}

const answer = async (module: string, request: Question): Promise<Reply> => {
  const run = await runOf(module)
  if ("list" in request) {
    return { listed: run.mutants().map(({ id, kind, operation, side }) => ({ id, side, kind, operation })) }
  }
  const mutant = run.mutants(request.operation).find(({ id }) => id === request.run)
  if (mutant === undefined) throw new Error(`There is no mutant ${request.run}`)
  return { outcome: await run.run(mutant) }
}

const refusal = (error: unknown): Reply => {
  if (!(error instanceof Error)) return { failed: String(error) }
  return error.name === "BaselineFailed" ? { disagreements: error.message } : { failed: error.stack ?? error.message }
}

const close = async (): Promise<void> => {
  await Promise.allSettled([...runs.values()].map(async (run) => (await run).close()))
  process.disconnect()
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on("message", (request: Request) => {
    if ("close" in request) void close()
    else
      void answer(request.module, request)
        .catch(refusal)
        .then((reply) => process.send?.(reply))
  })
}
