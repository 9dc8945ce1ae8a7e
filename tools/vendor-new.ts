/**
 * `npm run vendor:new -- acme openapi.yaml`: a new vendor's three folders, like those of other vendors, from a name and an OpenAPI
 * file. What only the vendor's document can tell is left; `npm run contracts -- acme` lists it and fails until it is
 * written. `vendor/Slice.ts` says where the line is, and why there.
 */
import { fileURLToPath } from "node:url"
import { main } from "./vendor/Command.ts"

process.exitCode = await main(process.argv.slice(2), {
  root: fileURLToPath(new URL("../", import.meta.url)),
  // npm runs it in the workspace's root, and says where it was called.
  from: process.env["INIT_CWD"] ?? process.cwd(),
  print: (line) => console.log(line),
  warn: (line) => console.error(line)
})
