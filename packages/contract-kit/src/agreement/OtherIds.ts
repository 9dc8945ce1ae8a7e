/** Operations that were found by method and path, because the specification gives them another id than the package. */
import type { Operation } from "@salesbridge/core"
import { find, type OpenApi } from "@salesbridge/openapi/Specification"
import type { Disagreement } from "../report/Disagreement.ts"

/** Returns a disagreement for each of them. `written` is the specification itself, `read` its plain form. */
export const otherIds = (
  catalog: ReadonlyArray<Operation.Any>,
  { read, written }: { readonly read: OpenApi; readonly written: OpenApi }
): ReadonlyArray<Disagreement> =>
  catalog.flatMap(({ id }) => {
    const found = find(read, id)
    if (found === undefined || find(written, id) !== undefined) return []
    // The path that was read begins with the server's.
    const theirs = written.operations.find((_) => _.method === found.method && found.path.endsWith(_.path))
    return theirs === undefined
      ? []
      : [
          {
            witness: "agreement",
            operation: id,
            status: undefined,
            location: "operationId",
            package: id,
            spec: theirs.id
          }
        ]
  })
