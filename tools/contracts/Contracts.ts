/** The vendors' contracts, found by their folders: a further vendor needs no edit here. */
import type { Contract } from "@salesbridge/contract-kit"
import { globSync } from "node:fs"
import { basename, dirname } from "node:path"
import { fileURLToPath } from "node:url"

const folder = new URL("../../contracts/", import.meta.url)

/** The names of the vendors, in alphabetical order. */
export const vendors = (): ReadonlyArray<string> =>
  globSync("*/src/contract.ts", { cwd: fileURLToPath(folder) })
    .map((_) => basename(dirname(dirname(_))))
    .toSorted()

/** The contract of one of them. */
export const contractOf = async (vendor: string): Promise<Contract.Contract> => {
  const module: { readonly contract: Contract.Contract } = await import(
    new URL(`${vendor}/src/contract.ts`, folder).href
  )
  return module.contract
}
