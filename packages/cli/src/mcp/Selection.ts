/** Selects the operations for agents. */
import type { Description } from "../Description.ts"

export interface Options {
  /** Patterns such as `salesloft.People.*` and `*.Campaigns.list`; an empty list selects all. */
  readonly patterns: ReadonlyArray<string>
  /** Whether to include operations that write. */
  readonly allowWrites: boolean
}

const expression = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((_) => _.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`))
      .join(".*")}$`,
    "i"
  )

/** The operations that match the options. */
export const select = (operations: ReadonlyArray<Description>, options: Options): ReadonlyArray<Description> => {
  const wanted = options.patterns.map(expression)
  return operations.filter(
    ({ id, name, safety, vendor }) =>
      (options.allowWrites || safety === "safe") &&
      (wanted.length === 0 || wanted.some((_) => _.test(`${vendor}.${name}`) || _.test(`${vendor}.${id}`)))
  )
}
