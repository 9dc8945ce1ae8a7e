/** Runs the function at the first call, and returns the same promise for each later one. */
export const once = <A>(run: () => Promise<A>): (() => Promise<A>) => {
  let result: Promise<A> | undefined
  return () => (result ??= run())
}
