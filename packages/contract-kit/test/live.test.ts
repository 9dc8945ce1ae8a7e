/** Tests live comparisons with a server on this machine, which first behaves as documented and then does not. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { it } from "@effect/vitest"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { afterAll, beforeAll, beforeEach, describe, expect } from "vitest"
import { type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import * as Live from "../src/live/index.ts"
import { aLead, answers, catalog, definition, spec } from "./initech.ts"

type Answer = (request: IncomingMessage, response: ServerResponse, call: string) => void

// With the vendor's own limit, most of a test's time would be waits.
const contract = {
  catalog,
  definition: { ...definition, limits: [{ limit: 400_000, window: "1 minute" as const }] },
  spec
}
const send = (response: ServerResponse, body: unknown, status = 200) => {
  response.writeHead(status, { "content-type": "application/json" })
  response.end(JSON.stringify(body))
}
const asDescribed: Answer = (_, response, call) =>
  answers[call] === undefined ? send(response, {}, 404) : send(response, answers[call])

let baseUrl: string
let answer: Answer
let calls: Array<string>

const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1")
  calls.push(`${request.method} ${pathname}${search}`)
  answer(request, response, `${request.method} ${pathname}`)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  calls = []
  answer = asDescribed
})

const ask = (options: Partial<Live.Options> = {}) =>
  Live.run({ contract, credentials: { accessToken: "secret" }, baseUrl, ...options })
const rowOf = (report: Live.Report, operation: string) => report.rows.find((_) => _.operation === operation)
/** The mismatches as short lines of text. */
const lines = ({ mismatches }: Live.Report) =>
  mismatches.map(
    (_) =>
      `${_.operation} ${_.status} ${_.place}: ${_.expected}; ${_.got} (${_.by.map((side) => side[0]).join("")}${_.isReadAsNull ? "0" : ""})`
  )
/** The server's responses with another body for one call. */
const answering = (call: string, body: unknown, status = 200) => {
  answer = (request, response, one) =>
    one === call ? send(response, body, status) : asDescribed(request, response, one)
}

describe("a vendor that behaves as documented", () => {
  it("agrees, and gets only GET requests, with ids from its responses", async () => {
    const report = await ask({ onRow: () => Promise.reject(new Error("a mistake of the caller's")) })
    expect(report.mismatches).toEqual([])
    expect(report.newFields).toEqual([])
    expect(calls).toEqual([
      "GET /leads",
      "GET /leads?per_page=1&page=1",
      "GET /me",
      "GET /leads/lead-1",
      // Both kinds of ids look alike. The one from the list is identified by its name.
      "GET /lists/list-1"
    ])
    expect(report.requests).toBe(calls.length)
    expect(report.rows.map(({ operation, reason, result }) => [operation, result, reason])).toEqual([
      ["getLead", "agrees", undefined],
      ["listLeads", "agrees", undefined],
      ["searchLeads", "not tried", "POST, sent only with --post"],
      ["getList", "agrees", undefined],
      ["getSeat", "not tried", "no response had its seat"],
      ["getMe", "agrees", undefined]
    ])
    expect(Live.exitCode(report)).toBe(0)
  })

  it("gets reads that use POST with the option `post`, and never a write", async () => {
    const report = await ask({ post: true })
    expect(rowOf(report, "searchLeads")?.result).toBe("agrees")
    expect(calls.filter((_) => !_.startsWith("GET "))).toEqual(["POST /leads/search"])
  })

  it("has a plan that states the number of calls", () => {
    expect(Live.plan({ contract: { ...contract, definition }, credentials: {}, baseUrl })).toEqual({
      vendor: "initech",
      origins: [baseUrl],
      operations: 8,
      reads: 6,
      methods: ["GET"],
      calls: 6,
      limits: "100 in 60 s, a quarter of the documented 400"
    })
    expect(Live.plan({ contract, credentials: {} }).origins).toEqual(["https://api.example.com"])
  })
})

describe("a vendor that behaves differently", () => {
  const { name, ...nameless } = aLead

  it.each<[string, unknown, ReadonlyArray<string>]>([
    ["a field renamed", { ...nameless, full_name: name }, ["name: a required field; missing (sp)"]],
    ["another type", { ...aLead, name: 7 }, ["name: string; integer (sp)"]],
    ["null", { ...aLead, name: null }, ["name: string; null (sp)"]],
    ["an object", { ...aLead, name: { first: "Jane" } }, ["name: string; object (1 key) (sp)"]],
    ["one more value", { ...aLead, stage: "lost" }, ["stage: a documented value; string, undocumented (s)"]],
    ["what is read as null", { ...aLead, seen_at: "some day" }, ["seen_at: string (date-time); string (sp0)"]],
    [
      "a value that customers chose the key of",
      { ...aLead, custom_fields: { "Home Town": 3 } },
      ["custom_fields{}: string; integer (s)"]
    ],
    ["only what the package reads as null", { ...aLead, note_at: 7 }, ["note_at: null or string; integer (p0)"]],
    ["a list", [aLead], ["body: object; list (sp)"]]
  ])("%s", async (_, body, expected) => {
    answering("GET /leads/lead-1", body)
    const report = await ask()
    expect(lines(report)).toEqual(expected.map((_) => `getLead 200 ${_}`))
    expect(rowOf(report, "getLead")).toMatchObject({ result: "differs", differences: expected.length, statuses: [200] })
    expect(Live.exitCode(report)).toBe(1)
  })

  it("is reported once, even if many items of a list differ", async () => {
    answering("GET /leads", { data: [aLead, { ...aLead, name: null }, { ...aLead, name: 5 }] })
    const report = await ask()
    expect(lines(report)).toEqual(["listLeads 200 data[].name: string; integer or null (sp)"])
    // A response that the package cannot read provides no ids.
    expect(rowOf(report, "getLead")).toMatchObject({ result: "not tried", reason: "no response had its uuid" })
  })

  it("may have new fields, which are listed, unless the specification allows none", async () => {
    answer = (request, response, call) => {
      if (call === "GET /me") return send(response, { name: "Jane", pronouns: "she", "Jane Roe": 1, jane: 2 })
      if (call === "GET /lists/list-1") return send(response, { uuid: "list-1", size: 4 })
      return asDescribed(request, response, call)
    }
    const report = await ask()
    expect(report.newFields.map(({ got, place }) => `${place}: ${got}`)).toEqual([
      "size: integer",
      "pronouns: string",
      // Keys that do not look like names of fields, and one that occurs in the response as text.
      "{}: integer"
    ])
    expect(lines(report)).toEqual(["getList 200 size: no such field; integer (s)"])
  })

  it.each<[string, Answer, string, Partial<Live.Row>]>([
    [
      "a new status",
      (_, response) => send(response, {}, 418),
      "418 status: a documented status; 418 (sp)",
      { result: "differs", statuses: [418], reason: "UnexpectedStatus" }
    ],
    [
      "a new status of success",
      (_, response) => send(response, { name: "Jane" }, 203),
      "203 status: a documented status; 203 (s)",
      { result: "differs", statuses: [203], reason: undefined }
    ],
    [
      "a redirect, which is not followed",
      (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(),
      "302 status: a documented status; 302 (sp)",
      { result: "differs", statuses: [302] }
    ],
    ["an empty body", (_, response) => response.end(), "200 body: JSON; nothing (sp)", { result: "differs" }],
    [
      "text instead of JSON",
      (_, response) => response.end("<p>Hello Jane</p>"),
      "200 body: JSON; text that is not JSON (sp)",
      { result: "differs", reason: "its body is not JSON" }
    ]
  ])("%s", async (_, other, line, row) => {
    answer = (request, response, call) => (call === "GET /me" ? other : asDescribed)(request, response, call)
    const report = await ask()
    expect(lines(report)).toEqual([`getMe ${line}`])
    expect(rowOf(report, "getMe")).toMatchObject(row)
    expect(calls).not.toContain("GET /elsewhere")
  })
})

describe("a specification with ranges", () => {
  const described: JsonObject = {
    description: "The caller.",
    content: {
      "application/json": {
        schema: { type: "object", required: ["name"], properties: { name: { type: "string" } } }
      }
    }
  }
  const asking = async (responses: JsonObject, status: number, body: unknown) => {
    answering("GET /me", body, status)
    const paths = { ...objectOr(spec["paths"]), "/me": { get: { operationId: "getMe", responses } } }
    return lines(await ask({ contract: { ...contract, spec: { ...spec, paths } } }))
  }

  it.each<[string, JsonObject, number, unknown, ReadonlyArray<string>]>([
    ["of successes", { "2XX": described }, 206, { name: "Jane" }, []],
    ["of successes, and another body", { "2XX": described }, 206, { name: 7 }, ["206 name: string; integer (sp)"]],
    ["for everything", { default: described }, 203, { name: "Jane" }, []],
    [
      "for all other statuses",
      { "200": described, default: { description: "Others." } },
      418,
      {},
      ["418 status: a documented status; 418 (p)"]
    ],
    [
      "for all other statuses, and another body",
      { "200": described, default: described },
      418,
      {},
      ["418 status: a documented status; 418 (p)", "418 name: a required field; missing (s)"]
    ],
    [
      "of others",
      { "200": described, "4XX": described },
      203,
      { name: "Jane" },
      ["203 status: a documented status; 203 (s)"]
    ]
  ])("%s", async (_, responses, status, body, expected) => {
    expect(await asking(responses, status, body)).toEqual(expected.map((line) => `getMe ${line}`))
  })
})

describe("a vendor that does not respond as expected", () => {
  it("gets a single call if it refuses the credentials", async () => {
    answer = (_, response) => send(response, { message: "no" }, 401)
    const report = await ask()
    expect(calls).toEqual(["GET /leads"])
    expect(report.stopped).toBe("credentials")
    expect(rowOf(report, "getMe")).toMatchObject({ result: "not tried", reason: "the credentials were refused" })
    expect(Live.exitCode(report)).toBe(1)
    expect(Live.render(report)).toContain("Stopped: the vendor refuses the credentials.")
  })

  it("gets no further calls if it cannot be reached", async () => {
    const report = await ask({ baseUrl: "http://127.0.0.1:9" })
    expect(report.stopped).toBe("unreachable")
    expect(Live.exitCode(report)).toBe(1)
  })

  it("is distinguished from a vendor that forbids one read", async () => {
    answering("GET /me", {}, 403)
    const report = await ask()
    expect(rowOf(report, "getMe")).toMatchObject({ result: "forbidden", statuses: [403] })
    expect(Live.exitCode(report)).toBe(0)
  })

  it("does not agree if it forbids every read", async () => {
    answer = (_, response) => send(response, {}, 403)
    const report = await ask()
    expect(new Set(report.rows.map(({ result }) => result))).toEqual(new Set(["forbidden", "not tried"]))
    expect(Live.exitCode(report)).toBe(1)
  })

  it("is called again after a 429", async () => {
    let refused = 0
    answer = (request, response, call) => {
      if (call !== "GET /me" || refused++ > 0) return asDescribed(request, response, call)
      response.writeHead(429, { "retry-after": "1" }).end()
    }
    const report = await ask()
    expect(rowOf(report, "getMe")?.result).toBe("agrees")
    expect(calls.filter((_) => _ === "GET /me")).toHaveLength(2)
  })

  it("fails after a timeout or a lasting 429, and the body of an error is compared", async () => {
    answer = (request, response, call) => {
      if (call === "GET /me") return
      if (call === "GET /leads/lead-1")
        return void response.writeHead(429, { "retry-after": "600" }).end('{"text":"Jane"}')
      asDescribed(request, response, call)
    }
    const report = await ask({ timeout: 0.05 })
    expect(rowOf(report, "getMe")).toMatchObject({ result: "failed", reason: "RequestTimeout" })
    expect(lines(report)).toEqual(["getLead 429 message: a required field; missing (s)"])
    expect(Live.exitCode(report)).toBe(1)
  })

  it("leaves the results so far if the run is interrupted", async () => {
    const stop = new AbortController()
    answer = (request, response, call) => (call === "GET /me" ? stop.abort() : asDescribed(request, response, call))
    const report = await ask({ signal: stop.signal })
    expect(rowOf(report, "listLeads")?.result).toBe("agrees")
    expect(rowOf(report, "getLead")).toMatchObject({ result: "not tried", reason: "interrupted" })
    expect(Live.exitCode(report)).toBe(130)
  })
})

describe("the quota", () => {
  /** A hundred lists without pages, and an HTTP client that records when each request was sent. */
  const many = Array.from({ length: 100 }, (_, index) => ({
    ...catalog[5],
    id: `getMe${index}`
  })) as unknown as ReadonlyArray<(typeof catalog)[number]>

  const busiest = (times: ReadonlyArray<number>, window: number) =>
    Math.max(...times.map((from) => times.filter((_) => _ >= from && _ < from + window).length))

  it.effect.each<[string, typeof definition.limits, number, number]>([
    ["a quarter of what is documented", [{ limit: 40, window: "1 minute" }], 60_000, 10],
    [
      "a quarter of each of several limits",
      [
        { limit: 4000, window: "1 minute" },
        { limit: 12, window: "1 second" }
      ],
      1000,
      3
    ],
    ["a quarter of less than four", [{ limit: 1, window: "1 second" }], 4000, 1],
    ["one a second where nothing is documented", undefined, 1000, 1]
  ])("stays within %s", ([, limits, window, most]) =>
    Effect.gen(function* () {
      const times: Array<number> = []
      const client = HttpClient.make((request) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          times.push(now)
          return HttpClientResponse.fromWeb(request, Response.json({ name: "Jane" }))
        })
      )
      const { limits: _, ...rest } = definition
      const other = { ...rest, ...(limits === undefined ? {} : { limits }) }
      const options = { contract: { ...contract, catalog: many, definition: other }, credentials: { accessToken: "x" } }
      const fiber = yield* Effect.forkChild(
        Live.runWith(options).pipe(Effect.provideService(HttpClient.HttpClient, client))
      )
      while (times.length < many.length) yield* TestClock.adjust("100 millis")
      const report = yield* Fiber.join(fiber)
      expect(report.requests).toBe(100)
      expect(busiest(times, window)).toBeLessThanOrEqual(most)
      // The run must also use at least half of its share.
      expect(times.at(-1)! - times[0]!).toBeLessThan((2 * 100 * window) / most)
    })
  )
})
