/**
 * Compares what the package claims beyond its schemas: whether a call may be sent again, the category of an error, and
 * whether a status means that the vendor did not process the request. Claims that follow from the method and the status
 * need no mark. The specification must state any other in `x-safety`, `x-category` or `x-not-processed`, or a tolerance
 * must allow it.
 */
import { Category, type Operation } from "@salesbridge/core"
import type { SpecOperation } from "@salesbridge/openapi/Specification"
import type { Finding } from "./Finding.ts"

const usual: { readonly [method: string]: Operation.Safety } = { GET: "safe", PUT: "idempotent", DELETE: "idempotent" }

/** The claims that the specification does not make. */
export const claims = (operation: Operation.Any, theirs: SpecOperation): ReadonlyArray<Finding> => {
  const differing = (
    status: number | undefined,
    location: string,
    ours: string,
    spec: string
  ): ReadonlyArray<Finding> => (ours === spec ? [] : [{ status, location, package: ours, spec, lenient: ["value"] }])
  const processed = (_: boolean) => (_ ? "nothing was done" : "something may have been done")
  return [
    ...differing(undefined, "safety", operation.safety, theirs.safety ?? usual[theirs.method] ?? "unsafe"),
    ...operation.errors.flatMap(({ category, notProcessed, status }) => {
      const response = theirs.responses.get(status)
      if (response === undefined) return []
      return [
        ...differing(status, "category", category, response.category ?? Category.fromStatus(status)),
        ...differing(status, "meaning", processed(notProcessed), processed(response.notProcessed ?? status === 429))
      ]
    })
  ]
}
