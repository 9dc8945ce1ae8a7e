/** The headers that the package reads of every answer beside those of the specification. */
import type { Options } from "./AgreementOptions.ts"
import type { Finding } from "./Finding.ts"
import type { SpecOperation } from "@salesbridge/openapi/Specification"
import * as Shape from "./Shape.ts"

/** What the vendor says is left of its quota: a number, with every answer. */
export const headers = (theirs: SpecOperation, { definition, spec }: Options): ReadonlyArray<Finding> => {
  const name = definition.remaining?.name.toLowerCase()
  if (name === undefined) return []
  return [...theirs.responses].flatMap(([status, response]): ReadonlyArray<Finding> => {
    const schema = response.headers.get(name)
    const finding = (said: string): Finding => ({
      status,
      location: `response header ${name}`,
      package: "reads how much of the quota is left",
      spec: said
    })
    if (schema === undefined) return [finding("no such header")]
    const { kinds } = Shape.ofSpec(spec, schema)
    return kinds.has("integer") || kinds.has("number") ? [] : [finding([...kinds].join(" or "))]
  })
}
