import { assert, describe, it, onTestFinished } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ExitCode } from "../CommandFailure.ts"
import { salesbridge } from "../../test/salesbridge.ts"

const lineOf = (id: string) =>
  JSON.stringify({
    at: "2026-03-02T09:00:00.000Z",
    vendor: "salesloft",
    id,
    event: "person_created",
    headers: {},
    body: id
  })

/** A server that collects bodies. */
const receiver = Effect.promise(async () => {
  const bodies: Array<string> = []
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += String(chunk)
    bodies.push(body)
    response.writeHead(204, { connection: "close" }).end()
  }).listen(0, "127.0.0.1")
  onTestFinished(() => void server.close())
  await once(server, "listening")
  return { bodies, to: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})

const fileOf = (content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "salesbridge-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, "deliveries.ndjson")
  writeFileSync(file, content)
  return file
}

const three = `${["a1", "b2", "c3"].map(lineOf).join("\n")}\n`

describe("replay", () => {
  it.effect.each([
    [
      ["--last", "2"],
      ["b2", "c3"]
    ],
    [
      ["--last", "9007199254740991"],
      ["a1", "b2", "c3"]
    ],
    [["--id", "b2"], ["b2"]]
  ] as const)("posts the chosen deliveries: %j", ([flags, chosen]) =>
    Effect.gen(function* () {
      const { bodies, to } = yield* receiver
      const { code, err } = yield* salesbridge(["replay", "--to", to, "--file", fileOf(three), ...flags])
      assert.deepStrictEqual({ code, err }, { code: 0, err: "" })
      assert.deepStrictEqual(bodies, [...chosen])
    })
  )

  it.effect.each(["--last=0", "--last=-1", "--last=1.5", "--last=NaN", "--id="])("posts nothing for %s", (flag) =>
    Effect.gen(function* () {
      const { bodies, to } = yield* receiver
      const { code, err } = yield* salesbridge(["replay", "--to", to, "--file", fileOf(three), flag])
      assert.strictEqual(code, ExitCode.usage)
      assert.include(err, flag.split("=", 1)[0]!)
      assert.deepStrictEqual(bodies, [])
    })
  )

  it.effect("leaves out lines that were cut off, and says which", () =>
    Effect.gen(function* () {
      const { bodies, to } = yield* receiver
      const cut = lineOf("d4").slice(0, 40)
      const file = fileOf(`\uFEFF${lineOf("a1")}\r\n${cut}${lineOf("b2")}\n\n${lineOf("c3")}\n${cut}`)
      const { code, err } = yield* salesbridge(["replay", "--to", to, "--file", file])
      assert.strictEqual(code, 0, err)
      assert.deepStrictEqual(bodies, ["a1", "c3"])
      assert.strictEqual(err, [2, 5].map((line) => `${file}:${line} is cut off, and is left out`).join("\n"))
    })
  )

  it.effect.each([
    [`${lineOf("a1")}\n{"a":1}\n`, ":2 is not a delivery"],
    ["null\n", ":1 is not a delivery"],
    ["Some text\n", " is not a file of deliveries"]
  ] as const)("refuses a file with something else: %j", ([content, problem]) =>
    Effect.gen(function* () {
      const { bodies, to } = yield* receiver
      const file = fileOf(content)
      const { code, err } = yield* salesbridge(["replay", "--to", to, "--file", file])
      assert.strictEqual(code, ExitCode.usage)
      assert.include(err, `salesbridge: ${file}${problem}`)
      assert.deepStrictEqual(bodies, [])
    })
  )
})
