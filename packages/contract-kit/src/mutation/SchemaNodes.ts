/** Finds the parts of a schema, in a document that may be changed. */
import { isObject, type Json } from "@salesbridge/openapi/Json"

export type Writable = { [key: string]: Json }

/** The object under the key, as a list with one item; empty if there is none. */
export const objectAt = (node: Writable | undefined, key: string): ReadonlyArray<Writable> => {
  const part = node?.[key]
  return isObject(part) ? [part as Writable] : []
}

export const listAt = (node: Writable, key: string): ReadonlyArray<Json> => {
  const part = node[key]
  return Array.isArray(part) ? (part as ReadonlyArray<Json>) : []
}

const objectsIn = (node: Writable, key: string): ReadonlyArray<Writable> =>
  listAt(node, key).flatMap((_) => (isObject(_) ? [_ as Writable] : []))

/** A schema and the members of its `allOf`, which together describe one value. */
export const group = (node: Writable): ReadonlyArray<Writable> => [node, ...objectsIn(node, "allOf").flatMap(group)]

/** A schema and the members of its `anyOf` and `oneOf`. A value may be null if any of them accepts null. */
export const choices = (node: Writable): ReadonlyArray<Writable> => [
  node,
  ...["anyOf", "oneOf"].flatMap((key) => objectsIn(node, key).flatMap(choices))
]

/** The value of the key in the first node that has it. */
export const stated = (nodes: ReadonlyArray<Writable>, key: string): Json | undefined =>
  nodes.find((_) => _[key] !== undefined)?.[key]

/** The schema of a field, as a list with one item; empty if there is none. */
export const fieldOf = (node: Writable, name: string): ReadonlyArray<Writable> =>
  objectAt(objectAt(node, "properties")[0], name)

/** Renames a key without changing the order. */
export const renameKey = (object: Writable, from: string, to: string): void => {
  if (!(from in object)) return
  for (const [key, value] of Object.entries(object)) {
    delete object[key]
    object[key === from ? to : key] = value
  }
}
