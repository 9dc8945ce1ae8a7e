/** What is the same in every slice is taken from one that is there, so that a new slice is like the others of today. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Refused } from "./Refused.ts"

/** The three kinds of folders of a slice. */
export const groups = ["packages", "mocks", "contracts"] as const

export interface ExistingVendor {
  readonly name: string
  /** One of its files, `packages/<vendor>/LICENSE`, with the new vendor's name in place of its own; none without it. */
  readonly file: (path: string) => string | undefined
}

/** The vendors that have a slice. */
const vendors = (root: string): ReadonlyArray<string> =>
  readdirSync(join(root, "contracts"))
    .filter((name) => groups.every((group) => existsSync(join(root, group, name, "package.json"))))
    .toSorted()

/** How many files a vendor's package has. */
const size = (root: string, name: string): number =>
  readdirSync(join(root, "packages", name, "src"), { recursive: true }).length

/** The smallest whole slice: it has the least that is out of the ordinary. */
export const of = (root: string, vendor: { readonly name: string; readonly title: string }): ExistingVendor => {
  const isWhole = (one: string) => existsSync(join(root, "mocks", one, "src/sandbox.ts"))
  const [name] = vendors(root).toSorted(
    (one, other) => Number(isWhole(other)) - Number(isWhole(one)) || size(root, one) - size(root, other)
  )
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
