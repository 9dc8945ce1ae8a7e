/** What holds for every operation of GetSales.io: its examples, API keys, the shape of errors, the limit. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import { example, invalid, start } from "../test/caller.ts"
import { sandbox } from "./sandbox.ts"

interface Described {
  readonly operationId: string
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, unknown>>
}
interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly example?: unknown
}
interface Body {
  readonly $ref?: string
  readonly content: { readonly "application/json": { readonly examples: Record<string, { readonly value: unknown }> } }
}

// The specification's own parser, from the package that reads it.
const { parse } = createRequire(import.meta.resolve("@salesbridge/mocks/package.json"))("yaml") as {
  readonly parse: (text: string) => {
    readonly paths: Record<string, Record<string, Described> & { readonly parameters?: ReadonlyArray<Parameter> }>
    readonly components: Record<string, Record<string, unknown>>
  }
}
const { components, paths } = parse(readFileSync(new URL("../openapi.yaml", import.meta.url), "utf8"))

const follow = <Value extends { readonly $ref?: string }>(value: Value): Value => {
  const [, , kind, name] = value.$ref?.split("/") ?? []
  return name === undefined ? value : (components[kind!]![name] as Value)
}

const methods = ["get", "post", "put", "delete"]

const calls = Object.entries(paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method]
    if (operation === undefined) return []
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(follow)
    const address = parameters
      .filter((parameter) => parameter.in === "path")
      .reduce((address, { example, name }) => address.replace(`{${name}}`, String(example)), path)
    const query = new URLSearchParams(
      parameters
        .filter((parameter) => parameter.in === "query" && parameter.example !== undefined)
        .map(({ example, name }): [string, string] => [name, String(example)])
    )
    const bodies =
      operation.requestBody === undefined
        ? [["without a body", undefined] as const]
        : Object.entries(follow(operation.requestBody).content["application/json"].examples).map(
            ([name, { value }]) => [name, value] as const
          )
    const successes = Object.keys(operation.responses).filter((status) => status.startsWith("2"))
    return bodies.map(([name, body]) => ({
      id: operation.operationId,
      example: name,
      method: method.toUpperCase(),
      path: query.size === 0 ? address : `${address}?${query.toString()}`,
      body,
      successes
    }))
  })
)

it("has a rule for every operation of the specification, and no other", () => {
  expect(Object.keys(sandbox.operations).toSorted()).toEqual([...new Set(calls.map(({ id }) => id))].toSorted())
})

it("answers every example of the specification with success", async () => {
  const { call, sandbox } = await start({ limits: false })
  expect(calls.length).toBeGreaterThan(26)
  const empty: Array<string> = []
  for (const { body, example, id, method, path, successes } of calls) {
    sandbox.reset()
    const answer = await call(method, path, body)
    expect(successes, `${id}, ${example}: ${JSON.stringify(answer.body)}`).toContain(String(answer.status))
    if (answer.body?.data?.length === 0) empty.push(id)
  }
  expect(empty).toEqual([])
})

describe("API keys", () => {
  it.each([
    ["no key", {}],
    ["another scheme", { authorization: "Basic a2V5" }],
    ["a wrong key", { authorization: "Bearer invalid-key" }]
  ])("%s is answered 401, auth_exception", async (_, headers) => {
    const { call } = await start()
    expect(await call("GET", "/flows/api/flows", undefined, headers)).toMatchObject({
      status: 401,
      body: { error: { reason: "auth_exception", data: {} }, message: "Unauthorized", code: 401 }
    })
  })

  it("open the team that they belong to, named or not, and no other: 403, access_denied", async () => {
    const { call } = await start()
    const of = (team: string) =>
      call("GET", "/leads/api/lists", undefined, { authorization: "Bearer key", "team-id": team })
    expect((await of("1")).status).toBe(200)
    expect(await of("2")).toMatchObject({
      status: 403,
      body: { error: { reason: "access_denied", message: "The key may not work in team 2." }, code: 403 }
    })
  })
})

describe("errors", () => {
  it("name what does not exist: 404", async () => {
    const { call, put } = await start()
    for (const [method, path] of [
      ["GET", "/leads/api/leads/nobody"],
      ["GET", "/leads/api/leads/constructor"],
      ["PUT", "/leads/api/leads/nobody"],
      ["DELETE", "/leads/api/leads/nobody"],
      ["GET", "/leads/api/lists/nobody"],
      ["GET", "/flows/api/sender-profiles/nobody"],
      ["PUT", "/flows/api/flows/nobody/start"],
      ["PUT", "/flows/api/flows/nobody/stop"],
      ["POST", `/flows/api/flows/nobody/leads/${example}`],
      ["POST", `/flows/api/flows/${example}/leads/nobody`],
      ["PUT", "/flows/api/flows/leads/nobody/cancel-all"]
    ] as const) {
      const answer = await call(method, path, method === "PUT" && path.includes("api/leads") ? {} : undefined)
      expect(answer, path).toMatchObject({
        status: 404,
        body: { error: { reason: "not_found" }, message: "Not found", code: 404 }
      })
      expect(answer.body.error.message).toMatch(/^There is no (contact|list|sender profile|automation) \w+\.$/)
    }
    expect((await put("/flows/api/flows/leads/nobody/cancel", { flow_uuids: [example] })).status).toBe(404)
  })

  it("name the fields of a request that breaks the specification: 422, validation_error", async () => {
    const { get, post } = await start()
    expect(await post("/leads/api/lists", {})).toMatchObject({
      status: 422,
      body: {
        error: {
          reason: "validation_error",
          message: "The name field is required.",
          data: { name: ["The name field is required."] }
        },
        message: "Validation failed",
        code: 422
      }
    })
    expect(await get("/leads/api/lists?limit=101&order_type=up")).toMatchObject(invalid("limit", "order_type"))
    expect(await post("/leads/api/leads/upsert", { lead: {}, list_uuid: 1 })).toMatchObject(
      invalid("lead.linkedin_id", "list_uuid")
    )
    expect(await post("/leads/api/leads/lookup-one", {})).toMatchObject(invalid("linkedin_id", "email", "name"))
    expect(await post("/leads/api/lists")).toMatchObject(invalid("body"))
  })

  it("say that a body is no JSON: 400, bad_request", async () => {
    const { post } = await start()
    expect(await post("/leads/api/lists", "{")).toMatchObject({
      status: 400,
      body: { error: { reason: "bad_request" }, message: "Bad request", code: 400 }
    })
  })
})

describe("the limit", () => {
  it("is 300 requests a minute for each key, then 429 without headers", async () => {
    const { call, get, sandbox } = await start({ now: "2026-03-01T09:00:05Z" })
    const statuses = await Promise.all(
      Array.from({ length: 301 }, async () => (await get(`/leads/api/lists/${example}`)).status)
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(300)
    const refused = await get("/leads/api/lists")
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { reason: "too_many_requests" }, message: "Too many requests", code: 429 }
    })
    expect(refused.headers.get("retry-after")).toBeNull()
    const other = { authorization: "Bearer another" }
    expect((await call("GET", "/leads/api/lists", undefined, other)).status).toBe(200)
    await sandbox.advance("1 minute")
    expect((await get("/leads/api/lists")).status).toBe(200)
  })
})
