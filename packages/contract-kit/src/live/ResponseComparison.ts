/** Compares one response with the specification and the package. */
import type { Operation } from "@salesbridge/core"
import { isObject } from "@salesbridge/openapi/Json"
import { find, type OpenApi, responseFor, type SpecSchema } from "@salesbridge/openapi/Specification"
import type { Codec } from "../interactions/Sample.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import { strict } from "../interactions/Strict.ts"
import * as PackageBody from "./PackageBody.ts"
import * as Place from "./Place.ts"
import type { Mismatch, NewField, Side } from "./Report.ts"
import * as SpecBody from "./SpecBody.ts"
import { kindOf } from "./Words.ts"

/** The result of one comparison. */
export interface Told {
  readonly mismatches: ReadonlyArray<Mismatch>
  readonly newFields: ReadonlyArray<NewField>
  /** The decoded value; `undefined` if the package cannot read the body. */
  readonly value: unknown
}

/** The content of a body that is not JSON. */
export type Unreadable = "nothing" | "text that is not JSON"

/** Compares a successful response. */
export const ofSuccess = (spec: OpenApi, operation: Operation.Any, status: number, body: unknown): Told => {
  const response = responseOf(spec, operation, status)
  const shapes: Place.Shapes = {
    spec: response?.schema === undefined ? [] : [specShape(spec, response.schema)],
    package: [wireShape(strict(operation.success as Codec).ast)]
  }
  const isName = Place.namesApartFrom(body)
  const read = PackageBody.read(operation, body, shapes)
  const mismatch =
    (side: Side) =>
    (flaw: SpecBody.Flaw & { readonly isReadAsNull?: boolean }): Mismatch => ({
      operation: operation.id,
      status,
      place: Place.name(flaw.steps, shapes, isName),
      expected: flaw.expected,
      got: flaw.got,
      by: [side],
      isReadAsNull: flaw.isReadAsNull === true
    })
  const bySpec = response?.schema === undefined ? [] : SpecBody.flaws(spec, response.schema, body)
  return {
    value: read.value,
    mismatches: [
      ...ofStatus(spec, operation, status),
      ...bySpec.map(mismatch("specification")),
      ...read.flaws.map(mismatch("package"))
    ],
    newFields: newFieldsOf(body, shapes).map(({ got, steps }) => ({
      operation: operation.id,
      status,
      place: Place.name(steps, shapes, isName),
      got
    }))
  }
}

/** Compares an error response. `text` is the beginning of its body, because errors do not keep a whole body. */
export const ofError = (
  spec: OpenApi,
  operation: Operation.Any,
  status: number,
  text: string
): ReadonlyArray<Mismatch> => {
  const response = responseOf(spec, operation, status)
  const undeclared = ofStatus(spec, operation, status)
  return response?.schema === undefined
    ? undeclared
    : [...undeclared, ...ofErrorBody(spec, operation, status, response.schema, text)]
}

const ofErrorBody = (
  spec: OpenApi,
  operation: Operation.Any,
  status: number,
  schema: SpecSchema,
  text: string
): ReadonlyArray<Mismatch> => {
  const body = parsed(text)
  if (body === undefined) {
    // A long text may be cut off. A short one may come from a proxy, but the specification requires JSON from it as
    // well.
    return text.length >= keptBody
      ? []
      : [ofUnreadable(operation, status, text === "" ? "nothing" : "text that is not JSON")]
  }
  const shapes: Place.Shapes = { spec: [specShape(spec, schema)], package: [] }
  const isName = Place.namesApartFrom(body.json)
  return SpecBody.flaws(spec, schema, body.json).map(({ expected, got, steps }) => ({
    operation: operation.id,
    status,
    place: Place.name(steps, shapes, isName),
    expected,
    got,
    by: ["specification"],
    isReadAsNull: false
  }))
}

/** The mismatch of a body that is not JSON although it must be. */
export const ofUnreadable = ({ id }: Operation.Any, status: number, got: Unreadable): Mismatch => ({
  operation: id,
  status,
  place: "body",
  expected: "JSON",
  got,
  by: ["specification", "package"],
  isReadAsNull: false
})

/** The mismatch of a status that at least one side does not declare. */
export const ofStatus = (spec: OpenApi, operation: Operation.Any, status: number): ReadonlyArray<Mismatch> => {
  const isSuccess = status >= 200 && status < 300
  const isDeclared = isSuccess || operation.errors.some((_) => _.status === status)
  const by: ReadonlyArray<Side> = [
    ...(find(spec, operation.id) !== undefined && responseOf(spec, operation, status) === undefined
      ? (["specification"] as const)
      : []),
    ...(isDeclared ? [] : (["package"] as const))
  ]
  if (by.length === 0) return []
  return [
    {
      operation: operation.id,
      status,
      place: "status",
      expected: "a documented status",
      got: String(status),
      by,
      isReadAsNull: false
    }
  ]
}

/** Errors keep about this many characters of their body. */
const keptBody = 2000

const responseOf = (spec: OpenApi, { id }: Operation.Any, status: number) => {
  const described = find(spec, id)
  return described && responseFor(described, status)
}

const parsed = (text: string): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const newFieldsOf = (
  body: unknown,
  shapes: Place.Shapes
): ReadonlyArray<{ readonly steps: ReadonlyArray<Place.Step>; readonly got: string }> => {
  const found: Array<{ readonly steps: ReadonlyArray<Place.Step>; readonly got: string }> = []
  const visit = (value: unknown, here: Place.Shapes, steps: ReadonlyArray<Place.Step>): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, Place.itemsOf(here), [...steps, index]))
    } else if (isObject(value)) {
      for (const [name, part] of Object.entries(value)) {
        if (Place.isDeclared(here, name)) visit(part, Place.fieldOf(here, name), [...steps, name])
        else if (Place.isRecord(here)) found.push({ steps: [...steps, name], got: kindOf(part) })
        else visit(part, Place.restOf(here), [...steps, name])
      }
    }
  }
  visit(body, shapes, [])
  return found
}
