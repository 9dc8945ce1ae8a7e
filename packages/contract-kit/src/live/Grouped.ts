/** Groups items by a key, in the order of their first items. */
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
