/** The failures that a job record, what the types made of them, and what was done about each. */
import type { VendorError } from "@salesbridge/core"
import { Context, Layer } from "effect"

/** How many things are named of a kind of failure. */
const mostAbout = 20

export interface LoggedFailure {
  readonly failure: VendorError.Failure
  /** What was done about it, as the end of a sentence. */
  readonly done: string
  /** Which things it was about first, each once, where that is worth telling: `campaign 29889`. */
  readonly about: ReadonlyArray<string>
  /** How often it was about others. */
  readonly others: number
  readonly times: number
}

export class FailureLog extends Context.Service<
  FailureLog,
  {
    readonly record: (failure: VendorError.Failure, done: string, about?: string) => void
    /** Each kind once, in the order of its first time. */
    readonly all: () => ReadonlyArray<LoggedFailure>
  }
>()("@salesbridge/demo/FailureLog") {
  static readonly layer = Layer.sync(FailureLog, () => {
    const failures = new Map<string, LoggedFailure>()
    return {
      record: (failure, done, about) => {
        const key = JSON.stringify([failure.vendor, failure.operation, failure._tag, failure.status, done])
        const before = failures.get(key) ?? { failure, done, about: [], others: 0, times: 0 }
        const { others, times } = before
        const isNew = about !== undefined && !before.about.includes(about)
        const isKept = isNew && before.about.length < mostAbout
        failures.set(key, {
          ...before,
          times: times + 1,
          about: isKept ? [...before.about, about] : before.about,
          others: isNew && !isKept ? others + 1 : others
        })
      },
      all: () => [...failures.values()]
    }
  })
}
