/** The result as text for people, in 80 columns. */
import { wrap as wrapLine } from "@salesbridge/text-layout/wrap"
import type { Change } from "@salesbridge/contract-kit/diff"
import type { VendorChanges } from "./Change.ts"
import type { Verdict } from "./Verdict.ts"

export interface Outcome {
  /** The requested base, and the commit that it resolves to. */
  readonly base: string
  readonly commit: string
  readonly passed: boolean
  readonly vendors: ReadonlyArray<VendorChanges>
  readonly packages: ReadonlyArray<Verdict>
}

const width = 80

export const format = (outcome: Outcome): string =>
  [
    `Changes for consumers since ${outcome.commit.slice(0, 10)}, where this branch left ${outcome.base}.`,
    "",
    ...outcome.vendors.flatMap(vendorLines),
    ...outcome.packages.flatMap(verdictLines),
    "",
    ...summary(outcome)
  ].join("\n")

const vendorLines = ({ changes, problems, vendor }: VendorChanges): ReadonlyArray<string> => [
  ...problems.flatMap(({ text }) => wrap(`✗ ${vendor}: ${text}`, "", "  ")),
  ...(problems.some(({ text }) => text.startsWith("the base's"))
    ? [...wrap("The base may be too old for the current effect and core. Name a later one.", "  "), ""]
    : []),
  ...(["package", "specification"] as const).flatMap((subject) => {
    const own = changes.filter((_) => _.subject === subject)
    if (own.length === 0) return []
    return [
      `${vendor}, ${subject}`,
      ...(["breaking", "additive", "invisible"] as const).flatMap((kind) =>
        kindLines(
          kind,
          own.filter((_) => _.kind === kind)
        )
      ),
      ""
    ]
  })
]

const kindLines = (kind: string, changes: ReadonlyArray<Change>): ReadonlyArray<string> =>
  changes.length === 0 ? [] : [`  ${kind} (${changes.length})`, ...grouped(changes).flatMap(groupLines)]

interface Group {
  readonly first: Change
  readonly operations: ReadonlyArray<string>
}

/**
 * Groups changes. The same change of several operations, such as of a shared field, is reported once; added operations
 * are listed.
 */
const grouped = (changes: ReadonlyArray<Change>): ReadonlyArray<Group> => {
  const groups = new Map<string, Array<Change>>()
  for (const change of changes) {
    const { after, before, location, why } = change
    const key = JSON.stringify(isNew(change) ? [location, why] : [location, before, after, why])
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()].map((all) => ({ first: all[0]!, operations: all.map(({ operation }) => operation) }))
}

const isNew = (change: Change): boolean => change.location === "operation" && change.before === "none"

const groupLines = ({ first, operations }: Group): ReadonlyArray<string> => {
  const named = operations.filter((_) => _ !== "").join(", ")
  const place = isNew(first) && operations.length > 1 ? `${operations.length} operations` : first.location
  return [
    ...wrap(named === "" ? place : `${place}: ${named}`, "    ", "      "),
    ...(isNew(first) && operations.length > 1 ? [] : wrap(`${short(first.before)} -> ${short(first.after)}`, "      ")),
    ...wrap(`(${first.why})`, "      ")
  ]
}

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

const verdictLines = (_: Verdict): ReadonlyArray<string> => {
  const sign = _.ok ? "✓" : "✗"
  const end = _.ok ? "ok" : "add a changeset: npm run changeset"
  return wrap(`${sign} ${_.package} ${_.version}: needs ${_.needs}, promised ${_.promised}: ${end}`, "", "  ")
}

const summary = ({ packages, passed, vendors }: Outcome): ReadonlyArray<string> => {
  const unread = vendors.filter(({ problems }) => problems.length > 0)
  if (unread.length > 0) return wrap(`Could not compare ${unread.map(({ vendor }) => vendor).join(", ")}.`, "")
  if (passed) return ["The pending changesets promise what the changes need."]
  const short = packages.filter(({ ok }) => !ok)
  return wrap(`The pending changesets promise too little for ${short.map((_) => _.package).join(", ")}.`, "")
}

/** Wraps a text at 80 columns. */
const wrap = (text: string, first: string, rest = first): ReadonlyArray<string> =>
  wrapLine(first + text.replaceAll(/\s+/g, " "), width, { hanging: rest })
