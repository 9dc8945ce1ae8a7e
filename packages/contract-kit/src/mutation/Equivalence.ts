/**
 * Rules that identify equivalent mutants, which no check can kill, because the change does not affect what either side
 * sends or reads.
 */
import type { Operation } from "@salesbridge/core"
import type { Contract } from "../VendorContract.ts"
import type { Leniency } from "../report/Disagreement.ts"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import { bodySchema, detailsOf, successOf } from "../interactions/Interaction.ts"
import { find, isSuccess, type OpenApi, type SpecOperation, type SpecSchema } from "@salesbridge/openapi/Specification"
import { parameters } from "../agreement/ParameterAgreement.ts"
import type * as Sample from "../interactions/Sample.ts"
import { kindsOf } from "../agreement/ShapeAgreement.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"
import { asItIs, readsAnything } from "../agreement/GeneratedValues.ts"
import { type Mutant, placeOf } from "./Mutant.ts"

/** A mutant that survived. */
export interface Situation {
  /** The operations with the mutation. */
  readonly catalog: ReadonlyArray<Operation.Any>
  /** The specification with the mutation. */
  readonly spec: OpenApi
  readonly contract: Contract
}

/**
 * A mutant is equivalent only if this number of generated values finds no difference. The seed differs from that of the
 * checks.
 */
const runs = 300
const seed = "equivalence"

/** The reason why no check can kill the mutant; `undefined` if there is none. */
export const reasonOf = async (mutant: Mutant, situation: Situation): Promise<string | undefined> => {
  const reasons = await Promise.all(situation.catalog.map((_) => reasonFor(mutant, _, situation)))
  // An entry may describe several operations. The mutant is equivalent only if it is so for all of them.
  return reasons.every((_) => _ !== undefined) ? reasons[0] : undefined
}

const reasonFor = async (
  mutant: Mutant,
  operation: Operation.Any,
  situation: Situation
): Promise<string | undefined> => {
  const { kind, side, subject } = mutant
  const { contract, spec } = situation
  const theirs = entryOf(mutant, operation, spec)
  if (theirs === undefined) return undefined
  const another = kind === "path" || kind === "method" || subject.part === "server path"
  if (subject.alternative === true && another) {
    return "The package does not use this alternative way to make the call."
  }
  if (subject.alternative === true && kind === "request: required or not" && subject.narrows === false) {
    return "This alternative way to make the call requires less than the package sends."
  }
  if (kind.startsWith("status ") && subject.status !== undefined && isSuccess(subject.status)) {
    const bodies = [...theirs.responses].filter(([status, { hasBody }]) => isSuccess(status) && hasBody).length
    if (kind === "status added" && bodies > 1) return undefined
    return kind === "status removed" ? undefined : "Any 2xx is a success, and the package reads this one."
  }
  if (kind === "answer: header") return header(mutant, contract)
  if (kind === "request: default" && side === "specification" && !statesDefault(mutant, operation)) {
    return "The package declares no default."
  }
  if (kind.startsWith("answer: ")) return answer(mutant, operation, theirs, situation)
  const ours = oursOf(mutant, operation)
  if (side === "specification" && subject.part === "body" && ours.length === 0 && theirs.body?.required !== true) {
    return "The package sends no body, and none is required."
  }
  if (kind === "request: free fields" && ours.every((_) => restAt(_, subject.steps) === undefined)) {
    return "The package sends only declared fields."
  }
  if (beside(mutant, operation, contract)) return besides
  if (side === "specification" && subject.narrows === false && /limit|enum|width|unique/.test(kind)) {
    return "The package sends more values already; a tolerance explains it."
  }
  const carried = credentialsOf(contract.definition, operation).map((_) => `${_.in} ${_.name}`.toLowerCase())
  if (
    side === "specification" &&
    carried.includes(subject.part.toLowerCase()) &&
    /type|limit|enum|width|unique/.test(kind)
  ) {
    return "A credential may be any text; the package declares no format."
  }
  if (side === "specification" && subject.part !== "body" && /type|limit|width|unique/.test(kind)) {
    const options = { definition: contract.definition, spec, seed, runs }
    const found = await parameters(operation, theirs, options)
    if (found.every(({ location }) => !location.startsWith(subject.part))) {
      return "In a URL everything is text, and the changed schema accepts the same text."
    }
  }
  return undefined
}

const besides = "Only the package declares the field; a tolerance explains it."

const statesDefault = (mutant: Mutant, operation: Operation.Any): boolean =>
  oursOf(mutant, operation).some((_) => fieldAt(_, mutant.subject.steps)?.shape.default !== undefined)

const header = ({ change, subject }: Mutant, { definition }: Contract): string | undefined => {
  const name = subject.part.replace(/^header /, "").toLowerCase()
  if (name === definition.remaining?.name.toLowerCase()) return undefined
  if (name === "retry-after" && definition.retryAfter?.includes(subject.status ?? 0) === true) {
    return change === "is a text" ? "The header may also be a date, which is a string." : undefined
  }
  return name === "retry-after"
    ? "core reads this header if it is there, but the package does not require it."
    : "The package does not read the header."
}

const answer = async (
  mutant: Mutant,
  operation: Operation.Any,
  theirs: SpecOperation,
  { contract, spec }: Situation
): Promise<string | undefined> => {
  const { kind, side, subject } = mutant
  const { steps } = subject
  const codecs = codecsOf(operation, subject.status)
  if (codecs.length === 0) return "The package reads only the status, not the body."
  const ours = codecs.map(({ ast }) => wireShape(ast))
  if (ours.every((_) => isOpen(_, steps))) return "The package accepts anything there and returns it unchanged."
  if (kind === "answer: free fields" && ours.every((_) => restAt(_, steps) === undefined)) {
    return "The package reads only declared fields."
  }
  if (beside(mutant, operation, contract)) return besides
  const responses = [...theirs.responses].filter(([status]) => matches(subject.status, status))
  if (side === "specification" && /limit|enumeration|unique|width/.test(kind)) {
    const options = { definition: contract.definition, spec, seed, runs }
    for (const codec of codecs) {
      for (const [, { schema }] of responses) {
        if (schema !== undefined && (await readsAnything(codec, schema, options, asItIs)).length > 0) return undefined
      }
    }
    return "The package reads every value that the changed schema allows."
  }
  if (side === "specification" && kind === "answer: null or not" && subject.narrows === false) {
    const fields = responses.map(([, { schema }]) => fieldAt(specShape(spec, schema as SpecSchema | undefined), steps))
    const forbidsNull = (_: Shape.Field | undefined) =>
      _ !== undefined && !Shape.isAnyJson(_.shape) && !kindsOf(_.shape).has("null")
    if (fields.every(forbidsNull)) return "Another part of the schema forbids null there."
  }
  // If the package could no longer read what the specification allows, a check would have noticed.
  if (side === "operation" && subject.narrows === true) {
    return "The package no longer accepts more than the specification, which a tolerance explained."
  }
  if (side === "operation") {
    const same = responses.every(([, { schema }]) =>
      ours.every((_) => alike(fieldAt(_, steps), fieldAt(specShape(spec, schema as SpecSchema | undefined), steps)))
    )
    if (same) return "Package and specification now agree, where a tolerance explained a difference."
  }
  return undefined
}

/** The package's success belongs to every 2xx of the specification. */
const matches = (subject: number | undefined, status: number): boolean =>
  subject !== undefined && isSuccess(subject) ? isSuccess(status) : status === subject

const codecsOf = (operation: Operation.Any, status: number | undefined): ReadonlyArray<Sample.Codec> =>
  status !== undefined && isSuccess(status)
    ? [successOf(operation)]
    : operation.errors.filter((_) => _.status === status).flatMap((_) => detailsOf(_) ?? [])

const entryOf = (mutant: Mutant, operation: Operation.Any, spec: OpenApi): SpecOperation | undefined =>
  mutant.subject.alternative === true
    ? spec.operations.find((_) => _.alternativeOf === operation.id)
    : find(spec, operation.id)

/** The shapes of what the package sends at the mutated part of the request. */
const oursOf = ({ subject }: Mutant, operation: Operation.Any): ReadonlyArray<Shape.Shape> => {
  if (subject.part === "body") {
    const schema = bodySchema(operation)
    return schema === undefined ? [] : [wireShape(schema.ast)]
  }
  const [place, name = ""] = subject.part.split(/ (.*)/)
  const fields = {
    path: operation.parameters.path,
    query: operation.parameters.query,
    header: operation.parameters.headers
  }
  const schema = fields[place as keyof typeof fields]?.[name]
  return schema === undefined ? [] : [wireShape(schema.ast)]
}

const fieldAt = (shape: Shape.Shape, steps: ReadonlyArray<string>): Shape.Field | undefined =>
  steps.reduce<Shape.Field | undefined>(
    (here, step) => {
      if (here === undefined) return undefined
      const next = step === "[]" ? Shape.itemsOf(here.shape) : step === "*" ? Shape.restOf(here.shape) : undefined
      if (next !== undefined) return { required: true, shape: next }
      return Shape.at(Shape.fieldsOf(here.shape), step)
    },
    { required: true, shape }
  )

const restAt = (shape: Shape.Shape, steps: ReadonlyArray<string>): Shape.Shape | undefined => {
  const found = fieldAt(shape, steps)
  return found === undefined ? undefined : Shape.restOf(found.shape)
}

/** Whether the place is inside a value that may be anything. */
const isOpen = (shape: Shape.Shape, steps: ReadonlyArray<string>): boolean =>
  [[], ...steps.map((_, index) => steps.slice(0, index + 1))].some((_) => {
    const found = fieldAt(shape, _)
    return found !== undefined && Shape.isAnyJson(found.shape)
  })

/** Whether both sides allow the same kinds of values at the place. */
const alike = (one: Shape.Field | undefined, other: Shape.Field | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other
  const [ours, theirs] = [kindsOf(one.shape), kindsOf(other.shape)]
  const isKnown = !Shape.isAnyJson(one.shape) && !Shape.isAnyJson(other.shape)
  return isKnown && ours.size === theirs.size && [...ours].every((_) => theirs.has(_))
}

/** Whether the place is in a field that only the package declares and a tolerance allows. */
const beside = ({ side, subject }: Mutant, operation: Operation.Any, { tolerances = [] }: Contract): boolean => {
  if (side !== "operation" || subject.part !== "body") return false
  const unknown: Leniency = "unknown"
  const start = subject.status === undefined ? "request body" : "response body"
  const places = subject.steps.map((_, index) => placeOf(subject.steps.slice(0, index + 1)))
  return tolerances.some(
    (_) =>
      _.allows.includes(unknown) &&
      (_.operations?.includes(operation.id) ?? true) &&
      (subject.status === undefined || (_.statuses?.(subject.status) ?? true)) &&
      places.some((place) => _.location.test(`${start} ${place}`))
  )
}
