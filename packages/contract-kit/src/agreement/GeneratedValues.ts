/**
 * Tests each side with values generated from the other's schema. The package must read every value that the
 * specification allows, and may send only values that are valid for the specification. Equal seeds give equal values,
 * and a counterexample is reduced to a simple one before it is reported.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { Leniency } from "../report/Disagreement.ts"
import type { Options } from "./AgreementOptions.ts"
import { canonical, inside, type Json, overTheWire, show } from "@salesbridge/openapi/Json"
import { leaves } from "./Leaves.ts"
import type { SpecSchema } from "@salesbridge/openapi/Specification"
import * as Sample from "../interactions/Sample.ts"
import * as SpecValues from "./SpecValues.ts"

export interface Problem {
  readonly place: string
  readonly ours: string
  readonly theirs: string
  readonly lenient?: ReadonlyArray<Leniency>
}

interface Conversions {
  readonly examples: { readonly [name: string]: Json }
  /** Converts a value of the specification to the form in which the package gets it. */
  readonly read: (value: Json) => Json
  /** Converts a value of the package to the form in which the specification describes it. */
  readonly written: (value: Json) => Json
  /** Whether it is sent as text, such as a query, which has no null. */
  readonly isText: boolean
  /** Whether the package sends a value of its schema; default: it sends all. */
  readonly sends?: (value: unknown) => boolean
  /** The same as `read` for a part of the value, if its form depends on the schema that reads it. */
  readonly readPart?: (schema: Sample.Codec) => (value: Json) => Json
}

type Reading = Pick<Conversions, "read" | "isText">

/** Reads a body. */
export const asItIs: Reading = { read: (value) => value, isText: false }

/** Tests a schema of a request in both directions. Returns at most five problems. */
export const bothWays = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  conversions: Conversions
): Promise<ReadonlyArray<Problem>> => {
  const examples = Object.fromEntries(
    Object.entries(conversions.examples).map(([name, value]) => [name, conversions.read(value)])
  )
  const problems = [
    ...readable(schema, examples),
    ...(await readsAnything(schema, theirs, options, conversions)),
    ...(await writesOnlyValid(schema, theirs, options, conversions))
  ]
  for (const leaf of leaves(schema, options.spec, theirs)) {
    const found = [
      ...(await readsAnything(leaf.codec, leaf.theirs, options, {
        ...conversions,
        read: conversions.readPart?.(leaf.codec) ?? conversions.read
      })),
      ...(await writesOnlyValid(leaf.codec, leaf.theirs, options, { ...conversions, sends: () => true })),
      ...examplesAreValid(leaf.codec, leaf.theirs, options, conversions)
    ]
    problems.push(...found.map((_) => ({ ..._, place: joined(leaf.place, _.place) })))
  }
  return [...new Map(problems.map((_) => [`${_.place} ${_.ours}`, _])).values()].slice(0, 5)
}

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const flawOf = (
  schema: Sample.Codec,
  value: unknown
): { readonly place: string; readonly problem: string } | undefined => {
  const result = SchemaParser.decodeUnknownResult(schema)(value)
  if (Result.isSuccess(result)) return undefined
  const first = issues(result.failure).issues[0]
  const place = (first?.path ?? []).reduce<string>((path, segment) => {
    const key = typeof segment === "object" ? segment.key : segment
    return typeof key === "number" ? `${path}[]` : inside(path, String(key))
  }, "")
  return { place, problem: first?.message ?? "cannot read it" }
}

/** Reads the specification's examples. Returns those that the package cannot read. */
export const readable = (schema: Sample.Codec, examples: { readonly [name: string]: Json }): ReadonlyArray<Problem> =>
  Object.entries(examples).flatMap(([name, value]) => {
    const flaw = flawOf(schema, value)
    return flaw === undefined
      ? []
      : [{ place: flaw.place, ours: flaw.problem, theirs: `its example "${name}" is ${show(value)}` }]
  })

/** Reads generated values of each part of a response that has a notation or limits, such as a date, separately. */
export const readsEach = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options
): Promise<ReadonlyArray<Problem>> => {
  const problems: Array<Problem> = []
  for (const leaf of leaves(schema, options.spec, theirs)) {
    const found = await readsAnything(leaf.codec, leaf.theirs, options, asItIs)
    problems.push(...found.map((_) => ({ ..._, place: joined(leaf.place, _.place) })))
  }
  return problems
}

const joined = (place: string, inner: string): string =>
  inner === "" || inner.startsWith("[") || place === "" ? `${place}${inner}` : `${place}.${inner}`

/** Checks the examples of the package's schema against the specification. */
const examplesAreValid = (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  conversions: Conversions
): ReadonlyArray<Problem> => {
  const validate = SpecValues.validator(options.spec, theirs, { coerce: conversions.isText })
  return Sample.examplesOf(schema.ast).flatMap((value) => {
    const wire = overTheWire(Sample.encode(schema, value))
    const flaws = wire === undefined || wire === null ? [] : validate(conversions.written(wire))
    return flaws.slice(0, 1).map((_) => ({ place: _.place, ours: `has the example ${show(wire)}`, theirs: _.problem }))
  })
}

const tried = new WeakMap<object, WeakMap<object, Map<string, Promise<ReadonlyArray<Problem>>>>>()

/**
 * Reads values that the specification allows. Results are cached by both schemas, the seed and the number of values, also
 * for a mutant, which changes only one of many schemas.
 */
export const readsAnything = (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  reading: Reading
): Promise<ReadonlyArray<Problem>> => {
  const scope = SpecValues.scopeOf(options.spec)
  const bySchema = tried.get(scope) ?? new WeakMap<object, Map<string, Promise<ReadonlyArray<Problem>>>>()
  const byTheirs = bySchema.get(schema.ast) ?? new Map<string, Promise<ReadonlyArray<Problem>>>()
  tried.set(scope, bySchema)
  bySchema.set(schema.ast, byTheirs)
  const key = `${options.seed} ${options.runs} ${reading.isText} ${canonical(theirs)}`
  const known = byTheirs.get(key) ?? readsGenerated(schema, theirs, options, reading)
  byTheirs.set(key, known)
  return known
}

const readsGenerated = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  reading: Reading
): Promise<ReadonlyArray<Problem>> => {
  const { isText, read } = reading
  const values = Result.try({ try: () => SpecValues.arbitrary(options.spec, theirs, { isText }), catch: String })
  if (Result.isFailure(values)) return readsExamples(schema, theirs, options, reading, values.failure)
  const result = await Effect.runPromise(
    Arbitrary.checkEffect(values.success, (value) => flawOf(schema, read(value)) === undefined, {
      runs: options.runs ?? 30,
      seed: options.seed,
      size: 5
    })
  )
  if (result._tag === "Passed") return []
  if (result._tag !== "Falsified") return readsExamples(schema, theirs, options, reading, result._tag)
  const value = read(result.shrunkInput)
  const flaw = flawOf(schema, value)
  return [
    {
      place: flaw?.place ?? "",
      ours: flaw?.problem ?? "cannot read it",
      theirs: `allows ${show(value)} (seed ${options.seed})`
    }
  ]
}

/**
 * Reads the valid examples of both sides, if no values can be generated for a schema. An example is a pattern with a
 * lookahead.
 */
const readsExamples = (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  { isText, read }: Reading,
  why: string
): ReadonlyArray<Problem> => {
  const valid = SpecValues.validator(options.spec, theirs)
  const own = Result.try(() => overTheWire(Sample.encode(schema, Sample.sample(schema))))
  const values = [
    ...SpecValues.examplesOf(options.spec, theirs),
    ...(Result.isSuccess(own) ? [own.success] : [])
  ].filter((value): value is Json => value !== undefined && !(isText && value === null) && valid(value).length === 0)
  if (values.length === 0) {
    return [
      {
        place: "",
        ours: "cannot be tested",
        theirs: `no value can be generated for its schema (${why}); give it an example`
      }
    ]
  }
  return values
    .flatMap((value) => {
      const flaw = flawOf(schema, read(value))
      return flaw === undefined
        ? []
        : [{ place: flaw.place, ours: flaw.problem, theirs: `has the example ${show(value)}` }]
    })
    .slice(0, 1)
}

/** Checks values that the package may send against the specification. */
const writesOnlyValid = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  conversions: Conversions
): Promise<ReadonlyArray<Problem>> => {
  const validate = SpecValues.validator(options.spec, theirs, { coerce: conversions.isText })
  const wireOf = (value: unknown): Json | undefined => {
    const encoded = SchemaParser.encodeUnknownResult(schema)(value)
    return Result.isFailure(encoded) ? undefined : overTheWire(encoded.success)
  }
  const flaws = (value: unknown) => {
    const wire = wireOf(value)
    return wire === undefined || wire === null ? [] : validate(conversions.written(wire))
  }
  const own = flaws(Sample.sample(schema))
  const values = Arbitrary.schema(schema).pipe(
    Arbitrary.filter((value) => plausible(value) && conversions.sends?.(value) !== false)
  )
  const result = await Effect.runPromise(
    Arbitrary.checkEffect(values, (value) => flaws(value).length === 0, {
      runs: options.runs ?? 30,
      seed: options.seed,
      size: 5
    })
  )
  const worst = own.length > 0 ? Sample.sample(schema) : result._tag === "Falsified" ? result.shrunkInput : undefined
  return flaws(worst)
    .slice(0, 1)
    .map((_) => ({
      place: _.place,
      ours: `sends ${show(wireOf(worst))}`,
      theirs: `${_.problem} (seed ${options.seed})`,
      lenient: ["value"]
    }))
}

/** Whether all dates have four-digit years. Callers may pass others, but vendors' notations cannot express them. */
const plausible = (value: unknown): boolean => {
  if (DateTime.isDateTime(value)) return plausible(DateTime.toDateUtc(value))
  if (value instanceof Date) return value.getUTCFullYear() >= 1000 && value.getUTCFullYear() <= 9999
  if (Array.isArray(value)) return value.every(plausible)
  return typeof value === "object" && value !== null ? Object.values(value).every(plausible) : true
}
