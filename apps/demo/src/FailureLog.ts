/** The failures that a job meets, with what their types say about them and what the job did. */
import type { VendorError } from "@salesbridge/core"
import { Context, Effect, Layer } from "effect"

/** The number of items that are named for a kind of failure, and of unreadable texts. */
const mostAbout = 20

export interface LoggedFailure {
  readonly failure: VendorError.Failure
  /** What the job did about it, as the end of a sentence. */
  readonly done: string
  /** The first items that it concerned, each once, if they are worth naming: `campaign 29889`. */
  readonly about: ReadonlyArray<string>
  /** The number of further items. */
  readonly others: number
  readonly times: number
}

/** The title of the texts that a vendor has in place of an address. */
export const unreadableTitle =
  "Nobody can tell whom this means, so correct it at the vendor: they may have unsubscribed"

export const unreadableAt = (source: string, text: string) =>
  `${source}: ${text === "" ? "no address" : JSON.stringify(text)}`

const make = Effect.sync(() => {
  const failures = new Map<string, LoggedFailure>()
  const unreadable = new Set<string>()
  return {
    /** Notes a text that a vendor has in place of the address of somebody who may have unsubscribed. Tells if it is new. */
    noteUnreadable: (text: string) => unreadable.size < unreadable.add(text).size,
    unreadable: (): ReadonlyArray<string> => {
      const first = [...unreadable].slice(0, mostAbout)
      return unreadable.size === first.length ? first : [...first, `${unreadable.size - first.length} more`]
    },
    record: (failure: VendorError.Failure, done: string, about?: string) => {
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
    /** Each kind once, in the order of its first occurrence. */
    all: (): ReadonlyArray<LoggedFailure> => [...failures.values()]
  }
})

export class FailureLog extends Context.Service<FailureLog, Effect.Success<typeof make>>()(
  "@salesbridge/demo/FailureLog"
) {
  static readonly layer = Layer.effect(FailureLog, make)
}
