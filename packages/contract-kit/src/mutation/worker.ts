/**
 * Runs the checks on a vendor's mutants in a separate process, one after the other, when the parent process requests
 * it. If it crashes, the runs of other vendors continue.
 */
import type { Contract } from "../VendorContract.ts"
import * as MutationRun from "./MutationRun.ts"

/** A request of the parent process: list the mutants, run one, or end. */
export type Request =
  | { readonly list: true }
  | { readonly run: string; readonly operation: string }
  | { readonly close: true }

/** A mutant as the parent process gets it. */
export interface Listed {
  readonly id: string
  readonly side: string
  readonly kind: string
  readonly operation: string
  readonly location: string
  /** The change in a few words, such as `may be null`. */
  readonly change: string
}

/**
 * The reply to a request. `disagreements` are those that the checks of the operation find without a mutant, so that none
 * of its mutants can be tried. `failed` contains the error.
 */
export type Reply =
  | { readonly listed: ReadonlyArray<Listed> }
  | { readonly outcome: MutationRun.Outcome }
  | { readonly disagreements: string }
  | { readonly failed: string }

/** Handles the requests of the parent process. Call it in the module of a vendor. */
export const serve = (contract: Contract): void => {
  let made: Promise<MutationRun.MutationRun> | undefined
  const answer = async (request: Request): Promise<Reply | undefined> => {
    if ("close" in request) {
      await made?.then((run) => run.close()).catch(() => undefined)
      process.disconnect()
      return undefined
    }
    const run = await (made ??= MutationRun.make(contract))
    if ("list" in request) {
      const listed = run.mutants().map(({ change, id, kind, location, operation, side }) => ({
        id,
        side,
        kind,
        operation,
        location,
        change
      }))
      return { listed }
    }
    const mutant = run.mutants(request.operation).find(({ id }) => id === request.run)
    if (mutant === undefined) throw new Error(`There is no mutant ${request.run}`)
    return { outcome: await run.run(mutant) }
  }
  process.on("message", (request: Request) => {
    void answer(request)
      .catch((error: unknown): Reply => {
        if (error instanceof MutationRun.BaselineFailed) return { disagreements: error.message }
        return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
      })
      .then((reply) => (reply === undefined ? undefined : process.send?.(reply)))
  })
}
