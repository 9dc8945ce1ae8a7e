/** `npm run docs:tables`: writes the tables of operations and errors into the vendors' READMEs, and their numbers into the root's. */
import { existsSync, writeFileSync } from "node:fs"

const usage = "Usage: npm run docs:tables"
const [option] = process.argv.slice(2)
if (option === "--help") {
  console.log(
    `${usage}\n\nWrites the tables of operations and errors into the vendors' READMEs, and their\nnumbers into the table of vendors in README.md.`
  )
  process.exit(0)
}
if (option !== undefined) {
  console.error(`Unknown option '${option}'\n${usage}\n--help says more.`)
  process.exit(2)
}

// Slow to load, so imported only after the arguments are accepted.
const [{ written }, { at, read, vendors }, { vendor }, { withVendors }] = await Promise.all([
  import("./ReadmeTables.ts"),
  import("./Repository.ts"),
  import("./Vendor.ts"),
  import("./VendorTable.ts")
])
const webhooks = (name: string) => existsSync(at(`packages/${name}/src/WebhookProtocol.ts`))
const write = (path: string, after: string): void => {
  const before = read(path)
  if (before !== after) writeFileSync(at(path), after)
  console.log(`${path}: ${before === after ? "unchanged" : "written"}`)
}

const all = await Promise.all(vendors().map(vendor))
for (const one of all) {
  const path = `packages/${one.name}/README.md`
  write(path, written(one, read(path)))
}
write("README.md", withVendors(read("README.md"), all, webhooks))
