import { describe, expect, it } from "vitest"
import { router } from "./Router.ts"
import type { Operation } from "./Specification.ts"

const operation = (method: string, path: string) => ({ id: `${method} ${path}`, method, path }) as Operation

const find = router(
  [
    ["GET", "/people/{id}"],
    ["DELETE", "/people/{id}"],
    ["POST", "/people/upserts"],
    ["GET", "/{kind}/{id}/notes/{note}"],
    ["GET", "/people/{id}/notes/last"]
  ].map(([method, path]) => operation(method!, path!))
)

const found = (method: string, path: string) => {
  const { operation, ...rest } = find(method, path)
  return operation === undefined ? rest : { id: operation.id, ...rest }
}

describe("a router", () => {
  it("prefers fixed segments to parameters", () => {
    expect(found("POST", "/people/upserts")).toEqual({ id: "POST /people/upserts", path: {} })
    expect(found("GET", "/people/7/notes/last")).toEqual({ id: "GET /people/{id}/notes/last", path: { id: "7" } })
  })

  it("falls back to parameters if fixed segments lead nowhere, and discards their values", () => {
    expect(found("GET", "/people/upserts")).toEqual({ id: "GET /people/{id}", path: { id: "upserts" } })
    expect(found("GET", "/people/7/notes/8")).toEqual({
      id: "GET /{kind}/{id}/notes/{note}",
      path: { kind: "people", id: "7", note: "8" }
    })
  })

  it("decodes the values of parameters, and keeps values that cannot be decoded", () => {
    expect(found("GET", "/people/a%2Fb/")).toMatchObject({ path: { id: "a/b" } })
    expect(found("GET", "/people/50%")).toMatchObject({ path: { id: "50%" } })
  })

  it("lists the methods of a known path, and none of an unknown one", () => {
    expect(found("PUT", "/people/upserts")).toEqual({ methods: ["POST", "GET", "DELETE"] })
    expect(found("GET", "/people/")).toEqual({ methods: [] })
    expect(found("GET", "/")).toEqual({ methods: [] })
  })
})
