/** Mutations of a schema's own keywords (type, limits, enumeration, null), not of its fields or items. */
import type { Json } from "@salesbridge/openapi/Json"
import { exampleOf, type ExampleEdit, replaced, values } from "./Examples.ts"
import { choices, stated, type Writable } from "./SchemaNodes.ts"

/** A mutation of a schema, whose keywords may be spread over several nodes (`allOf`). */
export interface NodeMutation {
  readonly kind:
    | "field renamed"
    | "field dropped"
    | "field added"
    | "required or not"
    | "null or not"
    | "type"
    | "format or limit"
    | "unique items"
    | "integer width"
    | "default"
    | "enumeration"
    | "free fields"
  /** The change in a few words, such as `may be null`. */
  readonly change: string
  /**
   * Whether the schema accepts fewer values than before; false if it accepts more. Undefined if it accepts other values,
   * such as those of another type, or the same ones.
   */
  readonly narrows?: boolean
  /** Edits each node. */
  readonly edit: (node: Writable) => void
  /** Edits each example of the schema. */
  readonly editExample?: ExampleEdit
}

/** The combined keywords of the nodes of a schema. */
interface Keywords {
  readonly type: string
  readonly stated: (key: string) => Json | undefined
}

type Mutator = (keywords: Keywords) => ReadonlyArray<NodeMutation>

/** Edits the nodes of this type. */
const onType = (type: string, edit: (node: Writable) => void) => (node: Writable) => {
  if (node["type"] === type) edit(node)
}

/** Edits the value of a key, or removes the key. Nodes without the key stay unchanged. */
const rewrite = (key: string, value: (before: Json) => Json | undefined) => (node: Writable) => {
  if (!(key in node)) return
  const after = value(node[key]!)
  if (after === undefined) delete node[key]
  else node[key] = after
}
const numbers = (change: (_: number) => number) => replaced((_) => (typeof _ === "number" ? change(_) : _))
const texts = (change: (_: string) => string) => replaced((_) => (typeof _ === "string" ? change(_) : _))

const otherType: Mutator = ({ type }) => {
  const other = type === "string" ? "integer" : "string"
  const edit = onType(type, (node) => {
    const { nullable } = node
    for (const key of Object.keys(node)) delete node[key]
    Object.assign(node, { type: other, ...(nullable === undefined ? {} : { nullable }) })
  })
  const editExample = replaced((_) => (_ === null ? null : values[other]!))
  return [{ kind: "type", change: `is of type ${other}`, edit, editExample }]
}

const decimals: Mutator = ({ type }) => {
  if (type === "integer") {
    const edit = onType(type, (node) => {
      node["type"] = "number"
      delete node["format"]
      delete node["enum"]
    })
    return [{ kind: "type", change: "may have decimals", narrows: false, edit, editExample: numbers((_) => _ + 0.5) }]
  }
  if (type !== "number") return []
  const edit = onType(type, (node) => (node["type"] = "integer"))
  return [{ kind: "type", change: "is whole", narrows: true, edit, editExample: numbers(Math.round) }]
}

const notations = new Set<unknown>(["date-time", "date", "email", "uuid", "uri"])

const notation: Mutator = ({ stated }) => {
  const [format, pattern] = [stated("format"), stated("pattern")]
  const found: Array<NodeMutation> = []
  if (pattern !== undefined || notations.has(format)) {
    const edit = (node: Writable) => {
      delete node["pattern"]
      delete node["format"]
    }
    found.push({ kind: "format or limit", change: "is any text", narrows: false, edit })
  }
  if (format === "date-time" && pattern === undefined) {
    const edit = rewrite("format", () => "date")
    const editExample = texts((_) => _.slice(0, 10))
    found.push({ kind: "format or limit", change: "is a day without time", edit, editExample })
  }
  return found
}

/** Each limit with the step that makes it stricter. */
const limits = { minLength: 1, minimum: 1, minItems: 1, maxLength: -1, maximum: -1, maxItems: -1 }

const limit: Mutator = ({ stated }) =>
  Object.entries(limits).flatMap(([key, by]): ReadonlyArray<NodeMutation> => {
    const given = stated(key)
    if (typeof given !== "number") return []
    const moved = (by: number, narrows: boolean): NodeMutation => ({
      kind: "format or limit",
      change: `has ${key} ${given + by}`,
      narrows,
      edit: rewrite(key, (_) => Number(_) + by)
    })
    const removed = { ...moved(0, false), change: `has no ${key}`, edit: rewrite(key, () => undefined) }
    const meansNothing = by > 0 && given === 0 && key !== "minimum"
    return [...(meansNothing ? [] : [removed]), moved(by, true), moved(-by, false)]
  })

const initial: Mutator = ({ stated, type }) => {
  const given = stated("default")
  if (given === undefined) return []
  const other = typeof given === "boolean" ? !given : typeof given === "number" ? given + 1 : `${String(given)}_other`
  return [
    { kind: "default", change: "has another default", edit: onType(type, (node) => (node["default"] = other)) },
    { kind: "default", change: "has no default", edit: onType(type, (node) => delete node["default"]) }
  ]
}

const uniqueItems: Mutator = ({ stated, type }) => {
  if (type !== "array") return []
  const unique = stated("uniqueItems") === true
  const change = unique ? "may have an item twice" : "has no item twice"
  const edit = onType(type, (node) => (node["uniqueItems"] = !unique))
  return [{ kind: "unique items", change, narrows: !unique, edit }]
}

const integerWidth: Mutator = ({ stated, type }) => {
  if (type !== "integer") return []
  const wide = stated("format") !== "int32"
  const bounded = typeof stated("minimum") === "number" && typeof stated("maximum") === "number"
  if (wide && (bounded || stated("enum") !== undefined)) return []
  const bits = wide ? 32 : 64
  const edit = onType(type, (node) => (node["format"] = `int${bits}`))
  return [{ kind: "integer width", change: `has ${bits} bits`, narrows: wide, edit }]
}

const textLength: Mutator = ({ stated, type }) => {
  const limited = ["pattern", "format", "enum", "maxLength"].some((_) => stated(_) !== undefined)
  if (type !== "string" || limited) return []
  const edit = onType(type, (node) => (node["maxLength"] = 3))
  return [
    {
      kind: "format or limit",
      change: "has maxLength 3",
      narrows: true,
      edit,
      editExample: texts((_) => _.slice(0, 3))
    }
  ]
}

const enumeration: Mutator = ({ stated }) => {
  const members = stated("enum")
  if (!Array.isArray(members)) return []
  const changed = (change: string, narrows: boolean, edit: (members: ReadonlyArray<Json>) => ReadonlyArray<Json>) => ({
    kind: "enumeration" as const,
    change,
    narrows,
    edit: rewrite("enum", (_) => edit(_ as ReadonlyArray<Json>))
  })
  const added: Json = typeof members[0] === "string" ? "added" : typeof members[0] === "number" ? 99 : true
  const removable = members.length === 1 ? [] : [...(members as ReadonlyArray<Json>).entries()]
  return [
    ...(members.includes(added) ? [] : [changed(`may be ${JSON.stringify(added)}`, false, (_) => [..._, added])]),
    ...removable.map(([index, member]) => {
      const left = members.find((_) => _ !== member)!
      return {
        ...changed(`may no longer be ${JSON.stringify(member)}`, true, (_) => _.filter((__, at) => at !== index)),
        editExample: replaced((_) => (_ === member ? left : _))
      }
    })
  ]
}

const mutators: ReadonlyArray<Mutator> = [
  otherType,
  decimals,
  notation,
  limit,
  initial,
  uniqueItems,
  integerWidth,
  textLength,
  enumeration
]

/** The mutations of a schema with a known type. */
export const valueMutations = (nodes: ReadonlyArray<Writable>): ReadonlyArray<NodeMutation> => {
  const type = nodes.map((_) => _["type"]).find((_) => typeof _ === "string")
  if (typeof type !== "string") return []
  return mutators.flatMap((mutator) => mutator({ type, stated: (key) => stated(nodes, key) }))
}

/** The mutation of whether null is accepted. */
export const nullMutations = (nodes: ReadonlyArray<Writable>): ReadonlyArray<NodeMutation> => {
  const all = nodes.flatMap(choices)
  const nodeWithType = (nodes: ReadonlyArray<Writable>) => nodes.find((_) => typeof _["type"] === "string")
  if (all.some((_) => _["nullable"] === true)) {
    const edit = (node: Writable) => choices(node).forEach((_) => delete _["nullable"])
    const editExample = replaced((_) => (_ === null ? exampleOf(all) : _))
    return [{ kind: "null or not", change: "is never null", narrows: true, edit, editExample }]
  }
  if (nodeWithType(all) === undefined) return []
  const edit = (node: Writable) => Object.assign(nodeWithType(choices(node)) ?? {}, { nullable: true })
  return [{ kind: "null or not", change: "may be null", narrows: false, edit }]
}
