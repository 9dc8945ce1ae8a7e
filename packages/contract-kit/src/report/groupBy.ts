/** Groups items by a key. The keys are in the order of their first items. */
export const groupBy = <A, K>(items: Iterable<A>, key: (item: A) => K): ReadonlyMap<K, ReadonlyArray<A>> => {
  const groups = new Map<K, Array<A>>()
  for (const item of items) {
    const of = key(item)
    const known = groups.get(of)
    if (known === undefined) groups.set(of, [item])
    else known.push(item)
  }
  return groups
}
