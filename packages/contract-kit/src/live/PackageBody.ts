/** Checks a body with the package: what it cannot read, and what it reads as null although there is a value. */
import type { Operation } from "@salesbridge/core"
import * as Result from "effect/Result"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { Codec } from "../interactions/Sample.ts"
import { strict } from "../interactions/Strict.ts"
import { kindsOf } from "../agreement/ShapeAgreement.ts"
import * as Place from "./Place.ts"
import type { Flaw } from "./SpecBody.ts"
import { either, kindOf } from "./Words.ts"

/** The decoded value of a body, if the package can read it, and the flaws. */
export interface Read {
  readonly value: unknown
  readonly flaws: ReadonlyArray<PackageFlaw>
}

/** A flaw that makes the response unreadable, or a single value that is read as null. */
interface PackageFlaw extends Flaw {
  readonly isReadAsNull: boolean
}

/** Reads a body like the operation does. */
export const read = ({ success }: Operation.Any, body: unknown, shapes: Place.Shapes): Read => {
  const decoded = SchemaParser.decodeUnknownResult(success)(body, { errors: "all" })
  const exact = SchemaParser.decodeUnknownResult(strict(success as Codec))(body, { errors: "all" })
  const fatal = Result.isFailure(decoded) ? placesOf(decoded.failure) : []
  const isFatal = new Set(fatal.map((_) => JSON.stringify(_)))
  const odd = (Result.isFailure(exact) ? placesOf(exact.failure) : []).filter((_) => !isFatal.has(JSON.stringify(_)))
  const flaw =
    (isReadAsNull: boolean) =>
    (steps: ReadonlyArray<Place.Step>): PackageFlaw => {
      const value = at(body, steps)
      const expected = value === undefined ? "a required field" : expectedAt(shapes, steps, value)
      return { steps, expected, got: kindOf(value), isReadAsNull }
    }
  return {
    value: Result.isSuccess(decoded) ? decoded.success : undefined,
    flaws: [...fatal.map(flaw(false)), ...odd.map(flaw(true))]
  }
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

/** The places of an issue, each once. Its messages may quote the body, so they are not used. */
const placesOf = (issue: SchemaIssue.Issue): ReadonlyArray<ReadonlyArray<Place.Step>> => {
  const places = format(issue).issues.map(({ path = [] }) =>
    path.map((segment): Place.Step => {
      const key = typeof segment === "object" ? segment.key : segment
      return typeof key === "number" ? key : String(key)
    })
  )
  return [...new Map(places.map((_) => [JSON.stringify(_), _])).values()]
}

const at = (body: unknown, steps: ReadonlyArray<Place.Step>): unknown =>
  steps.reduce<unknown>((here, step) => (here as { readonly [step: Place.Step]: unknown } | undefined)?.[step], body)

const expectedAt = (shapes: Place.Shapes, steps: ReadonlyArray<Place.Step>, value: unknown): string => {
  const here = steps.reduce<Place.Shapes>((_, step) => {
    if (typeof step === "number") return Place.itemsOf(_)
    return Place.isDeclared(_, step) ? Place.fieldOf(_, step) : Place.restOf(_)
  }, shapes)
  const kinds = new Set<string>(here.package.flatMap((_) => [...kindsOf(_)]))
  const words = either(kinds)
  const kind = kindOf(value).replace(/ .*/, "")
  // The type is right, so its format or range must be wrong.
  return words === "" || kinds.has(kind) ? `${kind} in another format` : words
}
