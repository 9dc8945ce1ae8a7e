/** Malformed requests over raw sockets: each gets an answer that is not a failure, and the server keeps running. */
import { connect } from "node:net"
import { expect, it, onTestFinished } from "vitest"
import { handle } from "../src/prism/Handle.ts"
import { serve } from "../src/prism/Server.ts"
import { type SandboxTarget, startSandbox } from "../src/sandbox/index.ts"
import { Random } from "../src/sandbox/Random.ts"
import * as Specification from "../src/sandbox/Specification.ts"
import { readOnce } from "./prism.ts"

/** Declares the tests: `requests` requests to each mode, over all routes of the specification and the control API. */
export const survivesMalformedRequests = (target: SandboxTarget, requests: number): void => {
  const { operations } = Specification.read(target.spec)
  const routes = operations.map(({ method, path }) => ({ method, path }))
  it(`answers ${requests} malformed requests as a sandbox`, { timeout: 900_000 }, async () => {
    const sandbox = await startSandbox(target, { limits: false })
    onTestFinished(() => sandbox.close())
    await attack(sandbox.port, [...routes, ...routes, ...control], requests)
    sandbox.reset()
    expect(sandbox.snapshot().vendor).toBe(target.vendor)
  })
  it(`answers ${requests} malformed requests with examples`, { timeout: 900_000 }, async () => {
    const spec = await readOnce(target.spec)
    const settings = { port: 0, verbose: false, validateRequests: true, errors: false }
    const examples = await handle(serve(spec, settings))
    onTestFinished(() => examples.close())
    await attack(examples.port, routes, requests)
  })
}

interface Route {
  readonly method: string
  readonly path: string
}

const control: ReadonlyArray<Route> = [
  ["GET", ""],
  ["GET", "/overview"],
  ["GET", "/tables/{name}"],
  ["GET", "/state/{name}"],
  ["POST", "/reset"],
  ["GET", "/snapshot"],
  ["PUT", "/snapshot"],
  ["POST", "/snapshots"],
  ["POST", "/snapshots/{name}/restore"],
  ["GET", "/snapshots/{name}"],
  ["POST", "/faults"],
  ["DELETE", "/faults/{id}"],
  ["POST", "/clock"],
  ["POST", "/events/{name}"],
  ["POST", "/provider-states"],
  ["GET", "/deliveries"],
  ["GET", "/log"]
].map(([method = "", path = ""]) => ({ method, path: `/_sandbox${path}` }))

const attack = async (port: number, routes: ReadonlyArray<Route>, requests: number): Promise<void> => {
  const random = new Random(Number(process.env["FUZZ_SEED"] ?? 1))
  const findings: Array<string> = []
  let sent = 0
  const sender = async () => {
    while (sent < requests && findings.length < 10) {
      const route = routes[sent++ % routes.length]!
      const text = malformed(random, route)
      const answer = await send(port, text)
      const found = finding(answer, text)
      if (found !== undefined) findings.push(`${found}\n${text.slice(0, 600)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
  expect(findings).toEqual([])
  expect(sent).toBeGreaterThanOrEqual(requests)
}

const finding = (answer: string, text: string): string | undefined => {
  // The server may wait for the rest of a truncated request.
  if (answer === "") return text === "" || text.startsWith("CONNECT ") ? undefined : "no answer"
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]
  if (status === undefined) return `no HTTP: ${answer.slice(0, 100)}`
  return status === "500" ? answer.slice(0, 1000) : undefined
}

/** Sends these bytes and ends its side. Resolves with the answer; empty if the server closed the connection. */
const send = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = ""
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () => socket.end(text, "latin1"))
    socket.on("data", (chunk) => {
      answer += String(chunk)
      // A stream of events has no end.
      if (answer.includes("text/event-stream")) socket.destroy()
    })
    socket.on("end", () => socket.destroy())
    socket.on("error", () => socket.destroy())
    socket.on("close", () => resolve(answer))
  })

const malformed = (random: Random, { method, path }: Route): string => {
  const pick = <A>(values: ReadonlyArray<A>): A => values[Math.floor(random.next() * values.length)]!
  const chance = (share: number) => random.next() < share
  const bytes = (most: number) =>
    Array.from({ length: Math.floor(random.next() * most) }, () =>
      String.fromCharCode(Math.floor(random.next() * 256))
    ).join("")
  const target = path.replaceAll(/\{[^}]+\}/g, () => (chance(0.3) ? "1" : pick(segments)))
  const query = Array.from({ length: Math.floor(random.next() * 4) }, () => `${pick(names)}=${pick(segments)}`).join(
    "&"
  )
  const body = chance(0.4) ? "" : chance(0.2) ? bytes(300) : pick(bodies)
  const verb = chance(0.05) ? pick(["CONNECT", "BREW", "get", "TRACE", "HEAD", "OPTIONS", "PATCH"]) : method
  const address = chance(0.05)
    ? pick(["*", "//", "http://[", "http://x/a", `/${"a/".repeat(2000)}`, bytes(20)])
    : target
  const lines = [
    `${verb} ${address}${query === "" ? "" : `?${query}`} HTTP/1.1`,
    "host: 127.0.0.1",
    "connection: close"
  ]
  // Right, wrong and missing credentials.
  if (chance(0.8))
    lines.push(pick(["authorization: Bearer token", "authorization: key", "authorization: \u00ff", "authorization:"]))
  if (chance(0.6)) lines.push(`content-type: ${pick(types)}`)
  if (chance(0.4)) lines.push(`accept: ${pick(types)}`)
  for (let more = Math.floor(random.next() * 3); more > 0; more--) lines.push(pick(headers))
  const length = chance(0.05) ? pick(["-1", "1e3", "99999999999999999999", "", "0x10"]) : String(body.length)
  if (chance(0.1)) lines.push("transfer-encoding: chunked")
  else if (body !== "" || chance(0.3)) lines.push(`content-length: ${length}`)
  const text = `${lines.join("\r\n")}\r\n\r\n${body}`
  return chance(0.05) ? text.slice(0, Math.floor(random.next() * text.length)) : text
}

const segments = [
  "100%",
  "%ff",
  "%00",
  "%",
  "%zz",
  "%2e%2e%2f",
  "..",
  "__proto__",
  "constructor",
  "toString",
  "-1",
  "1e309",
  "NaN",
  "9007199254740993",
  "%F0%9F%92%A9",
  "a".repeat(3000),
  "%22%3E%3Cscript%3E",
  "",
  "[]",
  "null",
  "2026-13-45",
  "1;drop"
]
const names = [
  "a",
  "limit",
  "page",
  "per_page",
  "ids[]",
  "ids[",
  "__proto__",
  "__proto__[a]",
  "updated_at[gt]",
  "filter",
  "token",
  "accountId",
  "%",
  "sort_by",
  "__code",
  "search"
]
const types = [
  "application/json",
  "application/json; charset=utf-7",
  ";",
  "a/b/c",
  "text/plain",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/json;;",
  "*/*",
  "",
  "application/xml",
  "\u00e9/\u00e9",
  "x".repeat(5000)
]
const headers = [
  "prefer: code=409",
  "prefer: code=999",
  "prefer: example=\u00ff",
  'prefer: "',
  "expect: 100-continue",
  "expect: nothing",
  "origin: null",
  "origin: http://example.com",
  "cookie: a=b; =; ;",
  "content-encoding: gzip",
  "content-type: application/json",
  "transfer-encoding: gzip",
  "upgrade: websocket",
  "host: two",
  "team-id: -1",
  "x-forwarded-for: %",
  "range: bytes=0-",
  "if-none-match: *",
  "a b: c",
  ": no name",
  "sec-fetch-site: cross-site",
  "access-control-request-method: PUT"
]
const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times)
const bodies = [
  "{",
  "null",
  "1e999",
  '"text"',
  "[]",
  "{}",
  '{"a":',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{}}}',
  deep("[", "]", 5000),
  deep('{"a":', "}", 50),
  `{"a":"${"x".repeat(100_000)}"}`,
  "a=1&a[]=2&%=3&__proto__=4",
  '--x\r\ncontent-disposition: form-data; name="\r\n\r\n1\r\n--x--',
  "\u0000\u0001\u00ff",
  '{"advance":"9e99 days"}',
  '{"advance":-1}',
  '{"status":503,"retryAfter":"a\\nb","count":1}',
  '{"latency":1e99,"count":1}',
  '{"name":"__proto__"}',
  '{"vendor":"x","ahead":0,"random":1,"state":{},"jobs":[{"id":1,"at":1,"name":"@deliver","payload":null}]}',
  '{"action":"setup","params":{"operation":"x","status":500}}',
  '{"id":null,"email":[],"email_address":{},"data":[1,null,{}],"first_name":{"a":[]}}'
]
