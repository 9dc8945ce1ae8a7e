/** Runs other programs to their end. */
import { spawn } from "node:child_process"

/** A failed program, with its complete output. */
export class CommandFailed extends Error {}

export interface Place {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

/** Returns the program's stdout. Rejects with `CommandFailed` if the exit code is not 0. */
export const run = (command: string, args: ReadonlyArray<string>, { cwd, env, signal }: Place): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: ["ignore", "pipe", "pipe"] })
    let [printed, all] = ["", ""]
    child.stdout.on("data", (chunk) => {
      printed += chunk
      all += chunk
    })
    child.stderr.on("data", (chunk) => (all += chunk))
    child.once("error", reject)
    child.once("close", (code, killed) =>
      code === 0
        ? resolve(printed)
        : reject(new CommandFailed(`${[command, ...args].join(" ")} ended with ${code ?? killed}:\n${all}`))
    )
  })

/**
 * Returns the environment without the variables that npm sets for scripts: they would affect the npm that a script
 * starts. The path of the global configuration stays, which may name a company's certificates or proxy: an npm that
 * runs on another Node would look elsewhere.
 */
export const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:npm_(?!config_globalconfig$)|init_cwd$)/i.test(name)))

/**
 * Runs a task for each item, a limited number at a time, and returns the results in the items' order. The first failure
 * stops the others.
 */
export const each = async <A, B>(
  all: ReadonlyArray<A>,
  atOnce: number,
  signal: AbortSignal,
  body: (one: A, signal: AbortSignal) => Promise<B>
): Promise<ReadonlyArray<B>> => {
  const failed = new AbortController()
  const results: Array<B> = []
  let next = 0
  const worker = async () => {
    while (next < all.length && !failed.signal.aborted) {
      const index = next++
      try {
        results[index] = await body(all[index]!, AbortSignal.any([signal, failed.signal]))
      } catch (error) {
        if (!failed.signal.aborted) failed.abort(error)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  failed.signal.throwIfAborted()
  return results
}
