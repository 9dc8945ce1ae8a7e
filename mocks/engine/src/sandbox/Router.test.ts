import { describe, expect, it } from "vitest"
import { router } from "./Router.ts"
import type { Operation } from "./Specification.ts"

const operation = (method: string, path: string) =>
  ({ id: `${method} ${path}`, method, path, prefixes: [] as ReadonlyArray<string> }) as Operation

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

  it("reads several parameters and fixed text in one segment, the most fixed text first", () => {
    const find = router(
      ["/reports/{id}", "/reports/{id}.csv", "/geo/{lat},{lng}", "/things/{id}:archive", "/año", "/año/{id}.ñ"].map(
        (path) => operation("GET", path)
      )
    )
    const found = (path: string) => {
      const { operation, path: values } = { path: {}, ...find("GET", path) }
      return [operation?.path, values]
    }
    expect(found("/reports/7")).toEqual(["/reports/{id}", { id: "7" }])
    expect(found("/reports/7.csv")).toEqual(["/reports/{id}.csv", { id: "7" }])
    expect(found("/reports/a%2Eb.csv")).toEqual(["/reports/{id}.csv", { id: "a.b" }])
    expect(found("/reports/.csv")).toEqual(["/reports/{id}", { id: ".csv" }])
    expect(found("/geo/1.5,-2")).toEqual(["/geo/{lat},{lng}", { lat: "1.5", lng: "-2" }])
    expect(found("/things/7:archive")).toEqual(["/things/{id}:archive", { id: "7" }])
    expect(found("/things/7%3Aarchive")).toEqual(["/things/{id}:archive", { id: "7" }])
    expect(found("/a%C3%B1o")).toEqual(["/año", {}])
    expect(found("/a%C3%B1o/7.%C3%B1")).toEqual(["/año/{id}.ñ", { id: "7" }])
    expect(found("/things/7")).toEqual([undefined, {}])
  })
})
