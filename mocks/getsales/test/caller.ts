/** Starts a sandbox of GetSales.io for a test and calls it over HTTP. */
import type { RunningSandbox, SandboxOptions } from "@salesbridge/mock-engine/sandbox"
import { starter } from "@salesbridge/mock-engine/testing"
import type { State } from "../src/State.ts"
import { expect } from "vitest"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification of this package, and the sandbox's rules. */
export const target = {
  vendor: "getsales",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

export interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it as the vendor's document describes it
  readonly body: any
  readonly headers: Headers
}

export interface Caller {
  readonly sandbox: RunningSandbox
  readonly state: () => State
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, body?: unknown) => Promise<Answer>
  readonly put: (path: string, body?: unknown) => Promise<Answer>
}

/** The id in most examples of the specification. */
export const example = "uuid-uuid-uuid-uuid-example"
/** Mary Major, and the profile that writes e-mails to her. */
export const mary = "10b13691-d53f-44ed-aea6-f585d60459aa"
export const jane = "5d4d9d60-1e0b-400d-94d5-85c4b6a306f6"

const begin = starter(target, { now: "2026-01-26T09:00:00Z" })

/** Starts a sandbox in its initial state, with its clock at 26 January 2026. */
export const start = async (options?: SandboxOptions): Promise<Caller> => {
  const sandbox = await begin(options)
  const call: Caller["call"] = async (method, path, body, headers = { authorization: "Bearer key" }) => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) }
  }
  return {
    sandbox,
    state: () => sandbox.state<State>(),
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    put: (path, body) => call("PUT", path, body)
  }
}

/** The vendor's 422 response, with a message for each of these fields. */
export const invalid = (...fields: ReadonlyArray<string>) => ({
  status: 422,
  body: {
    error: {
      reason: "validation_error",
      data: Object.fromEntries(fields.map((field) => [field, expect.arrayContaining([expect.any(String)])]))
    },
    message: "Validation failed",
    code: 422
  }
})
