/** Edits the examples of a schema so that they match it after a mutation as well. */
import { isObject, type Json } from "@salesbridge/openapi/Json"
import { fieldOf, group, listAt, objectAt, stated, type Writable } from "./SchemaNodes.ts"

/** Edits a value in place, given its parent and key. */
export type ExampleEdit = (value: Json | undefined, parent: Writable | Array<Json>, key: string | number) => void

/** Replaces each value. */
export const replaced =
  (value: (before: Json) => Json): ExampleEdit =>
  (before, parent, key) => {
    ;(parent as Writable)[key as string] = value(before ?? null)
  }

/** Edits the value at these steps in every example of a media type or a parameter. */
export const editExamples = (holder: Writable, steps: ReadonlyArray<string>, edit: ExampleEdit): void => {
  const walk = (parent: Writable | Array<Json>, key: string | number, left: ReadonlyArray<string>): void => {
    const value = (parent as Writable)[key as string]
    if (value === undefined) return
    const [step, ...rest] = left
    if (step === undefined) edit(value, parent, key)
    else if (step === "[]") {
      if (Array.isArray(value)) value.forEach((_, index) => walk(value as Array<Json>, index, rest))
    } else if (isObject(value)) {
      const names = step === "*" ? Object.keys(value) : step in value ? [step] : []
      for (const name of names) walk(value as Writable, name, rest)
    }
  }
  walk(holder, "example", steps)
  for (const examples of objectAt(holder, "examples")) {
    for (const example of Object.values(examples)) if (isObject(example)) walk(example as Writable, "value", steps)
  }
}

/** A value for each type. */
export const values: Readonly<Record<string, Json>> = { string: "text", integer: 7, number: 1.5, boolean: true }

/** Makes a value to replace null in an example. `nodes` are the schema and the members of its `allOf`. */
export const exampleOf = (nodes: ReadonlyArray<Writable>): Json => {
  const members = stated(nodes, "enum")
  if (Array.isArray(members)) return members.find((_) => _ !== null) ?? null
  const type = String(stated(nodes, "type"))
  if (type === "array") return []
  if (type === "string") return textOf(stated(nodes, "format"), stated(nodes, "pattern"))
  if (type !== "object") return values[type] ?? "text"
  const required = nodes.flatMap((_) => listAt(_, "required").map(String))
  return Object.fromEntries(
    required.map((name) => [name, exampleOf(nodes.flatMap((_) => fieldOf(_, name).flatMap(group)))])
  )
}

const textOf = (format: Json | undefined, pattern: Json | undefined): string => {
  if (format === "date") return "2024-05-21"
  const zone = /Z/.test(String(pattern ?? "Z")) ? "Z" : ""
  return format === "date-time" || String(pattern).includes("T") ? `2024-05-21T09:41:06${zone}` : "text"
}
