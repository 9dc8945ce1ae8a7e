/** What the tests of this sandbox share: sandboxes and calls. */
import type { RunningSandbox } from "@salesbridge/mock-engine/sandbox"
import { starter } from "@salesbridge/mock-engine/testing"
import type { State } from "../src/State.ts"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification of this package, and the sandbox's rules. */
export const target = {
  vendor: "salesblink",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

/** Starts a sandbox in its initial state. */
export const start = starter(target, { now: "2026-03-02T10:00:10Z" })

export const state = (sandbox: RunningSandbox): State => sandbox.state<State>()

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it
  readonly body: any
}

const send = async ({ url }: RunningSandbox, path: string, init: RequestInit): Promise<Answer> => {
  const response = await fetch(`${url}/api/${path}`, init)
  return { status: response.status, headers: response.headers, body: await response.json() }
}

export const get = (sandbox: RunningSandbox, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send(sandbox, path, { headers: { authorization: "key", ...headers } })

export const post = (
  sandbox: RunningSandbox,
  path: string,
  body: unknown,
  headers: Record<string, string> = {}
): Promise<Answer> =>
  send(sandbox, path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization: "key", "content-type": "application/json", ...headers }
  })

/** The first campaign and the first prospect, which the specification's examples name. */
export const spring = "5f0c1d7e9b3a4c2d8e6f7a10"
export const autumn = "5f0c1d7e9b3a4c2d8e6f7a11"
export const tradeFair = "5f0c1d7e9b3a4c2d8e6f7a12"
export const noors = "5f0c1d7e9b3a4c2d8e6f7a14"
export const jane = "5f0c1d7e9b3a4c2d8e6f7b20"

/** The tasks of a prospect, done and upcoming. */
export const tasksOf = (sandbox: RunningSandbox, prospectID: string) =>
  Object.values(state(sandbox).tasks).filter((task) => task.prospectID === prospectID)
