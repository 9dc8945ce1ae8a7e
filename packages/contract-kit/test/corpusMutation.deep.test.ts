/** Runs mutation tests on the corpus: a sample of the mutants of all documents. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { sample } from "../src/mutation/Selection.ts"
import * as MutationRun from "../src/mutation/MutationRun.ts"
import { clients, contractOf, textOf } from "./corpus/contracts.ts"
import { corpus } from "./corpus/index.ts"

it("kills every mutant of a sample of the corpus", async () => {
  const folder = await mkdtemp(join(tmpdir(), "corpus-"))
  const runs = new Map<string, MutationRun.MutationRun>()
  try {
    for (const { name } of corpus.filter(({ kit }) => kit === "supported")) {
      runs.set(name, await MutationRun.make(contractOf(await textOf(name), clients[name]!, join(folder, name))))
    }
    const candidates = [...runs].flatMap(([vendor, { mutants }]) =>
      mutants().map((mutant) => ({ ...mutant, vendor, mutant }))
    )
    const chosen = sample(candidates, { size: 60, seed: "salesbridge" })
    const survivors: Array<string> = []
    for (const { change, id, location, mutant, vendor } of chosen) {
      const outcome = await runs.get(vendor)!.run(mutant)
      const killed = outcome.killedBy.length > 0 || outcome.unreadable !== undefined || outcome.equivalent !== undefined
      if (!killed) survivors.push(`${vendor}, ${location}: ${change} (${id})`)
    }
    expect(survivors).toEqual([])
  } finally {
    for (const run of runs.values()) await run.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
