/** What the page shows of the job, kept up to date from its changes and given in portions that fit a screen. */
import { Effect, Stream, SubscriptionRef } from "effect"
import { type Change, type Failure, JobControl, type Line, type Status } from "../JobControl.ts"
import type { Kind } from "../Row.ts"
import { portionLength } from "./portionLength.ts"

/** Which lines are looked for. `failed` counts what was not tried as well, since both are tried again. */
export type Show = "all" | "open" | "skipped" | "unsubscribed" | "failed" | Exclude<Kind, "not tried">

export interface Overview {
  readonly status: Status
  readonly progress: { readonly title: string; readonly done: number; readonly total: number } | undefined
  /** How many lines there are of each sort. */
  readonly counts: Readonly<Record<"all" | "open" | "skipped" | "unsubscribed" | "failed", number>>
  /** How often each outcome is at each vendor, by its short name. */
  readonly outcomes: Readonly<Record<string, Partial<Record<Kind, number>>>>
  /** How many kinds of refusals the vendors gave. */
  readonly refusals: number
  /** The last sentences of the job, newest first. */
  readonly notes: ReadonlyArray<string>
}

/** One screen of a list: those that were found, from so many. */
export interface Portion<A> {
  readonly matched: number
  readonly items: ReadonlyArray<A>
}
export type NumberedLine = Line & { readonly index: number }

/** A kind of refusal with the first things that it was about, each once; `more` of them are left out. */
export interface ShortFailure extends Failure {
  readonly more: number
}
const mostAbout = 20

export const inShort = (failure: Failure): ShortFailure => {
  const about = [...new Set(failure.about)]
  return { ...failure, about: about.slice(0, mostAbout), more: Math.max(0, about.length - mostAbout) }
}

/** The items that a search finds, the portion with this number. */
export const portionOf = <A>(items: ReadonlyArray<A>, number: number): Portion<A> => ({
  matched: items.length,
  items: items.slice(number * portionLength, (number + 1) * portionLength)
})
const mostNotes = 20

const isFailed = ({ cells }: Line) => Object.values(cells).some(({ kind }) => kind === "failed" || kind === "not tried")

const isShown = (line: Line, show: Show, vendors: Status["vendors"]): boolean => {
  if (show === "all") return true
  if (show === "skipped") return line.skip !== undefined
  if (show === "unsubscribed") return line.listed !== undefined
  if (show === "failed") return isFailed(line)
  if (show === "open") {
    return line.skip === undefined && vendors.some(({ into, vendor }) => into !== undefined && !(vendor in line.cells))
  }
  return Object.values(line.cells).some(({ kind }) => kind === show)
}

/** Whether one of these texts holds what is looked for. */
export const holds = (texts: ReadonlyArray<string>, search: string): boolean => {
  const wanted = search.trim().toLowerCase()
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted))
}

const textsOf = ({ cells, detail = "", listed = "", where, who }: Line) => [
  where,
  who,
  listed,
  detail,
  ...Object.values(cells).flatMap((cell) => [cell.text, cell.detail ?? ""])
]

const outcomesOf = (lines: ReadonlyArray<Line>, { vendors }: Status): Overview["outcomes"] => {
  const outcomes = Object.fromEntries(vendors.map(({ vendor }) => [vendor, {} as Partial<Record<Kind, number>>]))
  for (const { cells } of lines) {
    for (const [vendor, { kind }] of Object.entries(cells)) {
      const counts = (outcomes[vendor] ??= {})
      counts[kind] = (counts[kind] ?? 0) + 1
    }
  }
  return outcomes
}

export const make = Effect.gen(function* () {
  const { changes, failures } = yield* JobControl
  const changed = yield* SubscriptionRef.make(0)
  let status: Status | undefined
  let lines: Array<Line> = []
  let progress: Overview["progress"]
  let notes: ReadonlyArray<string> = []

  const take = (change: Change) => {
    if ("status" in change) {
      status = change.status
      if (status.phase !== "running" && status.phase !== "paused" && status.phase !== "reading") progress = undefined
    }
    if (change._tag === "Everything") lines = [...change.lines]
    if (change._tag === "Cell") {
      const line = lines[change.line]
      if (line === undefined) return
      lines[change.line] = { ...line, cells: { ...line.cells, [change.vendor]: change.cell } }
    }
    if (change._tag === "Progress") progress = { title: change.title, done: change.done, total: change.total }
    if (change._tag === "Note") notes = [change.text, ...notes].slice(0, mostNotes)
  }
  yield* changes.pipe(
    Stream.runForEach((change) =>
      Effect.andThen(
        Effect.sync(() => take(change)),
        SubscriptionRef.update(changed, (times) => times + 1)
      )
    ),
    Effect.forkScoped
  )

  const countOf = (show: Show) => lines.filter((line) => isShown(line, show, status!.vendors)).length
  const overview = Effect.map(failures, (refused): Overview => ({
    status: status!,
    progress,
    counts: {
      all: lines.length,
      open: countOf("open"),
      skipped: countOf("skipped"),
      unsubscribed: countOf("unsubscribed"),
      failed: countOf("failed")
    },
    outcomes: outcomesOf(lines, status!),
    refusals: refused.length,
    notes
  }))

  return {
    /** What is now, and again after changes, at most five times a second. */
    overviews: SubscriptionRef.changes(changed).pipe(
      Stream.filter(() => status !== undefined),
      Stream.buffer({ capacity: 1, strategy: "sliding" }),
      Stream.mapEffect(() => Effect.delay(overview, "200 millis"))
    ),
    /** The lines that are looked for, the portion with this number. */
    find: (show: Show, search: string, portion: number): Portion<NumberedLine> =>
      portionOf(
        lines
          .map((line, index) => ({ ...line, index }))
          .filter((line) => isShown(line, show, status?.vendors ?? []) && holds(textsOf(line), search)),
        portion
      )
  }
})
