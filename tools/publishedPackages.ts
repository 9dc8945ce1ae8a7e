/** The published packages of a checkout: all of its workspaces without `"private": true`. */
import { globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

export interface PublishedPackage<Manifest> {
  /** The path from the root of the checkout. */
  readonly folder: string
  readonly manifest: Manifest
}

export const publishedPackages = <Manifest extends object = { readonly name: string }>(
  root: string
): ReadonlyArray<PublishedPackage<Manifest>> =>
  globSync("{apps,contracts,mocks,packages}/*/package.json", { cwd: root })
    .toSorted()
    .map((file) => ({
      folder: dirname(file),
      manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest & { readonly private?: boolean }
    }))
    .filter(({ manifest }) => manifest.private !== true)
