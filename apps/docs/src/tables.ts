/** `npm run docs:tables`: writes the tables of operations and errors into the vendors' READMEs. */
import { writeFileSync } from "node:fs"

const usage = "Usage: npm run docs:tables"
const [option] = process.argv.slice(2)
if (option === "--help") {
  console.log(`${usage}\n\nWrites the tables of operations and errors into the vendors' READMEs.`)
  process.exit(0)
}
if (option !== undefined) {
  console.error(`Unknown option '${option}'\n${usage}\n--help says more.`)
  process.exit(2)
}

// Slow to load, so imported only after the arguments are accepted.
const [{ written }, { at, read, vendors }, { vendor }] = await Promise.all([
  import("./ReadmeTables.ts"),
  import("./Repository.ts"),
  import("./Vendor.ts")
])
for (const name of vendors()) {
  const path = `packages/${name}/README.md`
  const [before, after] = [read(path), written(await vendor(name), read(path))]
  if (before !== after) writeFileSync(at(path), after)
  console.log(`${path}: ${before === after ? "as it was" : "written"}`)
}
