/** The fields of an operation as flags of a command. */
import * as Flag from "effect/cli/Flag"
import * as Option from "effect/Option"
import type { Description, Field } from "./Description.ts"
import type { Given } from "./Input.ts"
import { choicesOf, type JsonSchema, typesOf } from "./JsonSchema.ts"

/** A field gets another flag if the command has one of the same name. */
const nameOf = ({ flag }: Field, taken: ReadonlySet<string>): string => (taken.has(flag) ? `${flag}-value` : flag)

type Parsed = Flag.Flag<Option.Option<Given>>

const flagOf = (field: Field, name: string): Parsed => {
  const described = <A extends Given>(flag: Flag.Flag<A>): Flag.Flag<A> => Flag.withDescription(flag, field.description)
  const { isList, schema } = field
  if (!isList && typesOf(schema).every(({ type }) => type === "boolean") && typesOf(schema).length > 0) {
    return Flag.optional(described(Flag.Boolean(name)))
  }
  const { choices, isClosed } = choicesOf(isList ? (typesOf(schema)[0]!["items"] as JsonSchema) : schema)
  const one: Flag.Flag<string> = Flag.withMetavar(
    isClosed ? Flag.Literals(name, choices) : Flag.String(name),
    isClosed && choices.join("|") !== field.type ? "choice" : field.type
  )
  if (!isList) return Flag.optional(described(one))
  const many = Flag.atLeast(described(one), 0)
  return Flag.map(many, (values) => (values.length === 0 ? Option.none() : Option.some(values)))
}

/** The flags, by the fields' own flag names. */
export const of = ({ fields }: Description, taken: ReadonlySet<string>): Readonly<Record<string, Parsed>> =>
  Object.fromEntries(fields.map((field) => [field.flag, flagOf(field, nameOf(field, taken))]))

/** The given values with their fields. */
export const given = (
  { fields }: Description,
  parsed: Readonly<Record<string, Option.Option<Given>>>
): ReadonlyArray<readonly [Field, Given]> =>
  fields.flatMap((field): ReadonlyArray<readonly [Field, Given]> => {
    const value = parsed[field.flag]!
    return Option.isSome(value) ? [[field, value.value]] : []
  })
