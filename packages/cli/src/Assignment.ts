/** Assignments from the command line, such as `person.id=7` or `tags.0=gold`. */
import * as Effect from "effect/Effect"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import type { Json } from "./Input.ts"

/** The body with an assigned field. The value is JSON or else text; integers that are not exact as numbers stay text. */
export const assign = (body: Json, assignment: string): Effect.Effect<Json, CommandFailure> =>
  Effect.try({
    try: () => {
      const [, path, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
      const names = path?.split(".") ?? []
      if (text === undefined || names.includes("")) throw new Error('is not field=value. Example: "person.id=7"')
      return put(body, names, valueOf(text)) as Json
    },
    catch: (cause) =>
      new CommandFailure({ exitCode: ExitCode.usage, message: `--set ${assignment}: ${(cause as Error).message}` })
  })

const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text, exact)
  } catch {
    // A string without quotes.
    return text
  }
}

const exact = (_: string, value: unknown, context?: { readonly source: string }): unknown =>
  typeof value === "number" && !Number.isSafeInteger(Math.trunc(value)) ? context?.source : value

const put = (into: unknown, [name = "", ...rest]: ReadonlyArray<string>, value: unknown): unknown => {
  const inner = (before: unknown) => (rest.length === 0 ? value : put(before, rest, value))
  if (Array.isArray(into) || ((into ?? null) === null && name === "0")) {
    const list: ReadonlyArray<unknown> = Array.isArray(into) ? into : []
    if (!/^\d+$/.test(name) || Number(name) > list.length)
      throw new Error(`${name} is no item of the list. Items are numbered from 0; the next new one is ${list.length}`)
    return list.toSpliced(Number(name), 1, inner(list[Number(name)]))
  }
  const object = typeof into === "object" ? (into as Json | null) : undefined
  return { ...object, [name]: inner(object?.[name]) }
}
