/** `npm run bench`: builds the packages and compares them with others; all results are ratios. */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { commandLine } from "./commandLine.ts"

commandLine(
  `Usage: npm run bench

CPU and time per call compared with fetch, axios, ky and undici, the use of a
quota, and sandboxes compared with Prism. BENCH_ROUNDS, BENCH_STARTS and
BENCH_WINDOWS set the numbers of repetitions.`,
  {}
)

const built = "@salesbridge/core,@salesbridge/salesflow,@salesbridge/salesloft,@salesbridge/mocks"
for (const args of [
  ["tools/nx/run.ts", "build", `--projects=${built}`],
  ["apps/bench/src/main.ts"],
  ["apps/bench/src/quota/main.ts"],
  ["apps/bench/src/mocks.ts"]
]) {
  const cwd = fileURLToPath(new URL("../", import.meta.url))
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" })
  if (status !== 0) process.exit(1)
}
