/**
 * Replaces equal schemas and headers of responses by one shared object. Prism compiles a validator for every object, and
 * most of the hundreds of responses in a specification are the same few errors.
 */
import type { PrismHttpComponents } from "@stoplight/prism-http"

type Operation = Parameters<PrismHttpComponents["validateInput"]>[0]["resource"]
type Response = Operation["responses"][number]

/** The same operations. Operations with references of their own are not changed. */
export const withSharedSchemas = (operations: ReadonlyArray<Operation>): Array<Operation> => {
  const schemas = new Map<string, unknown>()
  const headers = new Map<string, unknown>()
  const shared = <A>(known: Map<string, unknown>, value: A): A => {
    const key = JSON.stringify(value, withoutIds)
    if (!known.has(key)) known.set(key, value)
    return known.get(key) as A
  }
  const sharing = (response: Response): Response => ({
    ...response,
    ...(response.headers !== undefined && { headers: shared(headers, response.headers) }),
    ...(response.contents !== undefined && {
      contents: response.contents.map((content) =>
        content.schema === undefined ? content : { ...content, schema: shared(schemas, content.schema) }
      )
    })
  })
  return operations.map((operation) =>
    "__bundled__" in operation
      ? operation
      : { ...operation, responses: operation.responses.map(sharing) as Operation["responses"] }
  )
}

/** Prism's reader numbers its objects: `x-stoplight` in schemas, `id` in headers and examples. These ids are left out. */
function withoutIds(this: unknown, name: string, value: unknown): unknown {
  if (name === "x-stoplight" && typeof (value as { readonly id?: unknown } | null)?.id === "string") return undefined
  const numbered = Object(this) as object
  return name === "id" && typeof value === "string" && ("encodings" in numbered || "key" in numbered)
    ? undefined
    : value
}
