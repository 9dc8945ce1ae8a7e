/**
 * Tries a vendor's faults in a process of its own, one after the other, as another process asks. What cannot be tried ends
 * this process, and with it no other vendor's trial.
 */
import type { Contract } from "../VendorContract.ts"
import * as Trial from "./Trial.ts"

export type Request = { readonly list: true } | { readonly run: string } | { readonly close: true }

/** A fault as the other process sees it. */
export interface Listed {
  readonly id: string
  readonly side: string
  readonly kind: string
  readonly operation: string
  readonly location: string
  readonly fault: string
}

export type Reply =
  | { readonly listed: ReadonlyArray<Listed> }
  | { readonly outcome: Trial.Outcome }
  | { readonly failed: string }

/** Answers the process that started this one. */
export const serve = (contract: Contract): void => {
  let made: Promise<Trial.Trial> | undefined
  const answer = async (request: Request): Promise<Reply | undefined> => {
    if ("close" in request) {
      await made?.then((trial) => trial.close()).catch(() => undefined)
      process.disconnect()
      return undefined
    }
    const trial = await (made ??= Trial.make(contract))
    if ("list" in request) {
      return {
        listed: trial.mutations.map(({ fault, id, kind, location, operation, side }) => ({
          fault,
          id,
          kind,
          location,
          operation,
          side
        }))
      }
    }
    const mutation = trial.mutations.find(({ id }) => id === request.run)
    if (mutation === undefined) throw new Error(`There is no fault ${request.run}`)
    return { outcome: await trial.run(mutation) }
  }
  process.on("message", (request: Request) => {
    void answer(request)
      .catch((error: unknown): Reply => ({
        failed: error instanceof Error ? (error.stack ?? error.message) : String(error)
      }))
      .then((reply) => (reply === undefined ? undefined : process.send?.(reply)))
  })
}
