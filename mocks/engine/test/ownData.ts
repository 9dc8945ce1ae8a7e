/** Your own data in a vendor's sandbox: each table accepts a row, and answers still fit the specification. */
import { expect, it, onTestFinished } from "vitest"
import type { Untyped } from "../src/sandbox/Json.ts"
import { type SandboxTarget, startSandbox } from "../src/sandbox/index.ts"
import * as Specification from "../src/sandbox/Specification.ts"
import type { Seeder, SeedTable } from "../src/sandbox/seed/Seed.ts"
import { answerCheck } from "./answerCheck.ts"
import { RandomCalls } from "./RandomCalls.ts"

/** Rows of tables whose rows belong to others. */
type Belonging = Readonly<Record<string, (seeder: Seeder<Untyped>) => object>>

/** Declares the tests, for these tables. */
export const takesOwnData = (target: SandboxTarget, tables: ReadonlyArray<string>, belonging: Belonging = {}): void => {
  const everywhere = (seeder: Seeder<Untyped>) => {
    for (const name of tables) (seeder[name] as SeedTable<object>).add(belonging[name]?.(seeder))
  }
  const seeds: Readonly<Record<string, (seeder: Seeder<Untyped>) => void>> = {
    "beside the vendor's": everywhere,
    "in place of the vendor's": (seeder) => {
      seeder.clear()
      everywhere(seeder)
    },
    none: (seeder) => seeder.clear()
  }
  const specification = Specification.read(target.spec)
  const check = answerCheck(specification)
  // Reads before changes.
  const operations = specification.operations.toSorted((one, other) => Number(one.changes) - Number(other.changes))
  it.each(Object.keys(seeds))("answers as specified where own data is %s", { timeout: 120_000 }, async (name) => {
    const sandbox = await startSandbox(target, { limits: false, seed: seeds[name]! })
    onTestFinished(() => sandbox.close())
    const random = new RandomCalls(specification, 1)
    const wrong: Array<string> = []
    for (const operation of operations) {
      const { body, headers, url } = random.of(operation)
      const { method } = operation
      const response = await fetch(sandbox.url + url, { method, headers, ...(body !== undefined && { body }) })
      const text = await response.text()
      const mistake = response.status === 500 ? text : check(operation, response.status, text)
      if (mistake !== undefined) wrong.push(`${method} ${url}: ${response.status} ${mistake}`)
      else if (response.ok && text.startsWith("{")) random.learn(operation, JSON.parse(text))
    }
    await sandbox.advance("3 days")
    const failed = sandbox.log().filter(({ method }) => method === "JOB")
    expect([...wrong, ...failed.map(({ responseBody, url }) => `${url}: ${responseBody}`)]).toEqual([])
  })
}
