/**
 * Random valid calls to a sandbox: no answer may break the vendor's specification. The engine checks many answers
 * without a server; Prism checks requests, and the answers of the server to which it forwards them.
 */
import { expect, it, onTestFinished } from "vitest"
import type { Outcome, Sandbox } from "../src/sandbox/Sandbox.ts"
import * as Server from "../src/sandbox/Server.ts"
import { make, type SandboxTarget } from "../src/sandbox/startSandbox.ts"
import type { Untyped } from "../src/sandbox/Json.ts"
import { answerCheck } from "./answerCheck.ts"
import { type RandomCall, RandomCalls } from "./RandomCalls.ts"

interface Trial {
  readonly calls: number
  /** Which validator checks the answers. */
  readonly witness: "prism" | "engine"
  /** Whether each operation must succeed at least once. */
  readonly everySucceeds: boolean
}

type Answer = Pick<Outcome, "status" | "body" | "headers"> & { readonly wrong: string | undefined }
type Witness = (call: RandomCall) => Promise<Answer> | Answer

/** Declares the test. */
export const keepsItsSpecification = (target: SandboxTarget, { calls, everySucceeds, witness }: Trial): void => {
  it(`breaks its specification in none of ${calls} calls, says ${witness}`, { timeout: 900_000 }, async () => {
    const randomSeed = Number(process.env["VALIDITY_SEED"] ?? 1)
    const now = Date.parse("2026-03-02T09:00:00Z")
    const sandbox = await make(target, { limits: false, randomSeed, now })
    onTestFinished(() => sandbox.stop())
    const { operations } = sandbox.specification
    const ask = witness === "prism" ? await forwarded(sandbox, target.spec) : engine(sandbox)
    const random = new RandomCalls(sandbox.specification, randomSeed)
    const succeeded = new Map(operations.map(({ id }) => [id, 0]))
    const violations: Array<string> = []
    const one = async (index: number) => {
      const call = random.of(operations[index % operations.length]!)
      const { operation } = call
      const { body, headers, status, ...answer } = await ask(call)
      const wrong = body.includes('"The sandbox failed"') ? body : answer.wrong
      if (wrong !== undefined) {
        violations.push(`${operation.method} ${call.url} ${call.body ?? ""}\n  ${status} ${wrong}`)
      }
      if (status >= 300 || wrong !== undefined) return
      succeeded.set(operation.id, succeeded.get(operation.id)! + 1)
      if (body !== "" && headers["content-type"]?.includes("json") === true) random.learn(operation, JSON.parse(body))
    }
    // One after the other, so that the same seed repeats a violation.
    for (let index = 0; index < calls && violations.length < 20; index++) {
      await one(index)
      // Time passes, and sometimes the seed is restored.
      if (index % 50 === 49) await sandbox.advance(3_600_000)
      if (index % 500 === 499) sandbox.reset()
    }
    expect(violations.slice(0, 5)).toEqual([])
    // Calls that always fail prove little.
    const never = [...succeeded].filter(([, count]) => count === 0).map(([id]) => id)
    if (everySucceeds) expect(never).toEqual([])
  })
}

const engine = (sandbox: Sandbox<Untyped>): Witness => {
  const check = answerCheck(sandbox.specification)
  const origin = "http://127.0.0.1"
  return ({ body = "", headers, operation, url }) => {
    const answer = sandbox.handle({ method: operation.method, url, origin, headers, body })
    return { ...answer, wrong: check(operation, answer.status, answer.body) }
  }
}

const forwarded = async (sandbox: Sandbox<Untyped>, spec: string): Promise<Witness> => {
  // Loaded here, because Prism takes longer to load than hundreds of calls.
  const { prism } = await import("./prism.ts")
  const server = await Server.listen(sandbox, 0, undefined)
  onTestFinished(() => server.close())
  const answer = await prism(spec, new URL(server.url))
  return async ({ operation: { method }, ...call }) => {
    const { body, headers, status } = await answer({ method, ...call })
    const isRefused = body.includes("stoplight.io/prism/errors") || "sl-violations" in headers
    return { status, headers, body, wrong: isRefused ? body : undefined }
  }
}
