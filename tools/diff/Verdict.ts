/** Compares the level that a package's next release promises with the level that its changes need. */
import type { Change } from "@salesbridge/contract-kit/diff"
import { atLeast, between, highest, type Level, needed, next } from "./Level.ts"

/** A package in the base and now, and its pending changesets. */
export interface Package {
  readonly name: string
  /** Its version in the base; undefined if it did not exist. */
  readonly before: string | undefined
  /** Its version now; undefined if it was removed and so is not released any more. */
  readonly after: string | undefined
  /** Whether a version of it was ever tagged. */
  readonly tagged: boolean
  /** The highest level of the pending changesets. */
  readonly pending: Level
}

export interface Verdict {
  readonly package: string
  readonly version: string
  readonly needs: Level | "a first release"
  readonly promised: Level | "a first release"
  readonly ok: boolean
}

export const judge = (given: Package, changes: ReadonlyArray<Change>): Verdict => {
  const { after, before = "0.0.0", name, pending, tagged } = given
  const needs = highest([...new Set(changes.map(({ kind }) => kind))].map((kind) => needed(kind, before)))
  if (after === undefined) return { package: name, version: before, needs: "none", promised: "none", ok: true }
  // A version raised since the base counts too: a release removes the changesets and raises the versions.
  const promised = between(before, next(after, pending))
  if (before === "0.0.0" && !tagged) {
    const first = promised === "none" ? "none" : "a first release"
    if (needs === "none") return { package: name, version: before, needs, promised: first, ok: true }
    return { package: name, version: before, needs: "a first release", promised: first, ok: first !== "none" }
  }
  return { package: name, version: before, needs, promised, ok: atLeast(promised, needs) }
}
