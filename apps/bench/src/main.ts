/** Compares this client with others, in one run, against one local server in a process of its own. */
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { callCost } from "./callCost.ts"
import { generateHeyApi } from "./generateHeyApi.ts"
import { starts } from "./starts.ts"

await generateHeyApi()

const server = fork(fileURLToPath(new URL("server.ts", import.meta.url)), {
  stdio: ["ignore", "pipe", "inherit", "ipc"]
})
process.once("exit", () => server.kill())
const baseUrl = await new Promise<string>((resolve) =>
  server.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()))
)

await callCost(baseUrl, Number(process.env["BENCH_ROUNDS"] ?? 11))
await starts(baseUrl, Number(process.env["BENCH_STARTS"] ?? 11))
process.exit(0)
