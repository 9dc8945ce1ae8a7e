/** Selects a sample of mutants in which every vendor and kind has its share. Equal seeds select the same sample. */
import { groupBy } from "../report/groupBy.ts"

/** The facts on which the selection depends. */
export interface Candidate {
  readonly id: string
  readonly vendor: string
  readonly side: string
  readonly kind: string
  readonly operation: string
}

export interface Options {
  /** The size of the sample. If it is larger than the number of mutants, all are selected. */
  readonly size: number
  readonly seed: string
}

/**
 * Takes turns among the kinds of mutation, separately for specifications and operations. Within a kind it takes turns
 * among the vendors. Operations that were selected least often come first. The result is in the order of the
 * candidates.
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
    // Start each kind with another vendor.
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

/** A copy, ordered by a hash of seed and id. */
const shuffled = <A extends Candidate>(list: ReadonlyArray<A>, seed: string): Array<A> =>
  list
    .map((one) => [hash(`${seed} ${one.vendor} ${one.id}`), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)

/** The hash FNV-1a, mixed once more so that texts with a common beginning get different hashes. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}
