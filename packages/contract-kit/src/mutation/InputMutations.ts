/** Mutations of an operation's input: parameters, fields of the body, and constants. */
import type { Operation } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import type * as Sample from "../interactions/Sample.ts"
import { codecMutations, ofAst, valueMutations, withContext } from "./CodecMutations.ts"
import { type Kind, type PartialSubject, placeOf } from "./Mutant.ts"
import { type OperationDraft, operationDraftAt } from "./OperationDraft.ts"
import { kindOf } from "./SpecificationDraft.ts"

type Place = "path" | "query" | "headers" | "body"

const places: Readonly<Record<Place, string>> = {
  path: "path",
  query: "query",
  headers: "header",
  body: "request body"
}

const text = Schema.String.annotate({ examples: ["text"] })

export function* inputMutations({ constantBody, parameters }: Operation.Any): Generator<OperationDraft> {
  for (const place of Object.keys(places) as ReadonlyArray<Place>) {
    const fields = parameters[place]
    for (const [name, schema] of Object.entries(fields ?? {})) yield* fieldMutations({ place, name, schema })
    // The template fixes the parameters of a path. An operation without a body gets none.
    if (place !== "path" && (place !== "body" || fields !== undefined)) yield* addedFields(place)
  }
  for (const [name, value] of Object.entries(constantBody ?? {})) yield* constantMutations(name, value)
}

/** A field of the input. */
interface Field {
  readonly place: Place
  readonly name: string
  readonly schema: Operation.ParameterSchema
}

const locationOf = (place: Place, name: string): string => `${places[place]} ${name}`

const subjectOf = (place: Place, name: string): PartialSubject =>
  place === "body" ? { part: "body", steps: [name] } : { part: locationOf(place, name) }

const withFields =
  (place: Place, change: (fields: Operation.Parameters) => Operation.Parameters) =>
  ({ parameters }: Operation.Any) => ({ parameters: { ...parameters, [place]: change(parameters[place] ?? {}) } })

/** Replaces a field with others, or removes it. */
const replaced = ({ name, place }: Field, fields: Operation.Parameters) =>
  withFields(place, (_) =>
    Object.fromEntries(
      Object.entries(_).flatMap(([key, one]) => (key === name ? Object.entries(fields) : [[key, one]]))
    )
  )

function* fieldMutations(field: Field): Generator<OperationDraft> {
  const { name, place, schema } = field
  if (place !== "path") yield* nameMutations(field)
  yield* defaultMutations(field)
  yield* schemaMutations(field)
  if (place === "query" && name.endsWith("[]")) {
    const draft = operationDraftAt("request: style", locationOf(place, name), subjectOf(place, name))
    yield draft("has no brackets", replaced(field, { [name.slice(0, -2)]: schema }))
  }
  if (place === "headers" || (place === "query" && !/[[\]]/.test(name))) {
    const to = place === "query" ? "headers" : "query"
    const draft = operationDraftAt("request: place", locationOf(place, name), subjectOf(place, name))
    yield draft(`is in ${places[to]}`, ({ parameters }) => {
      const { [name]: moved, ...rest } = parameters[place]!
      return { parameters: { ...parameters, [place]: rest, [to]: { ...parameters[to], [name]: moved! } } }
    })
  }
}

function* nameMutations(field: Field): Generator<OperationDraft> {
  const { name, place, schema } = field
  const draft = (kind: Kind) => operationDraftAt(kind, locationOf(place, name), subjectOf(place, name))
  const other = name.endsWith("[]") ? `${name.slice(0, -2)}_renamed[]` : `${name}_renamed`
  yield draft("request: renamed")(`is called ${other}`, replaced(field, { [other]: schema }))
  yield draft("request: dropped")("is gone", replaced(field, {}))
  const optional = SchemaAST.isOptional(schema.ast)
  const opposite = { [name]: ofAst(withContext(schema.ast, !optional)) as never }
  yield draft("request: required or not")(optional ? "is required" : "is optional", replaced(field, opposite))
}

function* defaultMutations(field: Field): Generator<OperationDraft> {
  const { name, place, schema } = field
  const initial = wireShape(schema.ast).default
  if (initial === undefined) return
  const other = typeof initial === "boolean" ? !initial : typeof initial === "number" ? initial + 1 : "other"
  const required = ofAst(withContext(schema.ast, false)) as unknown as typeof Schema.String
  const withDefault = required.annotate({ default: other as never })
  const changed = { [name]: (SchemaAST.isOptional(schema.ast) ? Schema.optional(withDefault) : withDefault) as never }
  const draft = operationDraftAt("request: default", locationOf(place, name), subjectOf(place, name))
  yield draft("has another default", replaced(field, changed))
}

function* schemaMutations(field: Field): Generator<OperationDraft> {
  const { name, place, schema } = field
  const optional = SchemaAST.isOptional(schema.ast)
  const edit = (make: () => SchemaAST.AST) => (operation: Operation.Any) =>
    replaced(field, { [name]: ofAst(withContext(make(), optional)) as never })(operation)
  // Only fields of the body can be null.
  const applies = (_: { readonly kind: string }) => _.kind !== "null or not" || place === "body"
  for (const { change, kind, make } of valueMutations(schema.ast).filter(applies)) {
    yield operationDraftAt(`request: ${kind}`, locationOf(place, name), subjectOf(place, name))(change, edit(make))
  }
  for (const { apply, change, kind, steps } of codecMutations(schema as Sample.Codec).filter(applies)) {
    const within = place === "body" ? [name, ...steps] : steps
    const separator = steps[0] === "[]" ? "" : "."
    const location =
      place === "body" ? locationOf(place, placeOf(within)) : `${locationOf(place, name)}${separator}${placeOf(steps)}`
    const draft = operationDraftAt(kindOf("request", kind), location, { ...subjectOf(place, name), steps: within })
    yield draft(
      change,
      edit(() => apply().ast as SchemaAST.AST)
    )
  }
}

function* addedFields(place: Place): Generator<OperationDraft> {
  for (const required of [true, false]) {
    const name = required ? "addedRequired" : "addedOptional"
    const draft = operationDraftAt("request: added", locationOf(place, name), subjectOf(place, name))
    const schema = (required ? text : Schema.optional(text)) as Operation.ParameterSchema
    const change = required ? "is new and required" : "is new and optional"
    yield draft(
      change,
      withFields(place, (_) => ({ ..._, [name]: schema }))
    )
  }
}

function* constantMutations(name: string, value: unknown): Generator<OperationDraft> {
  const draft = operationDraftAt("request: constant", `request body ${name}`, { part: "body", steps: [name] })
  yield draft("is gone", ({ constantBody }) => {
    const { [name]: _, ...rest } = constantBody ?? {}
    return { constantBody: rest }
  })
  const other = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : "other"
  yield draft(`is ${JSON.stringify(other)}`, ({ constantBody }) => ({
    constantBody: { ...constantBody, [name]: other }
  }))
  yield draft(`is called ${name}_renamed`, ({ constantBody }) => {
    const { [name]: kept, ...rest } = constantBody ?? {}
    return { constantBody: { ...rest, [`${name}_renamed`]: kept! } }
  })
}
