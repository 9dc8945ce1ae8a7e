/** Pact's verifier in a process of its own, which takes one job after the other. */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Answer, Job } from "./verify.ts"

export interface Verifier {
  /** The results as JSON, or why there are none. */
  readonly verify: (job: Job) => Promise<string>
  readonly close: () => void
}

const program = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "verify.ts" : "verify.js", import.meta.url))

/** Starts the process with its first job. */
export const make = (): Verifier => {
  let child: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  const run = (job: Job): Promise<string> =>
    new Promise((resolve, reject) => {
      const process = (child ??= fork(program, { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] }))
      const settle = (after: () => void) => {
        process.off("message", answered).off("error", failed).off("exit", ended)
        after()
      }
      const answered = ({ text }: Answer) => settle(() => resolve(text))
      const failed = (error: Error) => settle(() => reject(error))
      const ended = (code: number | null) => {
        child = undefined
        settle(() => reject(new Error(`Pact's verifier ended with code ${code}`)))
      }
      process.on("message", answered).on("error", failed).on("exit", ended)
      process.send(job)
    })
  return {
    verify: (job) => {
      const next = last.then(() => run(job))
      last = next.catch(() => undefined)
      return next
    },
    close: () => child?.disconnect()
  }
}
