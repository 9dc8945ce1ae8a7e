/** What the tests of this sandbox share: sandboxes that end with their test, calls, and a receiver of webhooks. */
import { startSandbox, type RunningSandbox, type SandboxOptions } from "@salesbridge/mock-engine/sandbox"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { State } from "../src/State.ts"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification beside these tests, and the rules for it. */
export const target = {
  vendor: "salesflow",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

const open: Array<{ readonly close: () => unknown }> = []
/** Closes what a test opened for itself. */
export const closeOthers = async (): Promise<void> => {
  for (const one of open.splice(0)) await one.close()
}

const options = { now: "2026-03-02T09:00:00Z" }
let shared: Promise<RunningSandbox> | undefined
/** Closes what the tests of a file share. */
export const close = async (): Promise<void> => {
  const sandbox = shared
  shared = undefined
  await (await sandbox)?.close()
}

/** A sandbox as it begins; a test file has one, put back to its seed for each test. */
export const start = async (): Promise<RunningSandbox> => {
  shared ??= startSandbox(target, options)
  const sandbox = await shared
  sandbox.reset()
  return sandbox
}

/** Another one beside it. */
export const startAnother = async (more: SandboxOptions): Promise<RunningSandbox> => {
  const sandbox = await startSandbox(target, { ...options, ...more })
  open.push(sandbox)
  return sandbox
}

export const state = (sandbox: RunningSandbox): State => sandbox.state<State>()

export interface Answer {
  readonly status: number
  readonly type: string | null
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it
  readonly body: any
}

/** Parameters in the query; `accountId` is 321 and `token` one that is accepted, unless others are given. */
export const call = async (
  { url }: RunningSandbox,
  method: "GET" | "POST" | "DELETE",
  path: string,
  query: Readonly<Record<string, string | number>> = {},
  body?: unknown
): Promise<Answer> => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ accountId: 321, token: "token", ...query })) {
    search.set(name, String(value))
  }
  const response = await fetch(`${url}/api/${path}?${search}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } })
  })
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() }
}

/** Imports a person, by default one that nobody has. */
export const importMember = (
  sandbox: RunningSandbox,
  campaignId: number,
  identifier = "john-smith-123456",
  more: Readonly<Record<string, string>> = {}
): Promise<Answer> =>
  call(sandbox, "POST", "members/Import", { campaignId, linkedInUrl: `https://linkedin.com/in/${identifier}`, ...more })

/** A webhook's address that takes whatever comes. */
export const receiver = async () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it
  const received: Array<any> = []
  const server = createServer((request, response) => {
    let text = ""
    request.on("data", (chunk) => (text += String(chunk)))
    request.on("end", () => {
      received.push(JSON.parse(text))
      response.end()
    })
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  open.push({ close: () => server.close() })
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}
