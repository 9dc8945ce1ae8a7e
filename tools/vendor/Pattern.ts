/** Makes up texts that match a pattern. */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { regExpOf } from "@salesbridge/openapi/Pattern"

/** The shortest of a few texts for a schema with a pattern, always the same; undefined if none can be made. */
export const matching = ({ maxLength, minLength, pattern }: JsonObject): string | undefined => {
  const expression = regExpOf(String(pattern))
  if (expression === undefined) return undefined
  const made = Result.try(() => {
    const lengths = [Schema.isMinLength(Number(minLength ?? 0)), Schema.isMaxLength(Number(maxLength ?? 1000))] as const
    const schema = Schema.String.check(Schema.isPattern(expression), ...lengths)
    return Effect.runSync(Arbitrary.sampleEffect(Arbitrary.schema(schema), { count: 20, seed: "sample", size: 4 }))
  })
  return Result.isSuccess(made) ? made.success.toSorted((one, other) => one.length - other.length)[0] : undefined
}
