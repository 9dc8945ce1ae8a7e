/**
 * Tries a vendor's mutants in a process of its own, one after the other, as another process asks. What cannot be tried ends
 * this process, and no other vendor's run.
 */
import type { Contract } from "../VendorContract.ts"
import * as MutationRun from "./MutationRun.ts"

export type Request =
  | { readonly list: true }
  | { readonly run: string; readonly operation: string }
  | { readonly close: true }

/** A mutant as the other process sees it. */
export interface Listed {
  readonly id: string
  readonly side: string
  readonly kind: string
  readonly operation: string
  readonly location: string
  /** What is different, in a few words. */
  readonly change: string
}

export type Reply =
  | { readonly listed: ReadonlyArray<Listed> }
  | { readonly outcome: MutationRun.Outcome }
  | { readonly failed: string }

/** Answers the process that started this one. */
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
      .catch((error: unknown): Reply => ({
        failed: error instanceof Error ? (error.stack ?? error.message) : String(error)
      }))
      .then((reply) => (reply === undefined ? undefined : process.send?.(reply)))
  })
}
