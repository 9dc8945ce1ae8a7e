/** Options that are present. */

/** The options without those that are undefined, which would hide others when the objects are merged. */
export const only = <O extends object>(
  options: O | undefined
): { readonly [K in keyof O]?: Exclude<O[K], undefined> } =>
  Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined)) as never
