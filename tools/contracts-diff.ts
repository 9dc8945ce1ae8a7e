/**
 * `npm run contracts:diff -- --base <git ref>`: what changed for consumers since then, in specifications and catalogs of
 * operations, and whether the pending changesets promise as much. Looks at the files as they are, committed or not.
 *
 * `-- --base origin/main salesflow` for one vendor; `npm run -s contracts:diff -- --base <ref> --json` for programs.
 * Exit code 0: they do; 1: they promise too little, or it could not be compared; 2: wrong usage.
 */
import { fileURLToPath } from "node:url"
import { main } from "./diff/Command.ts"

process.exitCode = main(process.argv.slice(2), {
  root: fileURLToPath(new URL("../", import.meta.url)),
  print: (text) => console.log(text),
  warn: (text) => console.error(text)
})
