/** Which of the forms that a success may have belongs to which status: several 2xx may have a body each. */
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
import { resolved } from "./Variant.ts"

/** What a 2xx of this status is read with: the members of the success's union that are most like it, or all of it. */
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
