/**
 * Measures how long modules take to import, each time in a new process. The modules take turns, so that a slow minute
 * affects all of them.
 */
import { execFileSync } from "node:child_process"
import { root } from "./Bundles.ts"

const measured = (module: string): number => {
  const program = `const start = performance.now(); await import("${module}"); process.stdout.write(String(performance.now() - start))`
  const options = { cwd: root, encoding: "utf8" } as const
  return Number(execFileSync(process.execPath, ["--input-type=module", "--eval", program], options))
}

/** Returns the milliseconds of each import, one figure per round. */
export const starts = (modules: ReadonlyArray<string>, rounds: number): ReadonlyMap<string, ReadonlyArray<number>> => {
  const taken = new Map<string, Array<number>>(modules.map((module) => [module, []]))
  // The first import fills the file system's cache.
  for (let round = -1; round < rounds; round++) {
    for (const module of modules) {
      const milliseconds = measured(module)
      if (round >= 0) taken.get(module)!.push(milliseconds)
    }
  }
  return taken
}
