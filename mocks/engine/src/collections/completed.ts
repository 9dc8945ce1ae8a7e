/** A vendor's own rules, completed with rules derived from the specification. */
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { Definition } from "../sandbox/Definition.ts"
import type { Untyped } from "../sandbox/Json.ts"
import { sandboxOf } from "./sandboxOf.ts"

/** Derived collections are members of the state next to the vendor's own, so their names must differ. */
export const completed = (document: JsonObject, own: Definition<Untyped>): Definition<Untyped> => {
  const derived = sandboxOf(document, (id) => own.operations[id] === undefined)
  return {
    ...own,
    seed: (context) => {
      const [added, state] = [derived.seed(context), own.seed(context)]
      const taken = Object.keys(added).filter((name) => name in state)
      if (taken.length > 0) {
        throw new Error(
          `The sandbox's own state already has ${taken.join(", ")}: give each operation of ${taken.length === 1 ? "this collection" : "these collections"} a rule.`
        )
      }
      return { ...state, ...added }
    },
    operations: { ...derived.operations, ...own.operations },
    examples: derived.examples ?? []
  }
}
