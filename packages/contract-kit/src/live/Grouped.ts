/** Items that have the same key, in the order in which they come. (`Map.groupBy` is not on Node.js 20.) */
export const grouped = <A>(items: ReadonlyArray<A>, keyOf: (item: A) => unknown): ReadonlyArray<ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const key = JSON.stringify(keyOf(item))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
}
