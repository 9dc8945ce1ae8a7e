/** Calls a sandbox as a program does: over a real socket, with a token. */
import type { SandboxOptions } from "@salesbridge/mock-engine/sandbox"
import { starter } from "@salesbridge/mock-engine/testing"
import type { State, Untyped } from "../src/State.ts"
import { fileURLToPath } from "node:url"
import { sandbox as definition } from "../src/sandbox.ts"

/** The specification of this package, and the sandbox's rules. */
export const target = {
  vendor: "salesloft",
  spec: fileURLToPath(new URL("../openapi.yaml", import.meta.url)),
  definition
}

/** A Tuesday. */
const today = "2026-05-12T15:00:00.000Z"

const begin = starter(target, { now: today, limits: false })

/** Starts a sandbox in its initial state. By default its clock shows `today`, and it has no limits. */
export const start = async (options?: SandboxOptions) => {
  const sandbox = await begin(options)
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
  /** Returns the ids of a list, in its order. */
  const ids = async (path: string, token?: string): Promise<ReadonlyArray<number>> => {
    const { body, status } = await call("GET", path, undefined, token)
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body.data.map(({ id }: { readonly id: number }) => id)
  }
  /** Returns one record. */
  const one = async (path: string): Promise<Untyped> => (await call("GET", path)).body.data
  return { sandbox, call, ids, one, state: () => sandbox.state<State>() }
}

/** The response to an input that breaks a rule, with messages for this field. */
export const invalid = (field: string, ...messages: ReadonlyArray<unknown>) => ({
  status: 422,
  body: { errors: { [field]: messages } }
})
