/** Runs Pact's verifier in a separate process. It runs one job at a time and ends with this process. */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Answer, Job } from "./verify.ts"

const program = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "verify.ts" : "verify.js", import.meta.url))

let child: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Returns the results as JSON, or a text that says why there are none. The process starts with the first job, because
 * its start takes a second.
 */
export const verify = (job: Job): Promise<string> => {
  const next = last.then(() => run(job))
  last = next.catch(() => undefined)
  return next
}

const run = (job: Job): Promise<string> =>
  new Promise((resolve, reject) => {
    const process = (child ??= fork(program, { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] }))
    const settle = (after: () => void) => {
      process.off("message", answered).off("error", failed).off("exit", ended)
      // An idle verifier must not keep this process alive.
      process.unref()
      process.channel?.unref()
      after()
    }
    const answered = ({ text }: Answer) => settle(() => resolve(text))
    const failed = (error: Error) => settle(() => reject(error))
    const ended = (code: number | null) => {
      child = undefined
      settle(() => reject(new Error(`Pact's verifier ended with code ${code}`)))
    }
    process.ref()
    process.channel?.ref()
    process.on("message", answered).on("error", failed).on("exit", ended)
    process.send(job)
  })
