/**
 * A step of `npm run release`, between the build and the publication: rewrites the manifests of published packages in
 * place, without the parts for this workspace only. See manifest.ts. The result is not committed.
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { publishedPackages } from "../publishedPackages.ts"
import { type Manifest, published } from "./manifest.ts"

for (const { folder, manifest } of publishedPackages<Manifest>(".")) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(published(manifest), null, 2)}\n`)
}
