/** The patterns of a specification, which may be written for another engine than JavaScript's. */

/**
 * A pattern with the flag `u`, as JSON Schema wants it, or else without it: `[\-\_]` is invalid with the flag. Undefined
 * if JavaScript has no such pattern, for example `(?i)^abc$`.
 */
export const regExpOf = (pattern: string): RegExp | undefined => compiled(pattern, "u") ?? compiled(pattern, "")

/** Whether a pattern is valid with the flag `u`, with which most tools read it. */
export const isUnicode = (pattern: string): boolean => compiled(pattern, "u") !== undefined

const compiled = (pattern: string, flags: string): RegExp | undefined => {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}

interface Matcher {
  readonly test: (text: string) => boolean
  readonly toString: () => string
}

/** For Ajv's option `code.regExp`. A pattern that is unknown to JavaScript matches every text. */
export const ajvRegExp = Object.assign(
  (pattern: string): Matcher => regExpOf(pattern) ?? { test: () => true, toString: () => pattern },
  { code: "regExpOf" }
)
