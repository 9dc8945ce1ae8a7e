/** Mutations of one schema of a specification and of its examples. */
import { isObject } from "@salesbridge/openapi/Json"
import { editExamples } from "./Examples.ts"
import { fieldOf, group, listAt, objectAt, renameKey, type Writable } from "./SchemaNodes.ts"
import { type NodeMutation, nullMutations, valueMutations } from "./ValueMutations.ts"

/** A mutation of a schema. `apply` edits a copy of the media type or the parameter that contains the schema. */
export interface SchemaMutation extends Pick<NodeMutation, "kind" | "change" | "narrows"> {
  /** Names of fields, `[]` for items, `*` for fields of any name. */
  readonly steps: Steps
  readonly apply: (holder: Writable) => void
}

type Steps = ReadonlyArray<string>
/** Finds the nodes that together make up a schema, in any copy of its holder. */
type Nodes = (holder: Writable) => ReadonlyArray<Writable>

/** Every mutation of the schema in a media type or a parameter. */
export const schemaMutations = (holder: Writable): Generator<SchemaMutation> =>
  walk(holder, (_) => objectAt(_, "schema").flatMap(group), [])

/** `inChoice` says whether the nodes are a member of `anyOf` or `oneOf`. */
function* walk(holder: Writable, nodes: Nodes, steps: Steps, inChoice = false): Generator<SchemaMutation> {
  const here = nodes(holder)
  if (here.length === 0) return
  const within = (part: Nodes, step: Steps, inChoice?: boolean) =>
    walk(holder, (_) => nodes(_).flatMap((node) => part(node).flatMap(group)), [...steps, ...step], inChoice)

  yield* planted(valueMutations(here), nodes, steps)
  if (!inChoice) yield* planted(nullMutations(here), nodes, steps)
  for (const name of new Set(here.flatMap((_) => objectAt(_, "properties").flatMap(Object.keys)))) {
    yield* planted(fieldMutations(here, name), nodes, [...steps, name])
    yield* within((node) => fieldOf(node, name), [name])
  }
  yield* addedFields(here, nodes, steps)
  const isOpen = here.every((_) => _["additionalProperties"] !== false)
  if (isOpen && here.map((_) => _["type"]).find((_) => typeof _ === "string") === "object") {
    yield* planted([closed], nodes, steps)
    yield* within((node) => objectAt(node, "additionalProperties"), ["*"])
  }
  yield* within((node) => objectAt(node, "items"), ["[]"])
  for (const key of ["anyOf", "oneOf"]) {
    const count = Math.max(0, ...here.map((_) => listAt(_, key).length))
    for (let index = 0; index < count; index++) {
      if (count > 1) yield* planted([withoutMember(key, index)], nodes, steps)
      yield* within((node) => [listAt(node, key)[index]].flatMap((_) => (isObject(_) ? [_ as Writable] : [])), [], true)
    }
  }
}

/** Mutations of the nodes and of the examples at the steps. */
const planted = (mutations: ReadonlyArray<NodeMutation>, nodes: Nodes, steps: Steps): ReadonlyArray<SchemaMutation> =>
  mutations.map(({ edit, editExample, ...mutation }) => ({
    ...mutation,
    steps,
    apply: (holder) => {
      for (const node of nodes(holder)) edit(node)
      if (editExample !== undefined) editExamples(holder, steps, editExample)
    }
  }))

const rewriteRequired = (node: Writable, change: (names: ReadonlyArray<string>) => ReadonlyArray<string>): void => {
  if (!Array.isArray(node["required"])) return
  const names = change(listAt(node, "required").map(String))
  if (names.length === 0) delete node["required"]
  else node["required"] = names
}

/** Mutations of a field, except those of its value. */
const fieldMutations = (nodes: ReadonlyArray<Writable>, name: string): ReadonlyArray<NodeMutation> => {
  const other = `${name}_renamed`
  const optional = (node: Writable) => rewriteRequired(node, (_) => _.filter((one) => one !== name))
  return [
    {
      kind: "field renamed",
      change: `is called ${other}`,
      edit: (node) => {
        for (const properties of objectAt(node, "properties")) renameKey(properties, name, other)
        rewriteRequired(node, (_) => _.map((one) => (one === name ? other : one)))
      },
      editExample: (_, parent) => renameKey(parent as Writable, name, other)
    },
    {
      kind: "field dropped",
      change: "is gone",
      edit: (node) => {
        for (const properties of objectAt(node, "properties")) delete properties[name]
        optional(node)
      },
      editExample: (_, parent) => delete (parent as Writable)[name]
    },
    nodes.some((_) => listAt(_, "required").includes(name))
      ? { kind: "required or not", change: "is optional", narrows: false, edit: optional }
      : {
          kind: "required or not",
          change: "is required",
          narrows: true,
          edit: (node) => {
            if (fieldIn(node, name)) node["required"] = [...listAt(node, "required"), name]
          }
        }
  ]
}

const fieldIn = (node: Writable, name: string): boolean => objectAt(node, "properties").some((_) => name in _)

function* addedFields(here: ReadonlyArray<Writable>, nodes: Nodes, steps: Steps): Generator<SchemaMutation> {
  const first = here.findIndex((_) => Object.keys(objectAt(_, "properties")[0] ?? {}).length > 0)
  if (first === -1) return
  for (const required of [true, false]) {
    const name = required ? "added_required" : "added_optional"
    yield {
      kind: "field added",
      steps: [...steps, name],
      change: required ? "is new and required" : "is new and optional",
      apply: (holder) => {
        const node = nodes(holder)[first]!
        ;(node["properties"] as Writable)[name] = { type: "string" }
        if (required) node["required"] = [...listAt(node, "required"), name]
        editExamples(holder, steps, (value) => {
          if (isObject(value)) (value as Writable)[name] = "added"
        })
      }
    }
  }
}

const closed: NodeMutation = {
  kind: "free fields",
  change: "has no fields of other names",
  narrows: true,
  edit: (node) => {
    if (node["type"] === "object") node["additionalProperties"] = false
  }
}

const withoutMember = (key: string, index: number): NodeMutation => ({
  kind: "type",
  change: `${key} has lost its member ${index + 1}`,
  narrows: true,
  edit: (node) => {
    if (Array.isArray(node[key])) node[key] = listAt(node, key).filter((_, at) => at !== index)
  }
})
