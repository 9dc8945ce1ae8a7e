/** The failures that a job met, what the types made of them, and what was done about each. */
import type { VendorError } from "@salesbridge/core"
import { Context, Layer } from "effect"

export interface Encounter {
  readonly failure: VendorError.Failure
  /** What was done about it, as the end of a sentence. */
  readonly done: string
  /** Which things it was about, where that is worth telling: `campaign 29889`. */
  readonly about: ReadonlyArray<string>
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
        const before = encounters.get(key) ?? { failure, done, about: [], times: 0 }
        encounters.set(key, {
          ...before,
          times: before.times + 1,
          about: about === undefined ? before.about : [...before.about, about]
        })
      },
      all: () => [...encounters.values()]
    }
  })
}
