/** What the page shows of the job, given in portions that fit a screen. */
import { Duration, Effect, Stream, SubscriptionRef } from "effect"
import { type Line, Roster } from "../Roster.ts"
import type { Kind } from "../Row.ts"
import { JobControl, type Status } from "./JobControl.ts"
import { portionLength } from "./portionLength.ts"
import { type Portion, searchOf, type Show } from "./search.ts"

export interface Overview {
  readonly status: Status
  /** How many lines there are of each sort. */
  readonly counts: Readonly<Record<"all" | "open" | "skipped" | "unsubscribed" | "failed", number>>
  /** How often each outcome is at each vendor, by its short name. */
  readonly outcomes: Readonly<Record<string, Partial<Record<Kind, number>>>>
  /** How many integrations of refusals the vendors gave. */
  readonly refusals: number
}

/** The items that a search finds, the portion with this number. */
export const portionOf = <A>(items: ReadonlyArray<A>, number: number): Portion<A> => ({
  matched: items.length,
  items: items.slice(number * portionLength, (number + 1) * portionLength)
})

/** Whether one of these texts holds what is looked for. */
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
  /** Of many contacts it takes a while, so that the job needs the more rest from it. */
  let pause = 200
  const overviewAfterPause = Effect.gen(function* () {
    yield* Effect.sleep(pause)
    const [took, now] = yield* Effect.timed(overview)
    pause = Math.min(1000, Math.max(200, 9 * Duration.toMillis(took)))
    return now
  })
  return {
    /** What is now, and again after changes, one to five times a second. */
    overviews: SubscriptionRef.changes(status).pipe(
      Stream.buffer({ capacity: 1, strategy: "sliding" }),
      Stream.mapEffect(() => overviewAfterPause)
    ),
    /** The lines that are looked for, the portion with this number. */
    find: (show: Show, search: string, portion: number) =>
      Effect.map(SubscriptionRef.get(status), (now): Portion<Line> =>
        find(show, search, { from: portion * portionLength, length: portionLength }, intoOf(now))
      )
  }
})
