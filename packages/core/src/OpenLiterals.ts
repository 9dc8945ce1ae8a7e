/** An enumeration that the vendor may extend without notice. */
import * as Schema from "effect/Schema"

/**
 * One of the literals, or any other string: an unknown member decodes as that string. Editors still complete the known
 * members.
 */
export const OpenLiterals = <const L extends readonly [string, ...ReadonlyArray<string>]>(
  literals: L
): Schema.Codec<L[number] | (string & {}), string> =>
  Schema.String.annotate({ examples: [literals[0]], description: `One of ${literals.join(", ")}, or a newer one.` })
