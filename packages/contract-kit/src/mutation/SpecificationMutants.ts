/** Makes the mutants of a specification with one operation, which `isolated` returns. */
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { OpenApi, SpecOperation } from "@salesbridge/openapi/Specification"
import { identified, type SpecificationMutant } from "./Mutant.ts"
import { addressMutations } from "./AddressMutations.ts"
import { parameterMutations } from "./ParameterMutations.ts"
import { requestBodyMutations } from "./RequestBodyMutations.ts"
import { responseMutations } from "./ResponseMutations.ts"
import type { Writable } from "./SchemaNodes.ts"
import { securityMutations } from "./SecurityMutations.ts"

const mutators = [addressMutations, parameterMutations, requestBodyMutations, responseMutations, securityMutations]

/** All mutants, in the order of the specification. Those of alternatives come last. */
export const specificationMutants = (spec: OpenApi): ReadonlyArray<SpecificationMutant> => {
  const first = spec.operations.find((_) => _.alternativeOf === undefined)
  return first === undefined ? [] : spec.operations.flatMap((_) => ofOperation(spec.document, _, first.id))
}

const ofOperation = (document: JsonObject, spec: SpecOperation, id: string): ReadonlyArray<SpecificationMutant> => {
  const { alternativeOf, path } = spec
  const method = spec.method.toLowerCase()
  const node = ((document["paths"] as JsonObject)[path] as JsonObject)[method] as JsonObject
  const drafts = mutators.flatMap((mutations) => [...mutations({ document, node, spec })])
  return identified(spec.id, drafts, (draft, edit) => ({
    ...draft,
    side: "specification",
    operation: id,
    ...(alternativeOf === undefined
      ? {}
      : { location: `${spec.id} ${draft.location}`, subject: { ...draft.subject, alternative: true } }),
    apply: (given) => {
      const copy = structuredClone(given) as Writable
      const paths = copy["paths"] as Writable
      edit((paths[path] as Writable)[method] as Writable, paths, copy)
      return copy
    }
  }))
}
