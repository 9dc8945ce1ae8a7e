/**
 * Random valid calls to a sandbox: no answer may break the vendor's specification. In the deep tier, Prism checks each
 * request and answer.
 */
import { expect, it, onTestFinished } from "vitest"
import { type SandboxTarget, startSandbox } from "../src/sandbox/index.ts"
import * as Specification from "../src/sandbox/Specification.ts"
import { answerCheck } from "./answerCheck.ts"
import { RandomCalls } from "./RandomCalls.ts"

interface Trial {
  readonly calls: number
  /** Which validator checks the answers. */
  readonly witness: "prism" | "engine"
  /** Whether each operation must succeed at least once. */
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
    // One after the other, so that the same seed repeats a violation.
    for (let index = 0; index < calls && violations.length < 20; index++) {
      await one(index)
      // Time passes, and sometimes the seed is restored.
      if (index % 50 === 49) await sandbox.advance("1 hour")
      if (index % 500 === 499) sandbox.reset()
    }
    expect(violations.slice(0, 5)).toEqual([])
    // Calls that always fail prove little.
    const never = [...succeeded].filter(([, count]) => count === 0).map(([id]) => id)
    if (everySucceeds) expect(never).toEqual([])
  })
}

// Loaded here, because Prism takes longer to load than hundreds of calls.
const proxyOf = async (spec: string, upstream: string): Promise<string> => {
  const { startProxy } = await import("../src/prism/index.ts")
  const proxy = await startProxy({ spec, upstream })
  onTestFinished(() => proxy.close())
  return proxy.url
}
