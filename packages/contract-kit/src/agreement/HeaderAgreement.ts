/** Compares the headers that the package reads from every response with those of the specification. */
import type { Options } from "./AgreementOptions.ts"
import type { Finding } from "./Finding.ts"
import type { SpecOperation } from "@salesbridge/openapi/Specification"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import { kindsOf } from "./ShapeAgreement.ts"

/** Compares the headers that the package's definition names. */
export const headers = (theirs: SpecOperation, options: Options): ReadonlyArray<Finding> => [
  ...remaining(theirs, options),
  ...retryAfter(theirs, options)
]

/** The statuses in the definition's `retryAfter` need a header `Retry-After`: a number of seconds or a date. */
const retryAfter = (theirs: SpecOperation, { definition, spec }: Options): ReadonlyArray<Finding> =>
  (definition.retryAfter ?? []).flatMap((status): ReadonlyArray<Finding> => {
    const response = theirs.responses.get(status)
    if (response === undefined) return []
    const schema = response.headers.get("retry-after")
    const kinds = schema === undefined ? [] : [...kindsOf(specShape(spec, schema))]
    return kinds.some((_) => _ === "integer" || _ === "number" || _ === "string")
      ? []
      : [
          {
            status,
            location: "response header retry-after",
            package: "waits for the time in it",
            spec: schema === undefined ? "no such header" : kinds.join(" or ")
          }
        ]
  })

/** Every response needs the header that the definition names as `remaining`: the remaining quota, as a number. */
const remaining = (theirs: SpecOperation, { definition, spec }: Options): ReadonlyArray<Finding> => {
  const name = definition.remaining?.name.toLowerCase()
  if (name === undefined) return []
  return [...theirs.responses].flatMap(([status, response]): ReadonlyArray<Finding> => {
    const schema = response.headers.get(name)
    const finding = (said: string): Finding => ({
      status,
      location: `response header ${name}`,
      package: "reads the remaining quota",
      spec: said
    })
    if (schema === undefined) return [finding("no such header")]
    const kinds = kindsOf(specShape(spec, schema))
    return kinds.has("integer") || kinds.has("number") ? [] : [finding([...kinds].join(" or "))]
  })
}
