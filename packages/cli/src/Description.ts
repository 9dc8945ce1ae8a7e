/**
 * Describes an operation for a person, a flag parser or an agent. Everything is derived from the operation and its
 * schemas.
 */
import type { Operation, VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as Documentation from "./Documentation.ts"
import * as JsonSchema from "./JsonSchema.ts"

/** A parameter of a call. */
export interface Parameter {
  /** Its name on the wire. */
  readonly name: string
  readonly required: boolean
  readonly schema: Operation.ParameterSchema
}

/** A value with a flag: a parameter, or a part of one. */
export interface Field {
  /** Its path in the input: the name on the wire, after the names of the objects that contain it. */
  readonly path: ReadonlyArray<string>
  /** Its flag, without dashes: `updated-at.gte` for `updated_at: { gte }`. */
  readonly flag: string
  readonly required: boolean
  readonly schema: JsonSchema.JsonSchema
  /** Whether the flag can be repeated. */
  readonly isList: boolean
  /** The form of its values: `integer`, `ASC|DESC`, `json`. */
  readonly type: string
  /** The description in its schema, its limits and an example. */
  readonly description: string
}

export interface Description {
  /** Its name in code: `Campaigns.start`. */
  readonly name: string
  readonly id: string
  readonly vendor: string
  /** The operation's title in the vendor's API reference. */
  readonly title: string
  /** The description in its specification; empty if there is only a title. */
  readonly summary: string
  /** The source: the vendor's API reference, or other public pages. */
  readonly source: "documented" | "public"
  /** The URL of the vendor's API reference. */
  readonly link: string | undefined
  readonly method: Operation.Method
  readonly path: string
  readonly safety: Operation.Safety
  /** The units of quota that it takes. */
  readonly cost: number
  readonly parameters: ReadonlyArray<Parameter>
  /** The description of a part of its input in the specification, by path; empty if there is none. */
  readonly textOf: (path: ReadonlyArray<string>) => string
  readonly fields: ReadonlyArray<Field>
  readonly errors: ReadonlyArray<VendorError.StatusClass>
  /** Decodes an input from JSON, for example with dates as strings. */
  readonly input: Schema.Codec<unknown, unknown>
  /** The JSON Schema of an input. */
  readonly inputSchema: JsonSchema.JsonSchema
  /** The JSON Schema of a response. */
  readonly outputSchema: JsonSchema.JsonSchema
  readonly operation: Operation.Any
}

/** The effect of sending a call twice. */
export const safetyWords: Readonly<Record<Operation.Safety, string>> = {
  safe: "only reads",
  idempotent: "writes; sending it twice has the same effect as once",
  unsafe: "writes; sending it twice may have the effect twice"
}

/** Where an operation is documented, as the end of a sentence. */
export const sourceWords = ({ link, source, title, vendor }: Description): string =>
  source === "public"
    ? `"${title}", known only from other public pages.`
    : `"${title}" in the API documentation of ${vendor}${link === undefined ? "." : `: ${link}`}`

/**
 * Describes an operation by its name in code. The descriptions are from its schemas or, if they have none, from its
 * specification. Slow parts are computed on demand.
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

/** The schema with descriptions from the specification, for parts without their own. */
const withText = (
  schema: JsonSchema.JsonSchema,
  path: ReadonlyArray<string>,
  textOf: FieldText
): JsonSchema.JsonSchema => {
  const description = textIn(schema) === "" ? textOf(path) : ""
  const properties = schema["properties"] as JsonSchema.JsonSchema | undefined
  const described = Object.entries(properties ?? {}).map(([name, inner]) => [
    name,
    withText(inner as JsonSchema.JsonSchema, [...path, name], textOf)
  ])
  return {
    ...schema,
    ...(description === "" ? {} : { description }),
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
  // Fields whose flags would be the same keep their wire names.
  return fields.map((field) => (isTaken(field) ? { ...field, flag: field.path.join(".") } : field))
}

/** Each part of an object is a field with its own flag. */
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

/** The flag for a name such as `updated_at`, `campaignId`, `First Name` or `ids[]`. */
const flagOf = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z\d]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase()

/** Up to this many choices are shown as the type. */
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
  const sentences = [
    required ? "Required." : "",
    sentence(textIn(schema)),
    choices.length > fewChoices ? `One of ${choices.join(", ")}.` : "",
    sentence(JsonSchema.limitsOf(schema).join(", ")),
    isList ? "May be repeated." : "",
    example === undefined || choices.length > 0 ? "" : `Example: ${shown(example)}`
  ]
  return sentences.filter((_) => _ !== "").join(" ")
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

/** The flags for the operation's required input, from its examples. */
export const exampleFlags = ({ fields }: Description): ReadonlyArray<string> =>
  fields
    .filter(({ required }) => required)
    .map(({ flag, schema, type }) => {
      const example = JsonSchema.exampleOf(schema)
      const text = example === undefined ? type.toUpperCase() : shown(example)
      return `--${flag} ${/^[\w.:/@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`}`
    })

/** Whether an operation's id, name, path or title contains every word. */
export const matches = ({ id, name, path, title }: Description, search: string): boolean => {
  const text = `${name} ${id} ${title} ${path}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
