/** `npm run bench`: builds the packages and compares them with others; most results are ratios. */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { commandLine } from "./commandLine.ts"

commandLine(
  `Usage: npm run bench

CPU and time per call compared with fetch, axios, ky and undici, the use of a
quota, sandboxes compared with Prism, the time of the contract checks, and
bundle sizes. BENCH_ROUNDS, BENCH_STARTS and BENCH_WINDOWS set the numbers of
repetitions.`,
  {}
)

for (const args of [
  ["tools/nx/run.ts", "build"],
  ["apps/bench/src/main.ts"],
  ["apps/bench/src/quota/main.ts"],
  ["apps/bench/src/mocks.ts"],
  ["apps/bench/src/contracts.ts"],
  ["tools/size/main.ts"]
]) {
  const cwd = fileURLToPath(new URL("../", import.meta.url))
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" })
  if (status !== 0) process.exit(1)
}
