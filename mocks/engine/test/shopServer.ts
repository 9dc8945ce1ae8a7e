/** A sandbox in its own process, for tests that kill it. Prints its address. */
import { startSandbox } from "../src/sandbox/index.ts"
import { shop } from "./Shop.ts"

const { url } = await startSandbox(shop, { stateFile: process.argv[2]!, limits: false })
console.log(url)
