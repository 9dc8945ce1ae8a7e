/** Faults in one schema of a specification, with the examples beside it kept in step. */
import { isObject, type Json } from "@salesbridge/openapi/Json"

export type Writable = { [key: string]: Json }

/** A fault in a schema: `change` edits the holder of the schema, a media type or a parameter, in a copy. */
export interface SchemaFault {
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
  /** Names of fields, `[]` for items, `*` for free fields. */
  readonly steps: ReadonlyArray<string>
  readonly fault: string
  readonly narrows?: boolean
  readonly change: (holder: Writable) => void
}

type Nodes = (holder: Writable) => ReadonlyArray<Writable>

const objectAt = (node: Writable | undefined, key: string): ReadonlyArray<Writable> => {
  const part = node?.[key]
  return isObject(part) ? [part as Writable] : []
}
const listAt = (node: Writable, key: string): ReadonlyArray<Json> => {
  const part = node[key]
  return Array.isArray(part) ? (part as ReadonlyArray<Json>) : []
}

/** A schema and the members of its `allOf`: together they say what one value is. */
const group = (node: Writable): ReadonlyArray<Writable> => [
  node,
  ...listAt(node, "allOf").flatMap((member) => (isObject(member) ? group(member as Writable) : []))
]

/** Every fault of the holder's schema. */
export const schemaFaults = (holder: Writable): ReadonlyArray<SchemaFault> => {
  const found: Array<SchemaFault> = []
  visit(holder, (_) => objectAt(_, "schema").flatMap(group), [], found)
  return found
}

/** `inChoice`: whether the nodes are one of several that a value may be. */
const visit = (
  holder: Writable,
  nodes: Nodes,
  steps: ReadonlyArray<string>,
  found: Array<SchemaFault>,
  inChoice = false
): void => {
  const here = nodes(holder)
  if (here.length === 0) return
  const add = (
    kind: SchemaFault["kind"],
    fault: string,
    change: (node: Writable) => void,
    options: {
      readonly at?: ReadonlyArray<string>
      readonly narrows?: boolean
      /** What becomes of the values shown there. */
      readonly shown?: (value: Json | undefined, parent: Writable | Array<Json>, key: string | number) => void
    } = {}
  ) =>
    found.push({
      kind,
      steps: options.at ?? steps,
      fault,
      ...(options.narrows === undefined ? {} : { narrows: options.narrows }),
      change: (copy) => {
        for (const node of nodes(copy)) change(node)
        if (options.shown !== undefined) shownAt(copy, options.at ?? steps, options.shown)
      }
    })

  const type = here.map((_) => _["type"]).find((_) => typeof _ === "string") as string | undefined
  ownFaults(here, type, add)
  if (!inChoice) nullFaults(here, add)

  const fields = new Set(here.flatMap((_) => objectAt(_, "properties").flatMap(Object.keys)))
  const required = new Set(here.flatMap((_) => listAt(_, "required").map(String)))
  const edit = (change: (properties: Writable, node: Writable) => void) => (node: Writable) => {
    for (const properties of objectAt(node, "properties")) change(properties, node)
  }
  const withoutRequired = (node: Writable, name: string) => {
    if (Array.isArray(node["required"])) node["required"] = listAt(node, "required").filter((_) => _ !== name)
    if (Array.isArray(node["required"]) && node["required"].length === 0) delete node["required"]
  }
  for (const name of fields) {
    const at = [...steps, name]
    const other = `${name}_renamed`
    add(
      "field renamed",
      `is called ${other}`,
      (node) => {
        edit((properties) => {
          if (name in properties) renameKey(properties, name, other)
        })(node)
        if (Array.isArray(node["required"]))
          node["required"] = listAt(node, "required").map((_) => (_ === name ? other : _))
      },
      { at, shown: (_, parent) => renameKey(parent as Writable, name, other) }
    )
    add(
      "field dropped",
      "is gone",
      (node) => {
        edit((properties) => {
          delete properties[name]
        })(node)
        withoutRequired(node, name)
      },
      { at, shown: (_, parent) => delete (parent as Writable)[name] }
    )
    if (required.has(name)) {
      add("required or not", "is optional", (node) => withoutRequired(node, name), { at, narrows: false })
    } else {
      add(
        "required or not",
        "is required",
        edit((properties, node) => {
          if (name in properties) node["required"] = [...listAt(node, "required"), name]
        }),
        { at, narrows: true }
      )
    }
    visit(
      holder,
      (_) => nodes(_).flatMap((node) => objectAt(objectAt(node, "properties")[0], name).flatMap(group)),
      at,
      found
    )
  }
  if (fields.size > 0) {
    const first = here.findIndex((_) => isObject(_["properties"]))
    for (const needed of [true, false]) {
      const name = needed ? "added_required" : "added_optional"
      found.push({
        kind: "field added",
        steps: [...steps, name],
        fault: needed ? "is new and required" : "is new and optional",
        change: (copy) => {
          const node = nodes(copy)[first]!
          ;(node["properties"] as Writable)[name] = { type: "string" }
          if (needed) node["required"] = [...listAt(node, "required"), name]
          shownAt(copy, steps, (value) => {
            if (isObject(value)) (value as Writable)[name] = "added"
          })
        }
      })
    }
  }
  if (type === "object" && here.every((_) => _["additionalProperties"] !== false)) {
    const free = here.some((_) => _["additionalProperties"] !== undefined)
    add(
      "free fields",
      "has no fields of other names",
      (node) => {
        if (node["type"] === "object") node["additionalProperties"] = false
      },
      { narrows: true }
    )
    if (free) {
      visit(
        holder,
        (_) => nodes(_).flatMap((node) => objectAt(node, "additionalProperties").flatMap(group)),
        [...steps, "*"],
        found
      )
    }
  }
  if (here.some((_) => isObject(_["items"]))) {
    visit(holder, (_) => nodes(_).flatMap((node) => objectAt(node, "items").flatMap(group)), [...steps, "[]"], found)
  }
  for (const key of ["anyOf", "oneOf"]) {
    const count = Math.max(0, ...here.map((_) => listAt(_, key).length))
    for (let index = 0; index < count; index++) {
      if (count > 1) {
        add(
          "type",
          `${key} has lost its member ${index + 1}`,
          (node) => {
            if (Array.isArray(node[key])) node[key] = listAt(node, key).filter((_, at) => at !== index)
          },
          { narrows: true }
        )
      }
      visit(
        holder,
        (_) =>
          nodes(_).flatMap((node) => {
            const member = listAt(node, key)[index]
            return isObject(member) ? group(member as Writable) : []
          }),
        steps,
        found,
        true
      )
    }
  }
}

type Add = (
  kind: SchemaFault["kind"],
  fault: string,
  change: (node: Writable) => void,
  options?: {
    readonly narrows?: boolean
    readonly shown?: (value: Json | undefined, parent: Writable | Array<Json>, key: string | number) => void
  }
) => void

const set =
  (value: (before: Json | undefined) => Json) =>
  (before: Json | undefined, parent: Writable | Array<Json>, key: string | number): void => {
    ;(parent as Writable)[key as string] = value(before)
  }

const values: Readonly<Record<string, Json>> = { string: "text", integer: 7, number: 1.5, boolean: true }

/** Faults in what a schema says of the value itself. */
const ownFaults = (here: ReadonlyArray<Writable>, type: string | undefined, add: Add): void => {
  if (type === undefined) return
  const typed = (change: (node: Writable) => void) => (node: Writable) => {
    if (node["type"] === type) change(node)
  }
  const become = (other: string) =>
    typed((node) => {
      const { nullable } = node
      for (const key of Object.keys(node)) delete node[key]
      Object.assign(node, { type: other, ...(nullable === undefined ? {} : { nullable }) })
    })
  const shown = (other: string) => ({ shown: set((before) => (before === null ? null : values[other]!)) })
  const other = { string: "integer", integer: "string", number: "string", boolean: "string" }[type] ?? "string"
  add("type", `is of type ${other}`, become(other), shown(other))
  if (type === "integer") {
    add(
      "type",
      "may have decimals",
      typed((node) => {
        node["type"] = "number"
        delete node["format"]
        delete node["enum"]
      }),
      { narrows: false, shown: set((before) => (typeof before === "number" ? before + 0.5 : (before ?? null))) }
    )
  }
  if (type === "number") {
    add(
      "type",
      "is whole",
      typed((node) => (node["type"] = "integer")),
      {
        narrows: true,
        shown: set((before) => (typeof before === "number" ? Math.round(before) : (before ?? null)))
      }
    )
  }
  const first = (key: string) => here.map((_) => _[key]).find((_) => _ !== undefined)
  const replace = (key: string, value: (before: Json) => Json | undefined) => (node: Writable) => {
    if (!(key in node)) return
    const after = value(node[key]!)
    if (after === undefined) delete node[key]
    else node[key] = after
  }
  const format = first("format")
  const notations = ["date-time", "date", "email", "uuid", "uri"]
  if (first("pattern") !== undefined || notations.includes(String(format))) {
    add(
      "format or limit",
      "is any text",
      (node) => {
        delete node["pattern"]
        delete node["format"]
      },
      { narrows: false }
    )
  }
  if (format === "date-time" && first("pattern") === undefined) {
    add(
      "format or limit",
      "is a day without time",
      replace("format", () => "date"),
      {
        shown: set((before) => (typeof before === "string" ? before.slice(0, 10) : (before ?? null)))
      }
    )
  }
  for (const [key, by] of [
    ["minLength", 1],
    ["minimum", 1],
    ["minItems", 1],
    ["maxLength", -1],
    ["maximum", -1],
    ["maxItems", -1]
  ] as const) {
    const limit = first(key)
    if (typeof limit !== "number") continue
    if (!(by > 0 && limit === 0 && key !== "minimum")) {
      add(
        "format or limit",
        `has no ${key}`,
        replace(key, () => undefined),
        { narrows: false }
      )
    }
    add(
      "format or limit",
      `has ${key} ${limit + by}`,
      replace(key, (_) => Number(_) + by),
      { narrows: true }
    )
    add(
      "format or limit",
      `has ${key} ${limit - by}`,
      replace(key, (_) => Number(_) - by),
      { narrows: false }
    )
  }
  newerFaults(type, first, typed, add)
  const plain = first("pattern") === undefined && format === undefined && first("enum") === undefined
  if (type === "string" && plain && first("maxLength") === undefined) {
    add(
      "format or limit",
      "has maxLength 3",
      typed((node) => (node["maxLength"] = 3)),
      {
        narrows: true,
        shown: set((before) => (typeof before === "string" ? before.slice(0, 3) : (before ?? null)))
      }
    )
  }
  const members = first("enum")
  if (Array.isArray(members)) {
    const added: Json = typeof members[0] === "string" ? "added" : typeof members[0] === "number" ? 99 : true
    if (!members.includes(added)) {
      add(
        "enumeration",
        `may be ${JSON.stringify(added)}`,
        replace("enum", (_) => [...(_ as ReadonlyArray<Json>), added]),
        { narrows: false }
      )
    }
    for (const [index, member] of members.entries()) {
      if (members.length === 1) continue
      const left = members.find((_) => _ !== member)!
      add(
        "enumeration",
        `may no longer be ${JSON.stringify(member)}`,
        replace("enum", (_) => (_ as ReadonlyArray<Json>).filter((__, at) => at !== index)),
        { narrows: true, shown: set((before) => (before === member ? left : (before ?? null))) }
      )
    }
  }
}

/** A schema and every member of its choices: null is a value of all where it is one of any. */
const choices = (node: Writable): ReadonlyArray<Writable> => [
  node,
  ...["anyOf", "oneOf"].flatMap((key) => listAt(node, key).flatMap((_) => (isObject(_) ? choices(_ as Writable) : [])))
]

/** Faults in whether the value may be null. */
const nullFaults = (here: ReadonlyArray<Writable>, add: Add): void => {
  const all = here.flatMap(choices)
  const typed = (nodes: ReadonlyArray<Writable>) => nodes.find((_) => typeof _["type"] === "string")
  if (all.some((_) => _["nullable"] === true)) {
    add("null or not", "is never null", (node) => choices(node).forEach((_) => delete _["nullable"]), {
      narrows: true,
      shown: (before, parent, key) => {
        if (before === null) (parent as Writable)[key as string] = sampleOf(all)
      }
    })
  } else if (typed(all) !== undefined) {
    add("null or not", "may be null", (node) => Object.assign(typed(choices(node)) ?? {}, { nullable: true }), {
      narrows: false
    })
  }
}

/** Faults in what is said of lists, of integers and of values that are left out. */
const newerFaults = (
  type: string,
  first: (key: string) => Json | undefined,
  typed: (change: (node: Writable) => void) => (node: Writable) => void,
  add: Add
): void => {
  const initial = first("default")
  if (initial !== undefined) {
    const other =
      typeof initial === "boolean" ? !initial : typeof initial === "number" ? initial + 1 : `${String(initial)}_other`
    add(
      "default",
      "has another default",
      typed((node) => (node["default"] = other))
    )
    add(
      "default",
      "has no default",
      typed((node) => delete node["default"])
    )
  }
  if (type === "array") {
    const unique = first("uniqueItems") === true
    add(
      "unique items",
      unique ? "may have an item twice" : "has no item twice",
      typed((node) => (node["uniqueItems"] = !unique)),
      {
        narrows: !unique
      }
    )
  }
  if (type !== "integer") return
  const wide = first("format") !== "int32"
  const bounded = typeof first("minimum") === "number" && typeof first("maximum") === "number"
  if (wide && first("enum") === undefined && !bounded) {
    add(
      "integer width",
      "has 32 bits",
      typed((node) => (node["format"] = "int32")),
      { narrows: true }
    )
  }
  if (!wide)
    add(
      "integer width",
      "has 64 bits",
      typed((node) => (node["format"] = "int64")),
      { narrows: false }
    )
}

/** A value of the schema, for where null was shown. */
const sampleOf = (here: ReadonlyArray<Writable>): Json => {
  const first = (key: string) => here.map((_) => _[key]).find((_) => _ !== undefined)
  const members = first("enum")
  if (Array.isArray(members)) return members.find((_) => _ !== null) ?? null
  switch (first("type")) {
    case "array":
      return []
    case "object":
      return Object.fromEntries(
        here.flatMap((node) =>
          listAt(node, "required").map((name) => [
            String(name),
            sampleOf(here.flatMap((_) => objectAt(objectAt(_, "properties")[0], String(name)).flatMap(group)))
          ])
        )
      )
    case "string": {
      if (first("format") === "date") return "2024-05-21"
      const zoned = /Z/.test(String(first("pattern") ?? "Z"))
      return first("format") === "date-time" || String(first("pattern")).includes("T")
        ? `2024-05-21T09:41:06${zoned ? "Z" : ""}`
        : "text"
    }
    default:
      return values[String(first("type"))] ?? "text"
  }
}

const renameKey = (object: Writable, from: string, to: string): void => {
  if (!(from in object)) return
  for (const [key, value] of Object.entries(object)) {
    delete object[key]
    object[key === from ? to : key] = value
  }
}

/** Every value that the holder shows at these steps. */
const shownAt = (
  holder: Writable,
  steps: ReadonlyArray<string>,
  edit: (value: Json | undefined, parent: Writable | Array<Json>, key: string | number) => void
): void => {
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

/** A place in a body in the report's words. */
export const placeOf = (steps: ReadonlyArray<string>): string =>
  steps.reduce((place, step) => {
    if (step === "[]") return `${place}[]`
    const plain = step === "*" || /^[A-Za-z_$][\w$-]*$/.test(step)
    return plain ? `${place}${place === "" ? "" : "."}${step}` : `${place}[${JSON.stringify(step)}]`
  }, "")
