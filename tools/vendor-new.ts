/**
 * `npm run vendor:new -- acme openapi.yaml`: creates a new vendor's three folders, like those of other vendors, from a
 * name and an OpenAPI file. The parts that only the vendor's API reference can answer are left to write; `npm run
 * contracts -- acme` lists them and fails until they are written. `vendor/Slice.ts` explains what is left, and why.
 */
import { fileURLToPath } from "node:url"
import { main } from "./vendor/Command.ts"

process.exitCode = await main(process.argv.slice(2), {
  root: fileURLToPath(new URL("../", import.meta.url)),
  // npm runs it in the workspace's root, and INIT_CWD is the folder it was called from.
  from: process.env["INIT_CWD"] ?? process.cwd(),
  print: (line) => console.log(line),
  warn: (line) => console.error(line)
})
