/**
 * Checks fractional `multipleOf` with decimal arithmetic. Prism uses binary fractions and refuses 19.99 as a multiple
 * of 0.01, so these rules are hidden from Prism and checked here.
 */
import type { PrismHttpComponents } from "@stoplight/prism-http"
import { isMultipleOf } from "@salesbridge/openapi/multipleOf"
import { isObject } from "@salesbridge/openapi/Json"

const hidden = "x-decimal-multiple-of"

/** Copies the operations, and renames these rules to a name that Prism ignores. */
export const hideDecimals = <A>(operations: A): A => {
  const copies = new Map<object, unknown>()
  const copy = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value
    const known = copies.get(value)
    if (known !== undefined) return known
    const made: Record<string, unknown> | Array<unknown> = Array.isArray(value) ? [] : {}
    copies.set(value, made)
    for (const [key, one] of Object.entries(value)) {
      const name = key === "multipleOf" && typeof one === "number" && !Number.isInteger(one) ? hidden : key
      ;(made as Record<string, unknown>)[name] = copy(one)
    }
    return made
  }
  return copy(operations) as A
}

type Operation = Parameters<PrismHttpComponents["validateInput"]>[0]["resource"]
type Diagnostic = {
  readonly path: Array<string>
  readonly code: string
  readonly message: string
  readonly severity: 0
}

/** Finds the values that are not multiples. Rules in `anyOf` and `oneOf` are not checked. */
export const brokenDecimals = (
  operation: Operation,
  schema: unknown,
  value: unknown,
  path: ReadonlyArray<string>
): ReadonlyArray<Diagnostic> => {
  const visit = (given: unknown, value: unknown, path: ReadonlyArray<string>): ReadonlyArray<Diagnostic> => {
    const schema = resolve(operation, given)
    if (!isObject(schema)) return []
    const step = schema[hidden]
    const here =
      typeof step === "number" && typeof value === "number" && !isMultipleOf(value, step)
        ? [
            {
              path: [...path],
              code: "multipleOf",
              message: `${path.join(".")} must be multiple of ${step}`,
              severity: 0 as const
            }
          ]
        : []
    const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].flatMap((part) => visit(part, value, path)) : []
    return [...here, ...parts, ...inside(schema, value, path)]
  }
  const inside = (schema: Record<string, unknown>, value: unknown, path: ReadonlyArray<string>) => {
    if (Array.isArray(value))
      return value.flatMap((one, index) => visit(schema["items"], one, [...path, String(index)]))
    const { properties } = schema
    if (!isObject(value) || !isObject(properties)) return []
    return Object.entries(value).flatMap(([name, one]) =>
      Object.hasOwn(properties, name) ? visit(properties[name], one, [...path, name]) : []
    )
  }
  return visit(schema, value, path)
}

const resolve = (operation: Operation, schema: unknown): unknown => {
  let found = schema
  // Circular references must end.
  for (let steps = 0; steps < 100 && isObject(found) && typeof found["$ref"] === "string"; steps++) {
    found = found["$ref"]
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>(
        (node, key) => (isObject(node) ? node[key.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined),
        operation
      )
  }
  return found
}
