/** The MCP server as a process, with the reference client, against sandboxes. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import { assert, describe, it } from "@effect/vitest"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { command } from "../../test/process.ts"
import { select } from "../mcp/Selection.ts"
import * as Vendors from "../Vendors.ts"

const [node, ...args] = command

const connect = async (...flags: ReadonlyArray<string>) => {
  const client = new Client({ name: "test", version: "1.0.0" })
  await client.connect(new StdioClientTransport({ command: node, args: [...args, "mcp", "--sandbox", ...flags] }))
  return client
}

interface Answer {
  readonly isError?: boolean
  readonly structuredContent?: Record<string, unknown>
}

const call = async (client: Client, name: string, given: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: given })) as Answer

describe("mcp", { timeout: 300_000 }, () => {
  it("serves tools on standard input and output, with results that match their schemas", async () => {
    // The client holds each result against the tool's output schema.
    for (const vendor of Vendors.names()) {
      const { operations } = await Vendors.load(vendor)
      const lists = select(operations, { patterns: ["*.list", "*.search", "*.me"], allowWrites: false })
      // With more tools than these it would serve a search.
      for (let from = 0; from < lists.length; from += 40) {
        const portion = lists.slice(from, from + 40).map(({ id }) => `${vendor}.${id}`)
        const client = await connect("--vendors", vendor, "--operations", portion.join(","))
        const { tools } = await client.listTools()
        const free = tools.filter(
          ({ inputSchema, name }) => name !== "read_more" && (inputSchema.required ?? []).length === 0
        )
        assert.isAbove(free.length, 0)
        for (const { name } of free) {
          const { isError, structuredContent } = await call(client, name)
          assert.isNotTrue(isError, `${name}: ${JSON.stringify(structuredContent)}`)
        }
        await client.close()
      }
    }
  })

  it("writes only if allowed, and returns errors as results", async () => {
    const reading = await connect("--vendors", "salesflow")
    const { tools } = await reading.listTools()
    assert.isTrue(tools.every(({ annotations }) => annotations?.readOnlyHint === true))
    await reading.close()

    const writing = await connect("--vendors", "salesflow", "--allow-writes")
    const start = () => call(writing, "salesflow_startCampaign", { campaignId: 456 })
    assert.deepInclude((await start()).structuredContent, {
      value: { Status: 200, Message: "Campaign has been started." }
    })
    const again = await start()
    assert.isTrue(again.isError)
    assert.deepInclude(again.structuredContent, { error: "CampaignAlreadyRunning", category: "Conflict", status: 409 })
    await writing.close()
  })

  it("serves the same over HTTP on this machine, but not to pages in a browser", async () => {
    const served = spawn(node, [...args, "mcp", "--sandbox", "--vendors", "salesflow", "--http", "--port", "0"])
    try {
      const [printed] = (await once(served.stderr, "data")) as [Buffer]
      const url = new URL(printed.toString().trim())
      const client = new Client({ name: "test", version: "1.0.0" })
      await client.connect(new StreamableHTTPClientTransport(url) as never)
      const { structuredContent } = await call(client, "salesflow_listAccounts")
      assert.property(structuredContent, "value")
      await client.close()
      const fromPage = await fetch(url, {
        method: "POST",
        headers: { origin: "https://page.example.com", "content-type": "application/json" },
        body: "{}"
      })
      assert.strictEqual(fromPage.status, 403)
    } finally {
      served.kill()
    }
  })
})
