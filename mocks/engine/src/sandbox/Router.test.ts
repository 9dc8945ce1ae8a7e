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
  it("lets fixed segments win over names", () => {
    expect(found("POST", "/people/upserts")).toEqual({ id: "POST /people/upserts", path: {} })
    expect(found("GET", "/people/7/notes/last")).toEqual({ id: "GET /people/{id}/notes/last", path: { id: "7" } })
  })

  it("takes names where what is fixed leads nowhere, and forgets what it took on that way", () => {
    expect(found("GET", "/people/upserts")).toEqual({ id: "GET /people/{id}", path: { id: "upserts" } })
    expect(found("GET", "/people/7/notes/8")).toEqual({
      id: "GET /{kind}/{id}/notes/{note}",
      path: { kind: "people", id: "7", note: "8" }
    })
  })

  it("decodes what stands for a name, once it is cut out, and leaves alone what cannot be decoded", () => {
    expect(found("GET", "/people/a%2Fb/")).toMatchObject({ path: { id: "a/b" } })
    expect(found("GET", "/people/50%")).toMatchObject({ path: { id: "50%" } })
  })

  it("tells the methods of a path that has others, and none of one that is not known", () => {
    expect(found("PUT", "/people/upserts")).toEqual({ methods: ["POST", "GET", "DELETE"] })
    expect(found("GET", "/people/")).toEqual({ methods: [] })
    expect(found("GET", "/")).toEqual({ methods: [] })
  })
})
