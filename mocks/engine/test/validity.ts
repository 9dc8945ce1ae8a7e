/**
 * Whether a sandbox is honest: nothing that it answers to random but valid calls may break what its vendor's specification
 * promises. In the deep tier the calls go through Prism, which holds each request and each answer against it.
 */
import { expect, it, onTestFinished } from "vitest"
import { type SandboxTarget, startSandbox } from "../src/sandbox/index.ts"
import * as Specification from "../src/sandbox/Specification.ts"
import { answerCheck } from "./answerCheck.ts"
import { RandomCalls } from "./RandomCalls.ts"

interface Trial {
  readonly calls: number
  /** Who holds them against the specification. */
  readonly witness: "prism" | "engine"
  /** Whether each operation must have been answered with success at least once. */
  readonly everySucceeds: boolean
}

/** Declares the test. */
export const keepsItsSpecification = (target: SandboxTarget, { calls, everySucceeds, witness }: Trial): void => {
  it(`breaks its specification in none of ${calls} calls, says ${witness}`, { timeout: 900_000 }, async () => {
    const seed = Number(process.env["VALIDITY_SEED"] ?? 1)
    const sandbox = await startSandbox(target, { limits: false, randomSeed: seed, now: "2026-03-02T09:00:00Z" })
    onTestFinished(() => sandbox.close())
    const specification = Specification.read(target.spec)
    const check = witness === "prism" ? undefined : answerCheck(specification)
    const url = check === undefined ? await proxyOf(target.spec, sandbox.url) : sandbox.url
    const random = new RandomCalls(specification, seed)
    const succeeded = new Map(specification.operations.map(({ id }) => [id, 0]))
    const violations: Array<string> = []
    const one = async (index: number) => {
      const operation = specification.operations[index % specification.operations.length]!
      const call = random.of(operation)
      const response = await fetch(`${url}${call.url}`, {
        method: operation.method,
        headers: call.headers,
        ...(call.body !== undefined && { body: call.body })
      })
      const text = await response.text()
      const isRefused = text.includes("stoplight.io/prism/errors") || response.headers.has("sl-violations")
      const wrong =
        isRefused || text.includes('"The sandbox failed"') ? text : check?.(operation, response.status, text)
      if (wrong !== undefined) {
        violations.push(`${operation.method} ${call.url} ${call.body ?? ""}\n  ${response.status} ${wrong}`)
      }
      if (!response.ok || wrong !== undefined) return
      succeeded.set(operation.id, succeeded.get(operation.id)! + 1)
      const isJson = response.headers.get("content-type")?.includes("json") === true
      if (isJson && text !== "") random.learn(operation, JSON.parse(text))
    }
    // One after the other, so that a violation can be met again with the same seed.
    for (let index = 0; index < calls && violations.length < 20; index++) {
      await one(index)
      // Time passes, and now and then what was deleted is there again.
      if (index % 50 === 49) await sandbox.advance("1 hour")
      if (index % 500 === 499) sandbox.reset()
    }
    expect(violations.slice(0, 5)).toEqual([])
    // Calls that only ever fail would prove little.
    const never = [...succeeded].filter(([, count]) => count === 0).map(([id]) => id)
    if (everySucceeds) expect(never).toEqual([])
  })
}

// Only here: Prism takes longer to load than hundreds of calls.
const proxyOf = async (spec: string, upstream: string): Promise<string> => {
  const { startProxy } = await import("../src/prism/index.ts")
  const proxy = await startProxy({ spec, upstream })
  onTestFinished(() => proxy.close())
  return proxy.url
}
