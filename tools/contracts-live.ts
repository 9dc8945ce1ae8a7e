/**
 * `npm run contracts:live -- --vendor salesloft`: the contract's operations that only read, sent to the real vendor with
 * credentials from the environment. Nothing else runs it: no test asks a real vendor.
 */
import { main } from "@salesbridge/contract-kit/live"
import { contractOf, vendors } from "./contracts/Contracts.ts"

const interrupted = new AbortController()
// The second one ends it at once, as ever.
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
