/** A process that imports one client from `node_modules`, makes its first call and prints how long that took. */
import type { Make } from "./Client.ts"
import { firstCall } from "./firstCall.ts"

const [name, baseUrl] = process.argv.slice(2)
if (name === undefined || baseUrl === undefined) throw new Error("usage: start.ts <client> <base url>")
const start = performance.now()
const { make } = (await import(`./clients/${name}.ts`)) as { readonly make: Make }
await firstCall(make, baseUrl, start)
