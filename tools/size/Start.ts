/** How long modules take to import, each time in a new process, in turns, so that a slow minute slows all alike. */
import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { root } from "./Bundles.ts"

/** What is imported, and from the folder of which project. */
export interface Import {
  readonly name: string
  readonly modules: ReadonlyArray<string>
  readonly folder: string
}

const measured = ({ folder, modules }: Import): number => {
  const imports = modules.map((_) => `await import(${JSON.stringify(_)})`).join("; ")
  const program = `const start = performance.now(); ${imports}; process.stdout.write(String(performance.now() - start))`
  const options = { cwd: join(root, folder), encoding: "utf8" } as const
  return Number(execFileSync(process.execPath, ["--input-type=module", "--eval", program], options))
}

/** Milliseconds of each import, one for each round. */
export const starts = (imports: ReadonlyArray<Import>, rounds: number): ReadonlyMap<string, ReadonlyArray<number>> => {
  const taken = new Map<string, Array<number>>(imports.map(({ name }) => [name, []]))
  // The first fills the file system's cache.
  for (let round = -1; round < rounds; round++) {
    for (const one of imports) {
      const milliseconds = measured(one)
      if (round >= 0) taken.get(one.name)!.push(milliseconds)
    }
  }
  return taken
}
