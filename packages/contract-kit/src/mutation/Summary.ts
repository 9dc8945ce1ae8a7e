/** Summarizes the outcomes of the mutants as tables of at most 80 columns. */
import { witnesses } from "../report/Disagreement.ts"
import * as Table from "@salesbridge/text-layout/Table"
import { wrap } from "@salesbridge/text-layout/wrap"
import { groupBy } from "../report/groupBy.ts"
import type { Candidate } from "./Selection.ts"
import type { Outcome } from "./MutationRun.ts"

/** A mutant and its outcome. */
export interface Result extends Candidate, Outcome {}

/** The share of mutants that must be killed. */
const goal = 0.99

/** The totals of a run. */
export interface Summary {
  readonly mutants: number
  /** The number of equivalent mutants, which no check can kill. */
  readonly equivalent: number
  /** The number of mutants that are not equivalent. */
  readonly counted: number
  readonly killed: number
  readonly survivors: ReadonlyArray<Result>
  readonly passed: boolean
}

const isKilled = (_: Result): boolean => _.killedBy.length > 0 || _.unreadable !== undefined

/** Counts the outcomes, and decides whether the run passed. */
export const summary = (results: ReadonlyArray<Result>): Summary => {
  const counted = results.filter((_) => _.equivalent === undefined)
  const survivors = counted.filter((_) => !isKilled(_))
  const killed = counted.length - survivors.length
  return {
    mutants: results.length,
    equivalent: results.length - counted.length,
    counted: counted.length,
    killed,
    survivors,
    // A single survivor fails the run.
    passed: counted.length > 0 && survivors.length === 0 && killed / counted.length >= goal
  }
}

const share = (part: number, whole: number): string => {
  if (whole === 0) return "-"
  const percent = (100 * part) / whole
  // Round down, so that only the whole is shown as 100%.
  return part === whole ? "100%" : `${(Math.floor(percent * 10) / 10).toFixed(1)}%`
}

const cellsOf = (results: ReadonlyArray<Result>): ReadonlyArray<string> => {
  const counted = results.filter((_) => _.equivalent === undefined)
  const killed = counted.filter(isKilled).length
  return [
    String(counted.length),
    share(killed, counted.length),
    ...witnesses.map((witness) => share(counted.filter((_) => _.killedBy.includes(witness)).length, counted.length)),
    share(counted.filter((_) => _.replayAlone).length, counted.length)
  ]
}

/** An entry of a list. Its further lines are indented more. */
const entry = (text: string): ReadonlyArray<string> => wrap(`  ${text}`, 80, { hanging: "    " })

const byName = (results: ReadonlyArray<Result>, key: (_: Result) => string): ReadonlyArray<ReadonlyArray<string>> =>
  [...groupBy(results, key)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => [`  ${name}`, ...cellsOf(list)])

/** The shares of killed mutants by kind and vendor. */
const table = (results: ReadonlyArray<Result>): ReadonlyArray<string> => {
  const sides = (["specification", "operation"] as const).flatMap((side) => {
    const own = results.filter((_) => _.side === side)
    if (own.length === 0) return []
    return [[`in the ${side}`], ...byName(own, (_) => _.kind), ["  together", ...cellsOf(own)], []]
  })
  const rows = [
    ["", "mutants", "killed", "client", "replay", "comp.", "agree.", "alone*"],
    ...sides,
    ["by vendor"],
    ...byName(results, (_) => _.vendor),
    ["all", ...cellsOf(results)]
  ]
  return Table.lines(rows, { rightFrom: 1, gap: " " })
}

/** The table, the survivors, and the equivalent mutants with their reasons. */
export const render = (
  results: ReadonlyArray<Result>,
  run: { readonly seed: string; readonly seconds: number; readonly possible: number }
): string => {
  const { counted, equivalent, killed, mutants, passed, survivors } = summary(results)
  const explained = results.filter((_) => _.equivalent !== undefined)
  const reasons = [...groupBy(explained, (_) => _.equivalent!)].toSorted(([, a], [, b]) => b.length - a.length)
  const unreadable = results.filter((_) => _.unreadable !== undefined)
  return [
    ...table(results),
    "",
    "* Replay against the mock alone, with the specification's own examples.",
    ...(unreadable.length === 0
      ? []
      : [`${unreadable.length} of the killed: the specification or operation could not be loaded.`]),
    ...(reasons.length === 0 ? [] : ["", "Equivalent mutants, which no check can kill and which do not count:"]),
    ...reasons.flatMap(([reason, list]) => entry(`${list.length} ${reason}`)),
    ...(survivors.length === 0 ? [] : ["", "Survived:"]),
    ...survivors.flatMap((_) => entry(`${_.vendor} ${_.operation}, ${_.location}: ${_.change} (${_.side})`)),
    "",
    `${mutants} of ${run.possible} possible mutants, seed ${run.seed}, ${run.seconds} s.`,
    `${equivalent} equivalent. Killed: ${killed} of ${counted} (${share(killed, counted)}; the goal is ${goal * 100}%).`,
    `${survivors.length} survived: ${passed ? "passed" : "failed"}.`
  ].join("\n")
}
