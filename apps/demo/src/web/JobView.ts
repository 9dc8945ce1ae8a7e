/** The job as the page shows it, in portions that fit a screen. */
import { Duration, Effect, Stream, SubscriptionRef } from "effect"
import { type Line, Roster } from "../Roster.ts"
import type { Kind } from "../Row.ts"
import { JobControl, type Status } from "./JobControl.ts"
import { portionLength } from "./portionLength.ts"
import { type Portion, searchOf, type Show } from "./search.ts"

export interface Overview {
  readonly status: Status
  /** The number of lines of each sort. */
  readonly counts: Readonly<Record<"all" | "open" | "skipped" | "unsubscribed" | "failed", number>>
  /** The count of each outcome at each vendor, by its short name. */
  readonly outcomes: Readonly<Record<string, Partial<Record<Kind, number>>>>
  /** The number of kinds of refusals. */
  readonly refusals: number
}

/** The portion with this number of the items that a search finds. */
export const portionOf = <A>(items: ReadonlyArray<A>, number: number): Portion<A> => ({
  matched: items.length,
  items: items.slice(number * portionLength, (number + 1) * portionLength)
})

/** Whether one of these texts contains the search. */
export const holds = (texts: ReadonlyArray<string>, search: string): boolean => {
  const wanted = search.trim().toLowerCase()
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted))
}

export const make = Effect.gen(function* () {
  const { failures, status } = yield* JobControl
  const { count, find, outcomes } = searchOf(yield* Roster)
  const intoOf = ({ vendors }: Status) => vendors.filter(({ into }) => into !== undefined).map(({ vendor }) => vendor)
  const overview = Effect.zipWith(SubscriptionRef.get(status), failures, (status, refused): Overview => {
    const counted = (show: Show) => count(show, intoOf(status))
    const byVendor: Record<string, Partial<Record<Kind, number>>> = {}
    for (const { kind, times, vendor } of outcomes()) byVendor[vendor] = { ...byVendor[vendor], [kind]: times }
    return {
      status,
      counts: {
        all: counted("all"),
        open: counted("open"),
        skipped: counted("skipped"),
        unsubscribed: counted("unsubscribed"),
        failed: counted("failed")
      },
      outcomes: byVendor,
      refusals: refused.length
    }
  })
  /** Counting many contacts takes a while, so the pause grows with it and leaves time for the job. */
  let pause = 200
  const overviewAfterPause = Effect.gen(function* () {
    yield* Effect.sleep(pause)
    const [took, now] = yield* Effect.timed(overview)
    pause = Math.min(1000, Math.max(200, 9 * Duration.toMillis(took)))
    return now
  })
  return {
    /** The current state, and each change, one to five times a second. */
    overviews: SubscriptionRef.changes(status).pipe(
      Stream.buffer({ capacity: 1, strategy: "sliding" }),
      Stream.mapEffect(() => overviewAfterPause)
    ),
    /** The portion with this number of the lines that a search finds. */
    find: (show: Show, search: string, portion: number) =>
      Effect.map(SubscriptionRef.get(status), (now): Portion<Line> =>
        find(show, search, { from: portion * portionLength, length: portionLength }, intoOf(now))
      )
  }
})
