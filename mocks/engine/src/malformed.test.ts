/** Requests that cannot be read: sandboxes and Prism's examples refuse them in the same way, and keep running. */
import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { shop } from "../test/Shop.ts"
import { startExamples } from "./prism/index.ts"
import { startSandbox } from "./sandbox/index.ts"

const servers: Record<"sandbox" | "examples", { readonly port: number; readonly close: () => Promise<void> }> =
  {} as never
beforeAll(async () => {
  servers.sandbox = await startSandbox(shop, { limits: false })
  // With `errors`, an answer that breaks the specification becomes 500.
  servers.examples = await startExamples(shop.spec, { errors: true })
})
afterAll(async () => {
  await Promise.all(Object.values(servers).map((one) => one.close()))
})

/** Sends these bytes. Resolves with the status and media type of the answer. */
const send = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("data", (chunk) => (answer += String(chunk)))
    socket.on("error", reject)
    socket.on("close", () => resolve(answer))
  })

const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

const get = (target: string, ...headers: ReadonlyArray<string>) =>
  [`GET ${target} HTTP/1.1`, "host: x", "connection: close", ...headers, "", ""].join("\r\n")

const post = (type: string | undefined, body: string) =>
  [
    "POST /orders?key=k HTTP/1.1",
    "host: x",
    "connection: close",
    ...(type === undefined ? [] : [`content-type: ${type}`]),
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    body
  ].join("\r\n")

const deep = `{"item":${"[".repeat(100_000)}${"]".repeat(100_000)}}`

describe.each(["sandbox", "examples"] as const)("%s", (mode) => {
  it.each([
    ["a percent sign alone in the path", get("/orders/100%?key=k"), 400],
    ["bytes that are no UTF-8 in the path", get("/orders/%ff?key=k"), 400],
    ["a percent sign alone in the query", get("/orders?key=k&note=100%"), 200],
    ["a host without an end", get("http://["), 400],
    ["no path", get("*"), 400],
    ["nothing but slashes", get("//"), 404],
    ["a media type that is none in Accept", get("/orders?key=k", "accept: ;"), 406],
    ["an Accept that is open at its end", get("/orders?key=k", 'accept: application/json;a="'), 406],
    ["a parameter that is none in Accept", get("/orders?key=k", "accept: application/json;;"), 200],
    ["an empty Accept", get("/orders?key=k", "accept: "), 200],
    [
      "several media types in Accept",
      get("/orders?key=k", "accept: text/html, application/json;q=0.5, */*;q=0.1"),
      200
    ],
    ["a media type that is none in Content-Type", post(";", "{}"), 415],
    ["another media type", post("text/plain", "{}"), 415],
    ["no JSON", post("application/json", "{"), 422],
    ["JSON of too many levels", post("application/json", deep), 422],
    ["text that is no UTF-8", post("application/json", "\u00ff\u0000"), 422],
    ["no body", post("application/json", ""), 422],
    ["a preference that means nothing", get("/orders?key=k", "prefer: code=abc, example"), 200],
    ["names of what every object has", get("/orders?key=k&__proto__=1&__proto__[a]=2&constructor=3"), 200],
    ["no HTTP", "\u0000\u0001\r\n\r\n", 400],
    ["two lengths", "POST /orders HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400],
    ["a length that is none", "POST /orders HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n", 400],
    ["a chunk that is none", "POST /orders HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nz\r\n", 400],
    ["an expectation that nobody has", get("/orders?key=k", "expect: 200-ok"), 417]
  ])("answers %s", async (_, text, expected) => {
    expect(status(await send(servers[mode].port, text))).toBe(expected)
  })

  it("accepts only multiples of a decimal, in requests and responses", async () => {
    const url = `http://127.0.0.1:${servers[mode].port}/orders?key=k`
    const order = (price: number) => {
      const headers = { "content-type": "application/json", prefer: "example=cents" }
      return fetch(url, { method: "POST", headers, body: JSON.stringify({ item: "tea", price }) })
    }
    for (const price of [19.99, 0.07, 123456789.01]) {
      const answer = await order(price)
      expect([answer.status, await answer.json()]).toEqual([201, { id: 2, item: "tea", price: 19.99 }])
    }
    expect((await order(19.995)).status).toBe(422)
  })

  it("returns 413 for a body over the limit, and serves later requests normally", async () => {
    const url = `http://127.0.0.1:${servers[mode].port}/orders?key=k`
    const headers = { "content-type": "application/json" }
    const large = { method: "POST", headers, body: `{"item":"${"x".repeat(11 * 1024 * 1024)}"}` }
    expect((await fetch(url, large)).status).toBe(413)
    expect((await fetch(url, { method: "POST", headers, body: `{"item":"tea"}` })).status).toBe(201)
  })
})
