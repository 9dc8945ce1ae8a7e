/** An enumeration that the vendor may extend without telling anyone. */
import * as Schema from "effect/Schema"

/**
 * One of the literals, or whatever else the vendor sends: an unknown member decodes as the string it is.
 * Editors still complete the known ones.
 */
export const OpenLiterals = <const L extends readonly [string, ...ReadonlyArray<string>]>(
  literals: L
): Schema.Codec<L[number] | (string & {}), string> =>
  Schema.String.annotate({ examples: [literals[0]], description: `One of ${literals.join(", ")}, or a newer one.` })
