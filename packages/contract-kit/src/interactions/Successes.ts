/** Assigns the members of a success's union to the 2xx statuses that have bodies. */
import type { Operation } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import type { OpenApi, SpecOperation } from "@salesbridge/openapi/Specification"
import { isSuccess } from "@salesbridge/openapi/Specification"
import { successOf } from "./Interaction.ts"
import type * as Sample from "./Sample.ts"
import { compare } from "../agreement/ShapeAgreement.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import type { Shape } from "../shape/SchemaShape.ts"
import { resolved } from "./Resolved.ts"

/**
 * The schema of the body for each 2xx status: the union's members that are most similar to what the specification
 * declares for this status, or the whole schema.
 */
export const successesBy = (
  operation: Operation.Any,
  theirs: SpecOperation | undefined,
  spec: OpenApi
): ((status: number) => Sample.Codec) => {
  const whole = successOf(operation)
  const node = resolved(whole.ast)
  const statuses = [...(theirs?.responses ?? [])].filter(([status, _]) => isSuccess(status) && _.schema !== undefined)
  if (statuses.length < 2 || node._tag !== "Union") return () => whole
  const shapes = new Map(statuses.map(([status, { schema }]) => [status, specShape(spec, schema)]))
  const owners = node.types.map((type) => {
    const ours = wireShape(type)
    const distance = (theirs: Shape) =>
      compare(ours, theirs).reduce((sum, { lenient }) => sum + (lenient === undefined ? 100 : 1), 0)
    const [closest] = [...shapes].toSorted(([, a], [, b]) => distance(a) - distance(b))
    return { type, status: closest![0] }
  })
  return (status) => {
    const own = owners.filter((_) => _.status === status).map(({ type }) => Schema.make(type))
    if (own.length === 0 || own.length === node.types.length) return whole
    return (own.length === 1 ? own[0]! : Schema.Union(own)) as unknown as Sample.Codec
  }
}
