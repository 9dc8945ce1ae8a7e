/** The vendors' contracts, found by their folders: a new vendor does not need a change here. */
import type { Contract } from "@salesbridge/contract-kit"
import { globSync } from "node:fs"
import { basename, dirname } from "node:path"
import { fileURLToPath } from "node:url"

const folder = new URL("../../contracts/", import.meta.url)

/** Returns the names of the vendors, in alphabetical order. */
export const vendors = (): ReadonlyArray<string> =>
  globSync("*/src/contract.ts", { cwd: fileURLToPath(folder) })
    .map((_) => basename(dirname(dirname(_))))
    .toSorted()

/** Returns the contract of a vendor. */
export const contractOf = async (vendor: string): Promise<Contract.Contract> => {
  const module: { readonly contract: Contract.Contract } = await import(
    new URL(`${vendor}/src/contract.ts`, folder).href
  )
  return module.contract
}
