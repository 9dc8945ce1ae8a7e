/**
 * What an operation is, to whoever wants to call it: a person, a flag parser or an agent. Derived from the operation and
 * its schemas; nothing is written here for any one of them.
 */
import type { Operation, VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as Documentation from "./Documentation.ts"
import * as JsonSchema from "./JsonSchema.ts"

/** A value that a call is given. */
export interface Parameter {
  /** Its name on the wire. */
  readonly name: string
  readonly required: boolean
  readonly schema: Operation.ParameterSchema
}

/** A value that has a flag: a parameter, or a part of one. */
export interface Field {
  /** Where it belongs in the input: its name on the wire, and for a part of an object the names above it. */
  readonly path: ReadonlyArray<string>
  /** Its flag, without the dashes: `updated-at.gte` for `updated_at: { gte }`. */
  readonly flag: string
  readonly required: boolean
  readonly schema: JsonSchema.JsonSchema
  /** Whether its flag may be given more than once. */
  readonly isList: boolean
  /** What a value of it looks like: `integer`, `ASC|DESC`, `json`. */
  readonly type: string
  /** What its schema says of it, its limits and an example. */
  readonly description: string
}

export interface Description {
  /** As code has it: `Campaigns.start`. */
  readonly name: string
  readonly id: string
  readonly vendor: string
  /** The operation's title in the vendor's document. */
  readonly title: string
  /** What it does, as its specification says; empty where only its title is known. */
  readonly summary: string
  /** Where it is known from: the vendor's document, or other public pages. */
  readonly source: "documented" | "public"
  /** The address of the vendor's document. */
  readonly link: string | undefined
  readonly method: Operation.Method
  readonly path: string
  readonly safety: Operation.Safety
  /** Units of the vendor's quota. */
  readonly cost: number
  readonly parameters: ReadonlyArray<Parameter>
  /** What its specification says of a part of its input, by its path; empty where nothing is. */
  readonly textOf: (path: ReadonlyArray<string>) => string
  readonly fields: ReadonlyArray<Field>
  readonly errors: ReadonlyArray<VendorError.StatusClass>
  /** Reads an input as JSON, dates as texts and so on, into what the operation takes. */
  readonly input: Schema.Codec<unknown, unknown>
  /** The JSON of an input. */
  readonly inputSchema: JsonSchema.JsonSchema
  /** The JSON of an answer. */
  readonly outputSchema: JsonSchema.JsonSchema
  readonly operation: Operation.Any
}

/** What safety means to somebody who is about to call. */
export const safetyWords: Readonly<Record<Operation.Safety, string>> = {
  safe: "only reads",
  idempotent: "writes; twice is the same as once",
  unsafe: "writes; twice may do it twice"
}

/** Where an operation is documented, as the end of a sentence. */
export const sourceWords = ({ link, source, title, vendor }: Description): string =>
  source === "public"
    ? `"${title}", known from public pages alone.`
    : `"${title}" in the API documentation of ${vendor}${link === undefined ? "." : `: ${link}`}`

/**
 * Describes an operation that code calls by this name; words come from its schemas, and where these have none from its
 * specification. What takes time is worked out when it is asked for.
 */
export const make = (
  operation: Operation.Any,
  name: string,
  documentation: Documentation.Documentation = Documentation.none
): Description => {
  const parameters = parametersOf(operation)
  const struct = Schema.Struct(Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])))
  const text = once(() => documentation.operation(operation.id))
  const fields = once(() => fieldsOf(parameters, text().field))
  const input = once(() => Schema.toCodecJson(struct) as unknown as Schema.Codec<unknown, unknown>)
  const inputSchema = once(() => inputSchemaOf(parameters, text().field))
  const outputSchema = once(() => JsonSchema.of(operation.success))
  return {
    name,
    operation,
    parameters,
    textOf: (path) => text().field(path),
    id: operation.id,
    vendor: operation.vendor,
    title: operation.source,
    source: operation.provenance ?? "documented",
    link: documentation.link,
    method: operation.method,
    path: operation.path,
    safety: operation.safety,
    cost: operation.cost?.({} as never) ?? 1,
    errors: operation.errors,
    get summary() {
      return text().description
    },
    get fields() {
      return fields()
    },
    get input() {
      return input()
    },
    get inputSchema() {
      return inputSchema()
    },
    get outputSchema() {
      return outputSchema()
    }
  }
}

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}

const parametersOf = ({ parameters: { body, headers, path, query } }: Operation.Any): ReadonlyArray<Parameter> =>
  Object.entries({ ...path, ...query, ...headers, ...body }).map(([name, schema]) => ({
    name,
    required: schema.ast.context?.isOptional !== true,
    schema
  }))

type FieldText = Documentation.OperationText["field"]

/** The schema with what the specification says of its parts, where it says nothing itself. */
const withText = (
  schema: JsonSchema.JsonSchema,
  path: ReadonlyArray<string>,
  textOf: FieldText
): JsonSchema.JsonSchema => {
  const said = textIn(schema) === "" ? textOf(path) : ""
  const properties = schema["properties"] as JsonSchema.JsonSchema | undefined
  const described = Object.entries(properties ?? {}).map(([name, inner]) => [
    name,
    withText(inner as JsonSchema.JsonSchema, [...path, name], textOf)
  ])
  return {
    ...schema,
    ...(said === "" ? {} : { description: said }),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(described) })
  }
}

const inputSchemaOf = (all: ReadonlyArray<Parameter>, textOf: FieldText): JsonSchema.JsonSchema => {
  const required = all.filter((_) => _.required).map(({ name }) => name)
  return {
    type: "object",
    properties: Object.fromEntries(
      all.map(({ name, schema }) => [name, withText(JsonSchema.ofParameter(schema), [name], textOf)])
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false
  }
}

const fieldsOf = (parameters: ReadonlyArray<Parameter>, textOf: FieldText): ReadonlyArray<Field> => {
  const fields = parameters.flatMap(({ name, required, schema }) =>
    fieldsIn([name], required, withText(JsonSchema.ofParameter(schema), [name], textOf))
  )
  const isTaken = (field: Field) => fields.some((_) => _ !== field && _.flag === field.flag)
  // Two names that differ in spelling alone keep theirs.
  return fields.map((field) => (isTaken(field) ? { ...field, flag: field.path.join(".") } : field))
}

/** The parts of an object are fields of their own, so that each has its flag. */
const fieldsIn = (
  path: ReadonlyArray<string>,
  required: boolean,
  schema: JsonSchema.JsonSchema
): ReadonlyArray<Field> => {
  const types = JsonSchema.typesOf(schema)
  const [only] = types
  const properties = types.length === 1 && only!["type"] === "object" ? only!["properties"] : undefined
  if (properties !== undefined && only!["additionalProperties"] === undefined && path.length < 3) {
    const needed = new Set(required ? ((only!["required"] as ReadonlyArray<string> | undefined) ?? []) : [])
    return Object.entries(properties as JsonSchema.JsonSchema).flatMap(([name, inner]) =>
      fieldsIn([...path, name], needed.has(name), inner as JsonSchema.JsonSchema)
    )
  }
  const items = types.length === 1 && only!["type"] === "array" ? (only!["items"] as JsonSchema.JsonSchema) : undefined
  const isList = items !== undefined && JsonSchema.typesOf(items).every(isScalar)
  return [
    {
      path,
      required,
      schema,
      isList,
      flag: path.map(flagOf).join("."),
      type: typeWords(isList ? items : schema),
      description: descriptionOf(schema, required, isList)
    }
  ]
}

const isScalar = (schema: JsonSchema.JsonSchema) =>
  Array.isArray(schema["enum"]) || ["string", "integer", "number", "boolean"].includes(schema["type"] as string)

/** `updated_at`, `campaignId`, `First Name` and `ids[]` as flags are spelled. */
const flagOf = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z\d]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase()

/** So many choices are shown as the type itself. */
const fewChoices = 4

const typeWords = (schema: JsonSchema.JsonSchema): string => {
  const { choices, isClosed } = JsonSchema.choicesOf(schema)
  if (isClosed && choices.length <= fewChoices) return choices.join("|")
  const types = JsonSchema.typesOf(schema)
  if (types.length === 0 || !types.every(isScalar)) return "json"
  return [...new Set(types.map(({ type }) => (type === undefined ? "string" : String(type))))].join("|")
}

const descriptionOf = (schema: JsonSchema.JsonSchema, required: boolean, isList: boolean): string => {
  const { choices } = JsonSchema.choicesOf(schema)
  const example = JsonSchema.exampleOf(schema)
  const said = [
    required ? "Required." : "",
    sentence(textIn(schema)),
    choices.length > fewChoices ? `One of ${choices.join(", ")}.` : "",
    sentence(JsonSchema.limitsOf(schema).join(", ")),
    isList ? "May be repeated." : "",
    example === undefined || choices.length > 0 ? "" : `Example: ${shown(example)}`
  ]
  return said.filter((_) => _ !== "").join(" ")
}

const textIn = (schema: JsonSchema.JsonSchema): string => {
  const own = schema["description"]
  return typeof own === "string"
    ? own
    : ((JsonSchema.typesOf(schema)
        .map((_) => _["description"])
        .find((_) => typeof _ === "string") as string) ?? "")
}

const sentence = (text: string): string =>
  text === "" ? "" : `${text[0]!.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** The flags of a call that an operation's own examples make: what it requires, and no more. */
export const exampleFlags = ({ fields }: Description): ReadonlyArray<string> =>
  fields
    .filter(({ required }) => required)
    .map(({ flag, schema, type }) => {
      const example = JsonSchema.exampleOf(schema)
      const text = example === undefined ? type.toUpperCase() : shown(example)
      return `--${flag} ${/^[\w.:/@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`}`
    })

/** Whether every word is found in what an operation is called. */
export const matches = ({ id, name, path, title }: Description, search: string): boolean => {
  const text = `${name} ${id} ${title} ${path}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
