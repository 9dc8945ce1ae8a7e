/**
 * `npm run contracts:live -- --vendor salesloft`: the contract's operations that only read, sent to the real vendor with
 * credentials from the environment. Nothing else runs it: no test asks a real vendor.
 */
import { existsSync, readdirSync } from "node:fs"

/** What this command calls of contract-kit. */
interface Command {
  readonly main: (args: ReadonlyArray<string>, around: object) => Promise<number>
}

const contracts = new URL("../contracts/", import.meta.url)

// Which contracts there are is known only here and now, so they are imported by their places.
const moduleAt = (path: string): Promise<unknown> => import(new URL(path, contracts).href)

const interrupted = new AbortController()
// The second one ends it at once, as ever.
process.once("SIGINT", () => interrupted.abort())

const { main } = (await moduleAt("../packages/contract-kit/src/live/index.ts")) as Command

process.exitCode = await main(process.argv.slice(2), {
  vendors: readdirSync(contracts)
    .filter((name) => existsSync(new URL(`${name}/src/contract.ts`, contracts)))
    .toSorted(),
  contractOf: async (vendor: string) =>
    ((await moduleAt(`${vendor}/src/contract.ts`)) as { readonly contract: object }).contract,
  environment: process.env,
  print: (text: string) => console.log(text),
  note: (text: string) => console.error(text),
  signal: interrupted.signal,
  command: "npm run contracts:live --"
})
