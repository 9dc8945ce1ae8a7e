/** How a vendor's module hands its contract to the process that loads it. */
import { pathToFileURL } from "node:url"
import type { Contract } from "../VendorContract.ts"
import type { MutationRun } from "./MutationRun.ts"

type Make = () => Promise<MutationRun>

let provided: Make | undefined

/** Provides the mutants of the vendor whose module is being loaded. */
export const provide = (make: Make): void => {
  provided = make
}

/** Provides the mutants of a contract. Call it in the module of a vendor. */
export const serve = (contract: Contract): void =>
  provide(async () => (await import("./MutationRun.ts")).make(contract))

const taken = (): Make | undefined => {
  const make = provided
  provided = undefined
  return make
}

/** Loads the module of a vendor and prepares the run. */
export const load = async (module: string): Promise<MutationRun> => {
  await import(pathToFileURL(module).href)
  const make = taken()
  if (make === undefined) throw new Error(`${module} does not call serve.`)
  return make()
}
