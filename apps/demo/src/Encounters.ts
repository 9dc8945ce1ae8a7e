/** The failures that a job met, what the types made of them, and what was done about each. */
import type { VendorError } from "@salesbridge/core"
import { Context, Layer } from "effect"

/** How many things are named of a kind of failure. */
const mostAbout = 20

export interface Encounter {
  readonly failure: VendorError.Failure
  /** What was done about it, as the end of a sentence. */
  readonly done: string
  /** Which things it was about first, each once, where that is worth telling: `campaign 29889`. */
  readonly about: ReadonlyArray<string>
  /** How often it was about others. */
  readonly others: number
  readonly times: number
}

export class Encounters extends Context.Service<
  Encounters,
  {
    readonly met: (failure: VendorError.Failure, done: string, about?: string) => void
    /** Each kind once, in the order of its first time. */
    readonly all: () => ReadonlyArray<Encounter>
  }
>()("@salesbridge/demo/Encounters") {
  static readonly layer = Layer.sync(Encounters, () => {
    const encounters = new Map<string, Encounter>()
    return {
      met: (failure, done, about) => {
        const key = JSON.stringify([failure.vendor, failure.operation, failure._tag, failure.status, done])
        const before = encounters.get(key) ?? { failure, done, about: [], others: 0, times: 0 }
        const { others, times } = before
        const isNew = about !== undefined && !before.about.includes(about)
        const isKept = isNew && before.about.length < mostAbout
        encounters.set(key, {
          ...before,
          times: times + 1,
          about: isKept ? [...before.about, about] : before.about,
          others: isNew && !isKept ? others + 1 : others
        })
      },
      all: () => [...encounters.values()]
    }
  })
}
