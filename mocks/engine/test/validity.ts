/**
 * Whether a sandbox is honest: random but valid calls go through Prism, which holds each request and each answer against
 * the specification. Nothing that a sandbox says may break what its vendor's specification promises.
 */
import { expect, it, onTestFinished } from "vitest"
import { startProxy } from "../src/prism/index.ts"
import { type SandboxTarget, startSandbox } from "../src/sandbox/index.ts"
import * as Specification from "../src/sandbox/Specification.ts"
import { RandomCalls } from "./RandomCalls.ts"

/** Declares the test. With enough calls, `everySucceeds` holds that each operation was answered with success at least once. */
export const keepsItsSpecification = (
  target: SandboxTarget,
  { calls, everySucceeds }: { readonly calls: number; readonly everySucceeds: boolean }
): void => {
  it(`breaks its specification in none of ${calls} calls`, { timeout: 300_000 }, async () => {
    const seed = Number(process.env["VALIDITY_SEED"] ?? 1)
    const sandbox = await startSandbox(target, { limits: false, seed, now: "2026-03-02T09:00:00Z" })
    onTestFinished(() => sandbox.close())
    const { spec } = target
    const proxy = await startProxy({ spec, upstream: sandbox.url })
    onTestFinished(() => proxy.close())
    const specification = Specification.read(spec)
    const random = new RandomCalls(specification, seed)
    const succeeded = new Map(specification.operations.map(({ id }) => [id, 0]))
    const violations: Array<string> = []
    const one = async (index: number) => {
      const operation = specification.operations[index % specification.operations.length]!
      const call = random.of(operation)
      const response = await fetch(`${proxy.url}${call.url}`, {
        method: operation.method,
        headers: call.headers,
        ...(call.body !== undefined && { body: call.body })
      })
      const text = await response.text()
      if (text.includes("stoplight.io/prism/errors") || response.headers.has("sl-violations")) {
        violations.push(`${operation.method} ${call.url} ${call.body ?? ""}\n  ${response.status} ${text}`)
        return
      }
      if (text.includes('"The sandbox failed"')) {
        violations.push(`${operation.method} ${call.url} ${call.body ?? ""}\n  ${text}`)
      }
      if (!response.ok) return
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
