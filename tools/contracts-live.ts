/**
 * `npm run contracts:live -- --vendor salesloft`: sends the contract's read-only operations to the real vendor, with
 * credentials from the environment. Nothing else does this: tests never call a real vendor.
 */
import { main } from "@salesbridge/contract-kit/live"
import { contractOf, vendors } from "./contracts/Contracts.ts"

const interrupted = new AbortController()
// A second SIGINT ends the process at once, as usual.
process.once("SIGINT", () => interrupted.abort())

process.exitCode = await main(process.argv.slice(2), {
  vendors: vendors(),
  contractOf,
  environment: process.env,
  print: (text) => console.log(text),
  note: (text) => console.error(text),
  signal: interrupted.signal,
  command: "npm run contracts:live --"
})
