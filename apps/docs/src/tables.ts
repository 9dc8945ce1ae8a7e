/** `npm run docs:tables`: writes the tables of operations and errors into the vendors' READMEs. */
import { writeFileSync } from "node:fs"
import { written } from "./ReadmeTables.ts"
import { at, read, vendors } from "./Repository.ts"
import { vendor } from "./Vendor.ts"

for (const name of vendors()) {
  const path = `packages/${name}/README.md`
  const [before, after] = [read(path), written(await vendor(name), read(path))]
  if (before !== after) writeFileSync(at(path), after)
  console.log(`${path}: ${before === after ? "as it was" : "written"}`)
}
