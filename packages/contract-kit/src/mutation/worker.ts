/**
 * Tries faults in a process of its own: the module of a contract comes first, then one fault after the other. What cannot
 * be tried ends the process, and with it the trial of no other.
 */
import { fileURLToPath } from "node:url"
import type { Contract } from "../Contract.ts"
import * as Trial from "./Trial.ts"

export type Request = { readonly contract: string } | { readonly run: string } | { readonly close: true }

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

const start = (): void => {
  let trial: Trial.Trial | undefined
  const answer = async (request: Request): Promise<Reply | undefined> => {
    if ("contract" in request) {
      const { contract } = (await import(request.contract)) as { readonly contract: Contract }
      trial = await Trial.make(contract)
      const { mutations } = trial
      return {
        listed: mutations.map(({ fault, id, kind, location, operation, side }) => ({
          fault,
          id,
          kind,
          location,
          operation,
          side
        }))
      }
    }
    if ("close" in request) {
      await trial?.close()
      process.disconnect()
      return undefined
    }
    const mutation = trial?.mutations.find(({ id }) => id === request.run)
    if (trial === undefined || mutation === undefined) throw new Error(`There is no fault ${request.run}`)
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

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) start()
