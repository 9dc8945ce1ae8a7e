/** Errors with a tag. Logs show them like any error, with class, message and stack, followed by their fields. */
import * as Data from "effect/Data"

/** Node calls this method for `console.error`. Other runtimes show the stack themselves. */
const inspected = Symbol.for("nodejs.util.inspect.custom")

type Inspect = (value: unknown, options: object) => string

function show(this: Error, _depth: number, options: object, inspect: Inspect): string {
  const facts = Object.entries(this).filter(
    ([name, value]) =>
      value !== undefined && name !== "message" && name !== "_tag" && name !== "stack" && name !== "name"
  )
  return `${this.stack ?? String(this)} ${inspect(Object.fromEntries(facts), options)}`
}

/** `Data.TaggedError`, but readable in logs. */
export const TaggedError: typeof Data.TaggedError = (tag) => {
  const base = Data.TaggedError(tag)
  Object.defineProperty(base.prototype, inspected, { value: show })
  return base
}
