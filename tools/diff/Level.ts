/** The level of change that a release promises, and the level that the changes need. */
import type { Change } from "@salesbridge/contract-kit/diff"

export const levels = ["none", "patch", "minor", "major"] as const
export type Level = (typeof levels)[number]

export const atLeast = (one: Level, other: Level): boolean => levels.indexOf(one) >= levels.indexOf(other)
export const highest = (all: ReadonlyArray<Level>): Level =>
  all.reduce((one, other) => (atLeast(one, other) ? one : other), "none")

/** Returns the three numbers of a version, without any suffix. */
const numbers = (version: string): readonly [number, number, number] => {
  const [major = 0, minor = 0, patch = 0] = version
    .replace(/[-+].*$/, "")
    .split(".")
    .map(Number)
  return [major, minor, patch]
}

/** Returns the version after a release of that level. */
export const next = (version: string, level: Level): string => {
  const [major, minor, patch] = numbers(version)
  return {
    none: `${major}.${minor}.${patch}`,
    patch: `${major}.${minor}.${patch + 1}`,
    minor: `${major}.${minor + 1}.0`,
    major: `${major + 1}.0.0`
  }[level]
}

/** Returns the level of the step from one version to the other. */
export const between = (before: string, after: string): Level => {
  const [one, other] = [numbers(before), numbers(after)]
  const index = one.findIndex((number, index) => number !== other[index])
  return (["major", "minor", "patch"] as const)[index] ?? "none"
}

/**
 * Returns the level that changes of this kind need. Below 1.0, `^0.3.1` accepts every 0.3 but not 0.4: breaking changes
 * need a minor release, and additions only a patch.
 */
export const needed = (kind: Change["kind"], version: string): Level => {
  const first = numbers(version)[0] === 0
  return { breaking: first ? "minor" : "major", additive: first ? "patch" : "minor", invisible: "none" }[kind] as Level
}
