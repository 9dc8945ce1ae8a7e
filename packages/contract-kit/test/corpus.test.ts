/** Tests that the list of the corpus and the README's table are complete. */
import { readdirSync } from "node:fs"
import { expect, it } from "vitest"
import { corpus } from "./corpus/index.ts"
import { table, written } from "./corpus/table.ts"

it("lists every document of the corpus", () => {
  const files = readdirSync(new URL("corpus/", import.meta.url)).filter((_) => _.endsWith(".yaml"))
  expect(corpus.map(({ name }) => `${name}.yaml`).toSorted()).toEqual(files.toSorted())
})

it("the README's table is up to date; `node test/corpus/table.ts` writes it", () => {
  expect(written()).toBe(table())
})
