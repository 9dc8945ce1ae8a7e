/** The checks' strength on documents that were not written for them: a sample of the faults of the whole corpus. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { sample } from "../src/mutation/Selection.ts"
import * as Trial from "../src/mutation/Trial.ts"
import { clients, contractOf, textOf } from "./corpus/contracts.ts"
import { corpus } from "./corpus/index.ts"

it("notices at least 99 of 100 faults in the corpus", async () => {
  const folder = await mkdtemp(join(tmpdir(), "corpus-"))
  const trials = new Map<string, Trial.Trial>()
  try {
    for (const { name } of corpus.filter(({ kit }) => kit === "supported")) {
      trials.set(name, await Trial.make(contractOf(await textOf(name), clients[name]!, join(folder, name))))
    }
    const candidates = [...trials].flatMap(([vendor, { mutations }]) =>
      mutations.map((mutation) => ({ ...mutation, vendor, mutation }))
    )
    const chosen = sample(candidates, { size: 60, seed: "salesbridge" })
    const survivors: Array<string> = []
    for (const { fault, id, location, mutation, vendor } of chosen) {
      const outcome = await trials.get(vendor)!.run(mutation)
      const noticed = outcome.caught.length > 0 || outcome.unreadable !== undefined || outcome.equivalent !== undefined
      if (!noticed) survivors.push(`${vendor}, ${location}: ${fault} (${id})`)
    }
    expect(survivors).toEqual([])
  } finally {
    for (const trial of trials.values()) await trial.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
