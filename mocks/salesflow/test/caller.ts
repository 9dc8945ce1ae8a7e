/** What the tests of this sandbox share: sandboxes and calls. */
import type { RunningSandbox } from "@salesbridge/mock-engine/sandbox"
import { starter } from "@salesbridge/mock-engine/testing"
import type { State } from "../src/State.ts"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification of this package, and the sandbox's rules. */
export const target = {
  vendor: "salesflow",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

/** Starts a sandbox in its initial state. */
export const start = starter(target, { now: "2024-07-19T09:00:00Z" })

export const state = (sandbox: RunningSandbox): State => sandbox.state<State>()

export interface Answer {
  readonly status: number
  readonly type: string | null
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it
  readonly body: any
}

/** Calls an operation with query parameters. By default `accountId` is 321 and `token` is an accepted one. */
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

/** Imports a person, by default one that is not in the state yet. */
export const importMember = (
  sandbox: RunningSandbox,
  campaignId: number,
  identifier = "john-smith-123456",
  more: Readonly<Record<string, string>> = {}
): Promise<Answer> =>
  call(sandbox, "POST", "members/Import", { campaignId, linkedInUrl: `https://linkedin.com/in/${identifier}`, ...more })
