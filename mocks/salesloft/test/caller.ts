/** Calls to a sandbox as a program makes them: over a real socket, with a token. */
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { type RunningSandbox, type SandboxOptions, startSandbox } from "@salesbridge/mock-engine/sandbox"
import type { State, Untyped } from "../src/State.ts"
import { onTestFinished } from "vitest"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification beside these tests, and the rules for it. */
export const target = {
  vendor: "salesloft",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

/** A Tuesday. */
const today = "2026-05-12T15:00:00.000Z"

// One for all tests of a file with the same options, which is faster than one for each.
const sandboxes = new Map<string, RunningSandbox>()

/** Closes them. */
export const close = async (): Promise<void> => {
  const all = [...sandboxes.values()]
  sandboxes.clear()
  await Promise.all(all.map((sandbox) => sandbox.close()))
}

/** A sandbox as it begins. Its clock shows `today`, and there are no limits, unless told otherwise. */
export const start = async (options: SandboxOptions = {}) => {
  const key = JSON.stringify(options)
  const known = sandboxes.get(key)
  const sandbox = known ?? (await startSandbox(target, { now: today, limits: false, ...options }))
  if (known === undefined) sandboxes.set(key, sandbox)
  else sandbox.reset()
  const call = async (method: string, path: string, body?: unknown, token: string | undefined = "token") => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: {
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" })
      },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
    const text = await response.text()
    const answer: Untyped = text === "" ? undefined : JSON.parse(text)
    return { status: response.status, headers: response.headers, body: answer }
  }
  /** The ids of a list, in its order. */
  const ids = async (path: string, token?: string): Promise<ReadonlyArray<number>> => {
    const { body, status } = await call("GET", path, undefined, token)
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body.data.map(({ id }: { readonly id: number }) => id)
  }
  /** One thing. */
  const one = async (path: string): Promise<Untyped> => (await call("GET", path)).body.data
  return { sandbox, call, ids, one, state: () => sandbox.state<State>() }
}

/** The answer to an input that breaks a rule, which names this field. */
export const invalid = (field: string, ...messages: ReadonlyArray<unknown>) => ({
  status: 422,
  body: { errors: { [field]: messages } }
})

/** A receiver of webhooks that answers these statuses in turn, the last one for ever. */
export const receiver = async (...statuses: ReadonlyArray<number>) => {
  const received: Array<{ readonly headers: IncomingHttpHeaders; readonly text: string }> = []
  const server = createServer((request, response) => {
    let text = ""
    request.on("data", (chunk) => (text += String(chunk)))
    request.on("end", () => {
      received.push({ headers: request.headers, text })
      response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 204).end()
    })
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}
