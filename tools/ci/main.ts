/**
 * `node tools/ci/main.ts <exit code of npm test>`: prints the last line of a run and exits with 1 if anything failed.
 */
import { fileURLToPath } from "node:url"
import { lastLine, summarize } from "./summary.ts"

const exitCode = Number(process.argv[2] ?? 0)
const summary = summarize(fileURLToPath(new URL("../../", import.meta.url)))
console.log(lastLine(summary, exitCode))
process.exitCode = exitCode !== 0 || summary.failed > 0 ? 1 : 0
