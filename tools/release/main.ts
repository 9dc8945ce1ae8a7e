/**
 * A step of `npm run release`, between the build and the publication: rewrites the manifests of published packages in
 * place, without the parts for this workspace only. See manifest.ts. The result is not committed.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { type Manifest, published } from "./manifest.ts"

for (const file of globSync(["packages/*/package.json", "mocks/*/package.json"])) {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest
  if (manifest.private !== true) writeFileSync(file, `${JSON.stringify(published(manifest), null, 2)}\n`)
}
