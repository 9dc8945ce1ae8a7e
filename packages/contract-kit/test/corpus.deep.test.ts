/**
 * Checks every document of the corpus with its client: supported features agree, a fault in the feature is reported,
 * ignored features are noted, and refused ones are refused with a remedy.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, Disagreement } from "../src/index.ts"
import type { Client } from "./corpus/Client.ts"
import { clients, contractOf, textOf } from "./corpus/contracts.ts"
import { corpus } from "./corpus/index.ts"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corpus-"))
})
afterAll(() => rm(folder, { recursive: true }))

const check = async (text: string, client: Client) => {
  const report = await Contract.check(contractOf(text, client, join(folder, "pacts")))
  return { lines: report.disagreements.map(Disagreement.format), notes: report.notes }
}
const refusal = (error: Error) => ({ lines: [error.message], notes: [] })

const begins = (lines: ReadonlyArray<string>, words: string) =>
  expect(lines.some((_) => _.startsWith(words)) ? words : lines).toBe(words)

describe.each(corpus)("$name", ({ kit, name }) => {
  const client = clients[name]!
  const { fault, says } = client

  it("is handled as the table says", async () => {
    const { lines, notes } = await check(await textOf(name), client).catch(refusal)
    if (kit === "supported") expect({ lines, notes }).toEqual({ lines: [], notes: [] })
    else if ("ignored" in kit) {
      expect(lines).toEqual([])
      begins(notes, says!)
    } else begins(lines, says!)
  }, 60_000)

  if (fault === undefined) return

  it("reports a fault in the feature", async () => {
    const { by, replace, says } = fault
    const text = await textOf(name)
    expect(text).toContain(replace)
    begins((await check(text.replace(replace, by), client)).lines, says)
  }, 60_000)
})
