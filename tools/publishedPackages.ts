/** The published packages of a checkout: all of its workspaces without `"private": true`. */
import { globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Returns the folder of each, relative to the root, and its manifest. */
export const publishedPackages = <Manifest extends object = { readonly name: string }>(
  root: string
): ReadonlyArray<{ readonly folder: string; readonly manifest: Manifest }> =>
  globSync("{apps,contracts,mocks,packages}/*/package.json", { cwd: root })
    .toSorted()
    .map((file) => ({
      folder: dirname(file),
      manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest & { readonly private?: boolean }
    }))
    .filter(({ manifest }) => manifest.private !== true)
