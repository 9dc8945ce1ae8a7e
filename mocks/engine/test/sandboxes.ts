/** Sandboxes for tests of vendors' rules: one for each file and set of options, reset before each test. */
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import type { Untyped } from "../src/sandbox/Json.ts"
import {
  type Definition,
  type Names,
  type RunningSandbox,
  type SandboxOptions,
  type SandboxTarget,
  startSandbox
} from "../src/sandbox/index.ts"

const open = new Map<unknown, RunningSandbox>()

/** Creates a function that starts a vendor's sandbox from its seed. `setup.ts` closes all of them after each file. */
export const starter =
  <State = Untyped>(
    target: Omit<SandboxTarget, "definition"> & { readonly definition: Definition<State> },
    defaults: SandboxOptions
  ) =>
  async (options: SandboxOptions<Names & { readonly state: State }> = {}): Promise<RunningSandbox> => {
    // Functions are compared by identity.
    const key = typeof options.seed === "function" ? options.seed : JSON.stringify([target.vendor, options])
    const known = open.get(key)
    const sandbox =
      known ?? (await startSandbox(target as SandboxTarget, { ...defaults, ...options } as SandboxOptions))
    if (known === undefined) open.set(key, sandbox)
    else sandbox.reset()
    return sandbox
  }

export const closeSandboxes = async (): Promise<void> => {
  const all = [...open.values()]
  open.clear()
  await Promise.all(all.map((sandbox) => sandbox.close()))
}

/** A receiver of webhooks that answers these statuses in turn, and repeats the last. Default: 200. */
export const receiver = async (...statuses: ReadonlyArray<number>) => {
  const received: Array<{ readonly headers: IncomingHttpHeaders; readonly text: string }> = []
  const bodies: Array<Untyped> = []
  const server = createServer((request, response) => {
    let text = ""
    request.on("data", (chunk) => (text += String(chunk)))
    request.on("end", () => {
      received.push({ headers: request.headers, text })
      bodies.push(JSON.parse(text))
      response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200).end()
    })
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  onTestFinished(() => void server.close())
  return { received, bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}
