/** A sample of mutants in which every vendor and kind of mutation has its share, always the same for the same seed. */
import { groupBy } from "../report/groupBy.ts"

/** What a choice depends on. */
export interface Candidate {
  readonly id: string
  readonly vendor: string
  readonly side: string
  readonly kind: string
  readonly operation: string
}

export interface Options {
  /** The size of the sample; larger than the population means all. */
  readonly size: number
  readonly seed: string
}

/**
 * Takes turns among the kinds, of a specification and of operations apart, and within a kind among the vendors; within
 * both it prefers operations that were chosen least. The result has the order of the candidates.
 */
export const sample = <A extends Candidate>(
  candidates: ReadonlyArray<A>,
  { seed, size }: Options
): ReadonlyArray<A> => {
  if (candidates.length <= size) return candidates
  const chosen = new Set<A>()
  const often = new Map<string, number>()
  const timesOf = (_: A) => often.get(`${_.vendor} ${_.operation}`) ?? 0
  const kinds = [...groupBy(candidates, (_) => `${_.side} ${_.kind}`)].map(([, members], index) => ({
    vendors: [...groupBy(members, (_) => _.vendor).values()].map((_) => shuffled(_, seed)),
    // Not the same vendor first in all.
    turn: index
  }))
  while (chosen.size < size) {
    for (const kind of kinds) {
      const left = kind.vendors.filter((_) => _.length > 0)
      const pool = left[kind.turn++ % Math.max(1, left.length)]
      if (pool === undefined || chosen.size >= size) continue
      const rarest = Math.min(...pool.map(timesOf))
      const [one] = pool.splice(
        pool.findIndex((_) => timesOf(_) === rarest),
        1
      )
      chosen.add(one!)
      often.set(`${one!.vendor} ${one!.operation}`, rarest + 1)
    }
  }
  return candidates.filter((_) => chosen.has(_))
}

/** A copy in the order of a hash of seed and id. */
const shuffled = <A extends Candidate>(list: ReadonlyArray<A>, seed: string): Array<A> =>
  list
    .map((one) => [hash(`${seed} ${one.vendor} ${one.id}`), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)

/** FNV-1a, mixed once more so that texts with a common beginning part. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}
