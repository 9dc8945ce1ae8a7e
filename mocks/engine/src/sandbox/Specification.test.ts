/** OpenAPI files as people have them. */
import { request } from "node:http"
import { expect, it } from "vitest"
import { accepting, anyFile, asked, openapi, post, written } from "../../test/anyFile.ts"
import { read } from "./Specification.ts"

const reason = (files: Readonly<Record<string, string>>): string => {
  try {
    return `read: ${read(written(files)).title}`
  } catch (cause) {
    return (cause as Error).message.replace(/\S+\//g, "")
  }
}

const any = openapi({ "/things": { get: accepting() } })

it("reads the file that is named, whatever is next to it", () => {
  expect(reason({ "s.yaml": any, "s.json": '{"hello":1}' })).toBe("read: Any")
})

it("checks JSON as it checks YAML, and accepts a byte order mark", () => {
  expect(reason({ "s.json": '{"swagger":"2.0"}' })).toContain("it is Swagger 2.0; convert it first")
  expect(reason({ "s.json": `\ufeff${any}` })).toBe("read: Any")
  expect(reason({ "s.json": "{" })).toContain("s.json is neither YAML nor JSON")
})

it("identifies operations without an operationId of their own by method and path", async () => {
  const get = (name: string, id?: string) =>
    accepting({
      ...(id !== undefined && { operationId: id }),
      parameters: [{ name, in: "query", required: true, schema: { type: "string" } }]
    })
  const sandbox = await anyFile({
    "/a": { get: get("a", "one") },
    "/b": { get: get("b", "one") },
    "/c": { get: get("c") }
  })
  for (const name of ["a", "b", "c"]) expect(await asked(sandbox, `/${name}?${name}=1`)).toBe("200")
  expect(sandbox.examples).toEqual(["one", "get /b", "get /c"])
  sandbox.fault({ operation: "get /c", status: 503 })
  expect(await asked(sandbox, "/c?c=1")).toContain("503")
})

it("answers at the addresses with and without the path of a server", async () => {
  const servers = [{ url: "https://example.com/v2" }, { url: "/{stage}/", variables: { stage: { default: "beta" } } }]
  const sandbox = await anyFile({ "/things": { get: accepting({ operationId: "get" }) } }, { servers })
  for (const path of ["/things", "/v2/things", "/beta/things"]) expect(await asked(sandbox, path)).toBe("200")
  expect(await asked(sandbox, "/v3/things")).toContain("404")
})

it("accepts credentials of a scheme in any case", async () => {
  const securitySchemes = { basic: { type: "http", scheme: "Basic" } }
  const get = accepting({ operationId: "get", security: [{ basic: [] }] })
  const sandbox = await anyFile({ "/things": { get } }, { components: { securitySchemes } })
  expect(await asked(sandbox, "/things", { headers: { authorization: "Basic dTpw" } })).toBe("200")
})

it.each(["default", "2XX"])("answers with the example of the response %s, and keeps records", async (status) => {
  const thing = { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } }
  const answer = (example: unknown, schema: unknown) => ({
    responses: { [status]: { description: "", content: { "application/json": { schema, example } } } }
  })
  const requestBody = { content: { "application/json": { schema: thing } } }
  const sandbox = await anyFile({
    "/things": {
      get: { operationId: "list", ...answer([{ id: 1 }], { type: "array", items: thing }) },
      post: { operationId: "create", requestBody, ...answer({ id: 1 }, thing) }
    },
    "/ping": { get: { operationId: "ping", ...answer({ pong: true }, {}) } }
  })
  const get = async (path: string, init: RequestInit = {}) => (await fetch(sandbox.url + path, init)).json()
  expect(await get("/ping")).toEqual({ pong: true })
  await get("/things", post('{"name":"a"}'))
  expect(await get("/things")).toEqual([{ id: 1 }, { id: 2, name: "a" }])
  expect(await get("/ping", { headers: { prefer: `code=${status === "2XX" ? 202 : 418}` } })).toEqual({ pong: true })
})

it("accepts the absolute address that clients send to a proxy", async () => {
  const sandbox = await anyFile({ "/things": { get: accepting({ operationId: "get" }) } })
  const answers = ["http://example.com/things?a=1", "http://example.com", "/things"].map(
    (path) =>
      new Promise((resolve, reject) => {
        request({ port: sandbox.port, path }, (response) => resolve(response.resume().statusCode))
          .on("error", reject)
          .end()
      })
  )
  expect(await Promise.all(answers)).toEqual([200, 404, 200])
})
