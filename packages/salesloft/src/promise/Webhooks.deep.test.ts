import { assert, describe, it } from "@effect/vitest"
import { bundle } from "@salesbridge/core/testing"
import { fork } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as Webhooks from "./Webhooks.ts"

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8")
const folder = new URL("../../test/webhooks/", import.meta.url)
const callbackToken = "a token in plain text"
const { NODE_COMPILE_CACHE, PATH } = process.env
const program = () => bundle(fileURLToPath(new URL("program.ts", folder)), resolve(".reports/webhooks.mjs"))

describe("the README's receivers", { timeout: 300_000 }, () => {
  it.each(["node", "express", "hono", "fastify"])("%s", async (name) => {
    for (const file of ["receiver", name]) {
      assert.include(readme, readFileSync(new URL(`${file}.ts`, folder), "utf8").trim(), file)
    }
    const child = fork(program(), [name], {
      execArgv: [],
      env: { PATH, NODE_COMPILE_CACHE, PORT: "0", SALESLOFT_CALLBACK_TOKEN: callbackToken }
    })
    try {
      const [{ port }] = (await once(child, "message")) as [{ readonly port: number }]
      const post = (body: string, headers: Readonly<Record<string, string>>) =>
        fetch(`http://127.0.0.1:${port}/hooks/salesloft`, { method: "POST", body, headers })
      const status = async (id: number, tamper: (body: string) => string = (_) => _) => {
        const signed = await Webhooks.signDelivery({ event: "person_created", record: { id }, callbackToken })
        return (await post(tamper(signed.body), signed.headers)).status
      }
      assert.strictEqual(await status(1), 200)
      // A copy is not handled again.
      assert.strictEqual(await status(1), 200)
      assert.strictEqual(await status(2, (body) => `${body} `), 401)
      assert.strictEqual(await status(13), 500)
      child.send("tell")
      const [told] = (await once(child, "message")) as [Record<"handled" | "errors", ReadonlyArray<object>>]
      assert.deepStrictEqual(
        told.handled.map((_) => ("record" in _ ? _.record : _)),
        [{ id: 1 }]
      )
      assert.deepStrictEqual(told.errors as unknown, ["Error: the database is gone"])
    } finally {
      child.kill()
    }
  })
})
