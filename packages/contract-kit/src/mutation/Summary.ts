/** What became of the mutants, as tables of at most 80 columns. */
import { witnesses } from "../report/Disagreement.ts"
import { groupBy } from "../report/groupBy.ts"
import type { Candidate } from "./Selection.ts"
import type { Outcome } from "./MutationRun.ts"

/** A mutant and what became of it. */
export interface Result extends Candidate, Outcome {
  readonly location: string
  readonly change: string
}

/** The share of mutants that must be killed. */
const goal = 0.99

export interface Summary {
  readonly mutants: number
  /** Mutants that nothing can kill. */
  readonly equivalent: number
  /** The mutants that count: all that are not equivalent. */
  readonly counted: number
  readonly killed: number
  readonly survivors: ReadonlyArray<Result>
  readonly passed: boolean
}

const isKilled = (_: Result): boolean => _.killedBy.length > 0 || _.unreadable !== undefined

/** Whether enough was killed, and what survived. */
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
    // One that nobody can explain is one too many.
    passed: counted.length > 0 && survivors.length === 0 && killed / counted.length >= goal
  }
}

const share = (part: number, whole: number): string => {
  if (whole === 0) return "-"
  const percent = (100 * part) / whole
  // What is not all must not look so.
  return part === whole ? "100%" : `${(Math.floor(percent * 10) / 10).toFixed(1)}%`
}

const row = (name: string, cells: ReadonlyArray<string>): string =>
  `${name.padEnd(30)}${cells.map((_) => _.padStart(7)).join("")}`

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

const wrapped = (text: string, indent: string): string => {
  const lines: Array<string> = []
  let line = indent.slice(0, -2)
  for (const word of text.split(" ")) {
    const longer = line.trim() === "" ? `${line}${word}` : `${line} ${word}`
    if (longer.length > 80 && line.trim() !== "") {
      lines.push(line)
      line = `${indent}${word}`
    } else line = longer
  }
  return [...lines, line].join("\n")
}

/** The tables: by kind of mutation, by vendor, what survived, and what is equivalent with the reason. */
export const render = (
  results: ReadonlyArray<Result>,
  run: { readonly seed: string; readonly seconds: number; readonly possible: number }
): string => {
  const { counted, equivalent, killed, mutants, passed, survivors } = summary(results)
  const heading = row("", ["mutants", "killed", "client", "replay", "comp.", "agree.", "alone*"])
  const of = (key: (_: Result) => string) =>
    [...groupBy(results, key)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, list]) => row(`  ${name}`, cellsOf(list)))
  const sides = (["specification", "operation"] as const).flatMap((side) => {
    const own = results.filter((_) => _.side === side)
    const kinds = [...groupBy(own, (_) => _.kind)].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return own.length === 0
      ? []
      : [
          `in the ${side}`,
          ...kinds.map(([name, list]) => row(`  ${name}`, cellsOf(list))),
          row("  together", cellsOf(own)),
          ""
        ]
  })
  const reasons = [
    ...groupBy(
      results.filter((_) => _.equivalent !== undefined),
      (_) => _.equivalent!
    )
  ].toSorted(([, a], [, b]) => b.length - a.length)
  const unreadable = results.filter((_) => _.unreadable !== undefined)
  return [
    heading,
    ...sides,
    "by vendor",
    ...of((_) => _.vendor),
    row("all", cellsOf(results)),
    "",
    "* Replay against the mock alone, with the specification's own examples.",
    ...(unreadable.length === 0
      ? []
      : [`${unreadable.length} of the killed: specification or operation could not be loaded at all.`]),
    ...(reasons.length === 0 ? [] : ["", "Equivalent mutants, which nothing can kill and which do not count:"]),
    ...reasons.map(([reason, list]) => wrapped(`${list.length} ${reason}`, "    ")),
    ...(survivors.length === 0 ? [] : ["", "Survived:"]),
    ...survivors.map((_) => wrapped(`${_.vendor} ${_.operation}, ${_.location}: ${_.change} (${_.side})`, "    ")),
    "",
    `${mutants} of ${run.possible} possible mutants, seed ${run.seed}, ${run.seconds} s.`,
    `${equivalent} equivalent. Killed: ${killed} of ${counted} (${share(killed, counted)}; the goal is ${goal * 100}%).`,
    `${survivors.length} survived: ${passed ? "passed" : "failed"}.`
  ].join("\n")
}
