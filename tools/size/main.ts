/**
 * `npm run size`: measures what the built packages add to an application in browsers; fails if a limit is exceeded.
 * `npm run size -- --timings` also measures how long importing and type-checking them takes, without limits.
 */
import { stop } from "esbuild"
import { commandLine } from "../commandLine.ts"
import { runNx } from "../nx/run.ts"
import { type Goal, median, passes, table, verdict } from "./Figures.ts"
import { clients } from "./HeyApi.ts"
import { goals, mean, sizes } from "./Sizes.ts"
import { starts } from "./Start.ts"
import { checks } from "./Types.ts"
import { vendors } from "./Vendor.ts"

const { build, timings } = commandLine(
  "Usage: npm run size -- [--timings]\n\nMeasures the bytes that the packages add to an application. Exit code 1: a limit is exceeded. --timings also measures imports and type checks.",
  { build: { type: "boolean" }, timings: { type: "boolean" } }
)
if (build === true && runNx(["run-many", "--targets=build", "--outputStyle=static"]) !== 0) process.exit(1)
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
const all = await vendors()

const measureSizes = async (): Promise<ReadonlyArray<Goal>> => {
  const [rows, measuredGoals]: [Array<ReadonlyArray<string>>, Array<Goal>] = [[], []]
  const generated = clients(all)
  // All at once, since bundling many programs together takes less than one after the other.
  const found = await Promise.all(all.map((vendor) => sizes(vendor, generated[vendor.name]!)))
  for (const [index, measured] of found.entries()) {
    const vendor = all[index]!
    const { effect, further, heyApi, http, one } = measured
    const figures = [one, effect, http, one - effect, measured.all].map(kilobytes)
    rows.push([vendor.name, ...figures, String(further), mean(measured).toFixed(0)])
    rows.push(["  hey-api + zod", kilobytes(heyApi.one), "", "", "", kilobytes(heyApi.all), "", ""])
    measuredGoals.push(...goals(vendor.name, measured))
  }
  console.log("kB of gzip")
  console.log(
    table(["", "one operation", "of it effect", "of that effect/http", "own", "all", "further ones", "mean, B"], rows)
  )
  console.log(`own: what an application adds that uses the same modules of effect already.
effect/http: what the first use of it brings: HttpClient, its requests and responses, and FetchHttpClient.
hey-api + zod: the client that hey-api generates from the same specification, which validates responses, without
retries, quotas, time limits, typed errors and telemetry.`)
  return measuredGoals
}

const measureTimings = (): void => {
  const imports = ["effect", ...all.map(({ name }) => `@salesbridge/${name}`)]
  const taken = starts(imports, 3)
  console.log("\nImporting a package's root in a new process")
  console.log(
    table(
      ["", "ms"],
      imports.map((name) => [name, median(taken.get(name)!).toFixed(0)])
    )
  )
  const [effect, packages] = checks(all, 2).map((seconds) => Math.min(...seconds)) as [number, number]
  console.log("\nType-checking a strict consumer")
  const rows = [
    ["effect", effect.toFixed(2)],
    ["effect and all packages", packages.toFixed(2)]
  ]
  console.log(table(["", "s"], rows))
}

const measuredGoals = await measureSizes()
await stop()
if (timings === true) measureTimings()
console.log(`\n${measuredGoals.map(verdict).join("\n")}`)
process.exitCode = measuredGoals.every(passes) ? 0 : 1
