/** Tests contracts for a part of a specification. The corpus tests each feature separately. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, Disagreement } from "../src/index.ts"
import { catalog, definition, layer } from "./acme.ts"
import { serve } from "./serve.ts"
import { spec } from "./spec.ts"

let folder: string
let runs = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foreign-"))
})
afterAll(() => rm(folder, { recursive: true }))

const found = async (document: JsonObject, more: Partial<Contract.Contract> = {}): Promise<ReadonlyArray<string>> => {
  const pacts = join(folder, String(runs++))
  const report = await Contract.check({ catalog, definition, layer, spec: document, serve, pacts, ...more })
  return report.disagreements.map(Disagreement.format)
}

type Edit = (document: any) => void // oxlint-disable-line typescript/no-explicit-any -- the documents are written by hand
const edited = (edit: Edit): JsonObject => {
  const copy = structuredClone(spec)
  edit(copy)
  return copy
}
const get: Edit = (_) => _.paths["/things/{id}"].get
const of = (select: Edit, document: unknown) => select(document) as unknown as Record<string, any> // oxlint-disable-line typescript/no-explicit-any

describe("a contract for a part of a specification", () => {
  it.each<[string, Edit]>([
    ["with servers on this machine alone", (_) => (_.servers = [{ url: "http://127.0.0.1:4010" }])],
    ["with a range beside a listed status", (_) => (of(get, _)["responses"]["4XX"] = { description: "Others." })],
    [
      "with HEAD and OPTIONS",
      (_) => Object.assign(_.paths["/things"], { head: { responses: {} }, options: { responses: {} } })
    ]
  ])(
    "%s",
    async (_, edit) => {
      expect(await found(edited(edit))).toEqual([])
    },
    60_000
  )

  it("ignores the other operations", async () => {
    const [getThing] = catalog
    expect(await found(spec, { catalog: [getThing], operations: ["getThing"] })).toEqual([])
    expect(await found(spec, { operations: ["getThing"] })).toEqual([])
  }, 60_000)

  it("refuses an unknown operation", async () => {
    await expect(found(spec, { operations: ["getThings"] })).rejects.toThrow(
      "The contract's `operations` contain getThings, but the catalog does not. Use ids of the catalog."
    )
  })
})
