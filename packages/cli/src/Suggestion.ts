/** Suggestions for mistyped names. */

/** A sentence that suggests the closest of these names; `undefined` if none is close. */
export const closest = (name: string, candidates: ReadonlyArray<string>): string | undefined => {
  const wanted = name.toLowerCase()
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .filter((_) => _.distance <= Math.max(2, wanted.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
  return best === undefined ? undefined : `Did you mean ${best.candidate}?`
}

/** The Levenshtein distance: the number of letters to add, remove or change. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column++) {
      next.push(
        Math.min(row[column]! + 1, next[column - 1]! + 1, row[column - 1]! + (to[column - 1] === letter ? 0 : 1))
      )
    }
    row = next
  }
  return row[to.length]!
}
