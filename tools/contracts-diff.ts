/**
 * `npm run contracts:diff -- --base <git ref>`: reports what has changed for consumers since then, in specifications
 * and catalogs of operations, and whether the pending changesets promise enough. Reads the files in the working tree,
 * committed or not.
 *
 * `-- --base origin/main salesflow` is for one vendor; `npm run -s contracts:diff -- --base <ref> --json` prints JSON.
 * Exit code 0: they promise enough; 1: they promise too little, or a vendor could not be compared; 2: wrong usage, or
 * no comparison was possible.
 */
import { fileURLToPath } from "node:url"
import { main } from "./diff/Command.ts"

process.exitCode = main(process.argv.slice(2), {
  root: fileURLToPath(new URL("../", import.meta.url)),
  print: (text) => console.log(text),
  warn: (text) => console.error(text)
})
