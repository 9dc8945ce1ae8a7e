/** Errors with a tag that logs show as they show any error: class, message and stack, and then what the error tells. */
import * as Data from "effect/Data"

/** Under this name Node asks an object how `console.error` shows it. Other runtimes show the stack themselves. */
const inspected = Symbol.for("nodejs.util.inspect.custom")

type Inspect = (value: unknown, options: object) => string

function show(this: Error, _depth: number, options: object, inspect: Inspect): string {
  const facts = Object.entries(this).filter(
    ([name, value]) =>
      value !== undefined && name !== "message" && name !== "_tag" && name !== "stack" && name !== "name"
  )
  return `${this.stack ?? String(this)} ${inspect(Object.fromEntries(facts), options)}`
}

/** `Data.TaggedError`, but readable where it is logged. */
export const TaggedError: typeof Data.TaggedError = (tag) => {
  const base = Data.TaggedError(tag)
  Object.defineProperty(base.prototype, inspected, { value: show })
  return base
}
