/** The MCP server with the reference client, against sandboxes: as a process on standard input and output, otherwise here. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { onTestFinished } from "vitest"
import { command, salesbridge } from "../../test/process.ts"
import { Environment } from "../Environment.ts"
import { run } from "../main.ts"
import { select } from "../mcp/Selection.ts"
import { Screen } from "../Screen.ts"
import * as Vendors from "../Vendors.ts"

const connect = async (transport: StdioClientTransport | StreamableHTTPClientTransport) => {
  const client = new Client({ name: "test", version: "1.0.0" })
  await client.connect(transport as StdioClientTransport)
  onTestFinished(() => client.close())
  return client
}

const start = (...flags: ReadonlyArray<string>) => {
  const [node, ...args] = command
  return connect(new StdioClientTransport({ command: node, args: [...args, "mcp", "--sandbox", ...flags] }))
}

/** The address of a server over HTTP within this process. */
const served = (...flags: ReadonlyArray<string>): Promise<URL> =>
  new Promise((resolve, reject) => {
    const stop = new AbortController()
    onTestFinished(() => stop.abort())
    const screen = {
      out: () => Effect.void,
      err: (text: string) => Effect.sync(() => resolve(new URL(text))),
      isTerminal: false,
      canAsk: false
    }
    const command = run(["mcp", "--sandbox", "--http", "--port", "0", ...flags]).pipe(
      Effect.provideService(Screen, screen),
      Effect.provideService(Environment, { SALESBRIDGE_CREDENTIALS: "/nonexistent/credentials.json" })
    )
    Effect.runPromise(command, { signal: stop.signal }).then(
      (code) => reject(new Error(`It ended with ${code}.`)),
      reject
    )
  })

interface Answer {
  readonly isError?: boolean
  readonly structuredContent?: Record<string, unknown>
}

const call = async (client: Client, name: string, given: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: given })) as Answer

describe("mcp", { timeout: 300_000 }, () => {
  it("serves tools with results that match their schemas", async () => {
    // The client holds each result against the tool's output schema.
    for (const vendor of Vendors.names()) {
      const { operations } = await Vendors.load(vendor)
      const lists = select(operations, { patterns: ["*.list", "*.search", "*.me"], allowWrites: false })
      // With more tools than these it would serve a search.
      for (let from = 0; from < lists.length; from += 40) {
        const portion = lists.slice(from, from + 40).map(({ id }) => `${vendor}.${id}`)
        const url = await served("--vendors", vendor, "--operations", portion.join(","))
        const client = await connect(new StreamableHTTPClientTransport(url))
        const { tools } = await client.listTools()
        const free = tools.filter(
          ({ inputSchema, name }) => name !== "read_more" && (inputSchema.required ?? []).length === 0
        )
        assert.isAbove(free.length, 0)
        for (const { name } of free) {
          const { isError, structuredContent } = await call(client, name)
          assert.isNotTrue(isError, `${name}: ${JSON.stringify(structuredContent)}`)
        }
      }
    }
  })

  it("reads only, unless writes are allowed, and not for pages in a browser", async () => {
    const url = await served("--vendors", "salesflow")
    const { tools } = await (await connect(new StreamableHTTPClientTransport(url))).listTools()
    assert.isTrue(tools.every(({ annotations }) => annotations?.readOnlyHint === true))
    const fromPage = await fetch(url, {
      method: "POST",
      headers: { origin: "https://page.example.com", "content-type": "application/json" },
      body: "{}"
    })
    assert.strictEqual(fromPage.status, 403)
  })

  it("writes if allowed, and returns errors as results, on standard input and output", async () => {
    const writing = await start("--vendors", "salesflow", "--allow-writes")
    const again = () => call(writing, "salesflow_startCampaign", { campaignId: 456 })
    assert.deepInclude((await again()).structuredContent, {
      value: { Status: 200, Message: "Campaign has been started." }
    })
    const { isError, structuredContent } = await again()
    assert.isTrue(isError)
    assert.deepInclude(structuredContent, { error: "CampaignAlreadyRunning", category: "Conflict", status: 409 })
  })

  const initialize = `${JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } }
  })}\n`

  it("ends well when the client closes standard input, after its last answer", async () => {
    const { code, err, out } = await salesbridge(["mcp", "--vendors", "salesflow", "--sandbox"], { input: initialize })
    assert.deepStrictEqual({ code, err }, { code: 0, err: "" })
    assert.strictEqual(JSON.parse(out).id, 1)
  })

  it("is interrupted by a signal", async () => {
    const [node, ...args] = command
    const child = spawn(node, [...args, "mcp", "--vendors", "salesflow", "--sandbox"])
    onTestFinished(() => void child.kill("SIGKILL"))
    child.stdin.write(initialize)
    await once(child.stdout, "data")
    child.kill("SIGINT")
    assert.deepStrictEqual(await once(child, "exit"), [130, null])
  })
})
