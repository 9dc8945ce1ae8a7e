/** Encodes the records of a bulk upsert one by one, so that an invalid one does not fail the others. */
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { upsert } from "../upsertPerson.ts"

/** A person to create or update, with the fields of `People.upsert`. */
export type PersonRecord = NonNullable<Parameters<typeof upsert>[0]>

/** A record in its wire form. */
export interface Encoded {
  readonly [field: string]: Schema.Json
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

/** The problems of a field, each with its path: `tags.0: Expected a string`. */
const problemsOf = (field: string, issue: SchemaIssue.Issue): ReadonlyArray<string> =>
  format(issue).issues.map(({ message, path = [] }) => {
    const place = [field, ...path.map((part) => (typeof part === "object" ? part.key : part))]
    return `${place.map(String).join(".")}: ${message}`
  })

/** Encodes records for this operation, or returns what is wrong with one. */
export const encoder = (operation: Pick<typeof upsert, "parameters" | "check">, key: PersonRecord["upsert_key"]) => {
  // Field by field: most records have few fields, and none is required.
  const fields = new Map(
    Object.entries(operation.parameters.body ?? {}).map(
      ([name, schema]) => [name, SchemaParser.encodeUnknownResult(schema)] as const
    )
  )
  return (record: PersonRecord): Result.Result<Encoded, string> => {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      return Result.fail("Expected an object of a person's fields")
    }
    const encoded: Record<string, Schema.Json> = key === undefined ? {} : { upsert_key: key }
    const problems: Array<string> = []
    for (const [name, value] of Object.entries(record)) {
      const encode = fields.get(name)
      if (encode === undefined) {
        problems.push(`${name}: Unexpected field`)
      } else if (value !== undefined) {
        const field = encode(value, { errors: "all", onExcessProperty: "error" })
        if (Result.isFailure(field)) problems.push(...problemsOf(name, field.failure))
        else encoded[name] = field.success as Schema.Json
      }
    }
    if (problems.length === 0) {
      for (const { path, problem } of operation.check?.(encoded) ?? []) problems.push(`${path}: ${problem}`)
    }
    return problems.length > 0 ? Result.fail(problems.join("; ")) : Result.succeed(encoded)
  }
}
