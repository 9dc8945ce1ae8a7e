/** The same promise for whoever asks, from the first one on. */
export const once = <A>(run: () => Promise<A>): (() => Promise<A>) => {
  let result: Promise<A> | undefined
  return () => (result ??= run())
}
