/**
 * The parts that are the same in every slice are copied from an existing vendor, so that a new slice matches the
 * others.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Refused } from "./Refused.ts"

/** The three kinds of folders of a slice. */
export const groups = ["packages", "mocks", "contracts"] as const

export interface ExistingVendor {
  readonly name: string
  /**
   * Returns one of its files, such as `packages/<vendor>/LICENSE`, with the new vendor's name instead of its own;
   * undefined if it does not exist.
   */
  readonly file: (path: string) => string | undefined
}

/** Returns the vendors that have a slice. */
const vendors = (root: string): ReadonlyArray<string> =>
  readdirSync(join(root, "contracts"))
    .filter((name) => groups.every((group) => existsSync(join(root, group, name, "package.json"))))
    .toSorted()

/** Returns the number of files in a vendor's package. */
const size = (root: string, name: string): number =>
  readdirSync(join(root, "packages", name, "src"), { recursive: true }).length

/** Returns the smallest complete slice: it has the fewest peculiarities. */
export const of = (root: string, vendor: { readonly name: string; readonly title: string }): ExistingVendor => {
  const all = vendors(root)
  const whole = all.filter((_) => existsSync(join(root, "mocks", _, "src/sandbox.ts")))
  const sizes = new Map((whole.length > 0 ? whole : all).map((_) => [_, size(root, _)]))
  const [name] = [...sizes.keys()].toSorted((one, other) => sizes.get(one)! - sizes.get(other)!)
  if (name === undefined) throw new Refused(["There is no slice to take after in packages, mocks and contracts."])
  return {
    name,
    file: (path) => {
      const place = join(root, path.replaceAll("<vendor>", name))
      if (!existsSync(place)) return undefined
      return readFileSync(place, "utf8")
        .replaceAll(name, vendor.name)
        .replaceAll(new RegExp(name.replaceAll("-", "-?"), "gi"), vendor.title)
    }
  }
}
