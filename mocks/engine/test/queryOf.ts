/** Encodes a parameter for a query. */
import { isObject } from "@salesbridge/openapi/Json"
import type { Parameter } from "../src/sandbox/Specification.ts"

export const queryOf = ({ deepObject, explode, name }: Parameter, value: unknown): ReadonlyArray<string> => {
  const pair = (key: string, one: unknown) => `${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`
  if (deepObject && isObject(value)) {
    return Object.entries(value).flatMap(([key, one]) =>
      Array.isArray(one) ? one.map((item) => pair(`${name}[${key}][]`, item)) : [pair(`${name}[${key}]`, one)]
    )
  }
  if (!Array.isArray(value)) return [pair(name, value)]
  return explode ? value.map((one) => pair(name, one)) : [pair(name, value.join(","))]
}
