/** Webhooks between processes: triggered, received, verified, forwarded, kept and sent again. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { command, type Ended, salesbridge } from "../../test/process.ts"
import { salesbridge as here } from "../../test/salesbridge.ts"

describe("listen", { timeout: 300_000 }, () => {
  it("prints, stores and forwards signed deliveries, and replay sends them again", async () => {
    const bodies: Array<string> = []
    const application = createServer(async (request, response) => {
      let body = ""
      for await (const chunk of request) body += String(chunk)
      bodies.push(`${request.headers["x-salesloft-event"]} ${request.headers["x-salesloft-signature"]} ${body}`)
      response.writeHead(bodies.length === 2 ? 500 : 204).end()
    }).listen(0, "127.0.0.1")
    await once(application, "listening")
    const forward = `http://127.0.0.1:${(application.address() as { readonly port: number }).port}/hooks`
    const file = join(mkdtempSync(join(tmpdir(), "salesbridge-")), "deliveries.ndjson")
    const [node, ...first] = command
    const args = [...first, "listen", "salesloft", "--port", "0", "--forward", forward, "--file", file]
    const listening = spawn(node, args)
    try {
      const lines = createInterface(listening.stdout)
      const started = (await once(listening.stderr, "data")) as [Buffer]
      const to = /http:\/\/127\.0\.0\.1:\d+/.exec(started[0].toString())![0]
      const trigger = async (run: (args: ReadonlyArray<string>) => Promise<Ended>) => {
        const line = once(lines, "line") as Promise<[string]>
        const ended = await run(["trigger", "salesloft", "person_created", "--set", "id=7", "--to", to])
        return { ...ended, line: (await line)[0].slice("00:00:00 ".length) }
      }
      const within =
        (environment = {}) =>
        (args: ReadonlyArray<string>) =>
          Effect.runPromise(here(args, { environment }))

      const taken = await trigger(salesbridge)
      assert.strictEqual(taken.code, 0)
      assert.match(taken.line, /^200 salesloft person_created [\da-f]{8}, forwarded: 204$/)
      const failed = await trigger(within())
      assert.match(failed.line, /^502 .* forwarded: 500$/)
      assert.strictEqual(failed.code, 1)
      const forged = await trigger(within({ SALESBRIDGE_WEBHOOK_SECRET: "another" }))
      assert.strictEqual(forged.line, "401 not signed with the secret")
      assert.lengthOf(bodies, 2)

      const again = await salesbridge(["replay", "--to", forward, "--file", file, "--last", "1"])
      assert.strictEqual(again.code, 0, again.err)
      assert.strictEqual(bodies[2], bodies[1])
    } finally {
      listening.kill()
      application.close()
    }
  })

  it("continues after a body that is nested too deeply to be formatted", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "salesbridge-")), "deliveries.ndjson")
    const [node, ...first] = command
    const listening = spawn(node, [...first, "listen", "salesflow", "--details", "--port", "0", "--file", file])
    try {
      listening.stdout.resume()
      const started = (await once(listening.stderr, "data")) as [Buffer]
      const to = /http:\/\/127\.0\.0\.1:\d+/.exec(started[0].toString())![0]
      const deep = `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`
      for (const body of [deep, "{}"]) {
        assert.strictEqual((await fetch(to, { method: "POST", body })).status, 200)
      }
      assert.isNull(listening.exitCode)
    } finally {
      listening.kill()
    }
  })
})
