/** The kit as a team uses it: its own vendor, its own specification, its own mock. */
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, type Coverage, Disagreement, Drift, OpenApi, Table } from "../src/index.ts"
import { catalog, definition, layer } from "./acme.ts"
import { serve } from "./serve.ts"
import { spec } from "./spec.ts"

let folder: string
const contract = (): Contract.Contract => ({
  catalog,
  definition,
  layer,
  spec,
  serve,
  pacts: join(folder, "pacts"),
  report: join(folder, "coverage.json")
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-"))
})
afterAll(() => rm(folder, { recursive: true }))

describe("a vendor under contract", () => {
  let report: Coverage.Report
  beforeAll(async () => {
    report = await Contract.check(contract())
  }, 60_000)

  it("agrees with its specification", () => {
    expect(report.disagreements.map(Disagreement.format)).toEqual([])
    expect(report.passed).toBe(true)
  })

  it("has every outcome checked by every witness", () => {
    expect(Table.render(report).split("\n")).toEqual([
      "acme        200 404 409",
      "getThing    ✓✓✓ ✓✓✓",
      "listThings  ✓✓✓",
      "createThing ✓✓✓     ✓✓✓",
      "",
      "3 operations, 5 of 5 outcomes checked by all three, 11 interactions."
    ])
  })

  it("leaves a report for machines and a table for people", async () => {
    expect(JSON.parse(await readFile(join(folder, "coverage.json"), "utf8"))).toEqual(report)
    expect(await readFile(join(folder, "coverage.txt"), "utf8")).toBe(`${Table.render(report)}\n`)
  })

  it("leaves one pact for each operation, with an interaction for each outcome and each form of a body", async () => {
    const pact = JSON.parse(await readFile(join(folder, "pacts", "listThings.json"), "utf8"))
    expect(pact.interactions.map((_: { description: string }) => _.description)).toEqual([
      "listThings: 200",
      "listThings: 200, the least there can be",
      "listThings: 200, empty lists"
    ])
    expect(pact.interactions[0].request.query).toEqual({ "ids[]": ["7", "8"], kind: ["heavy"], token: ["token"] })
    expect(pact.metadata.pactSpecification.version).toBe("4.0")
  })

  it("says in a pact what may stand for the example, null included", async () => {
    const pact = JSON.parse(await readFile(join(folder, "pacts", "getThing.json"), "utf8"))
    const [whole, least] = pact.interactions
    expect(whole.response.body.content).toEqual({ id: 7, name: "Anvil", note: "text", price: 1.5, tags: ["text"] })
    expect(whole.response.matchingRules.body["$.id"].matchers).toEqual([{ match: "integer" }])
    expect(whole.response.matchingRules.body["$.note"]).toEqual({
      combine: "OR",
      matchers: [{ match: "type" }, { match: "null" }]
    })
    expect(whole.response.matchingRules.body["$.tags"].matchers).toEqual([{ match: "type", min: 1 }])
    expect(least.response.body.content).toEqual({ id: 7, name: "Anvil", note: null, tags: ["text"] })
  })
})

describe("a specification that drifts", () => {
  const found = async (operation: string, drift: Drift.Drift) =>
    (await Contract.checkDrift(contract(), operation, drift)).map(Disagreement.format)
  const change =
    (edit: (document: string) => string): Drift.Drift =>
    ({ document }) =>
      OpenApi.of(JSON.parse(edit(JSON.stringify(document))))

  it.each<[string, string, Drift.Drift, string]>([
    [
      "a field renamed",
      "getThing",
      Drift.renameField("getThing", 200, "name", "title"),
      "getThing 200, response body name: package: string, required; specification: no such field (agreement)"
    ],
    [
      "a status gone",
      "getThing",
      Drift.dropStatus("getThing", 404),
      "getThing 404, status: package: NotFound; specification: no such status (agreement)"
    ],
    [
      "a type changed",
      "getThing",
      Drift.changeType("getThing", 200, "id", "string", "7"),
      "getThing 200, response body id: package: integer, required; specification: string, required (agreement)"
    ],
    [
      "a parameter added",
      "getThing",
      Drift.requireParameter("getThing", "team"),
      "getThing, query team: package: no such parameter; specification: a required parameter (agreement)"
    ],
    [
      "a field no longer null",
      "getThing",
      change((_) => _.replace('"nullable":true', '"nullable":false').replaceAll('"note":null', '"note":"x"')),
      "getThing 200, response body note: package: null or string, required; specification: string, required (agreement)"
    ],
    [
      "a field now null",
      "getThing",
      change((_) => _.replace('"name":{"type":"string"}', '"name":{"type":"string","nullable":true}')),
      "getThing 200, response body name: package: string, required; specification: null or string, required (agreement)"
    ],
    [
      "a field no longer promised",
      "getThing",
      change((_) => _.replace('["id","name","note","tags"]', '["id","note","tags"]')),
      "getThing 200, response body name: package: string, required; specification: string, optional (agreement)"
    ],
    [
      "a parameter gone",
      "listThings",
      change((_) => _.replace('"name":"ids[]"', '"name":"id"')),
      "listThings, query ids[]: package: an optional parameter; specification: no such parameter (agreement)"
    ],
    [
      "a parameter elsewhere",
      "listThings",
      change((_) => _.replace('"name":"kind","in":"query"', '"name":"kind","in":"header"')),
      "listThings, query kind: package: a required parameter; specification: it is in header (agreement)"
    ],
    [
      "another array style",
      "listThings",
      change((_) => _.replace('"name":"ids[]",', '"name":"ids[]","explode":false,')),
      "listThings, query ids[]: package: a list, as one parameter for each item; specification: style form, explode false (agreement)"
    ],
    [
      "a member gone from an enumeration",
      "listThings",
      change((_) => _.replace('["heavy","light"]', '["heavy"]')),
      'listThings, query kind: package: sends "light"; specification: must be equal to one of the allowed values (seed salesbridge) (agreement)'
    ],
    [
      "a shorter limit",
      "createThing",
      change((_) => _.replace('"maxLength":63', '"maxLength":3')),
      "createThing, request body name: package: sends"
    ],
    [
      "a new required field",
      "createThing",
      change((_) => _.replace('["name","source"]', '["name","source","note"]')),
      "createThing, request body note: package: string, optional; specification: string, required (agreement)"
    ],
    [
      "another method",
      "getThing",
      change((_) => _.replace('"get":{"operationId":"getThing"', '"put":{"operationId":"getThing"')),
      "getThing, method: package: GET; specification: PUT (agreement)"
    ],
    [
      "another path",
      "getThing",
      change((_) => _.replace('"/things/{id}"', '"/thing/{id}"')),
      "getThing, path: package: /things/{id}; specification: /thing/{id} (agreement)"
    ],
    [
      "another place for the credentials",
      "getThing",
      change((_) => _.replace('"in":"query","name":"token"', '"in":"header","name":"token"')),
      "getThing, security: package: query token; specification: header token (agreement)"
    ],
    [
      "a status added",
      "getThing",
      change((_) => _.replace('"404":{', '"410":{"description":"Gone."},"404":{')),
      "getThing 410, status: package: no error of this status; specification: declared (agreement)"
    ]
  ])(
    "%s",
    async (_, operation, drift, message) => {
      expect((await found(operation, drift)).join("\n")).toContain(message)
    },
    30_000
  )
})

describe("a tolerance", () => {
  const tolerance: Disagreement.Tolerance = {
    location: /^response body note$/,
    allows: ["null"],
    reason: "It was null once."
  }
  const strict = JSON.parse(
    JSON.stringify(spec).replace('"nullable":true', '"nullable":false').replaceAll('"note":null', '"note":"x"')
  )

  it("explains where the package reads more, and keeps it out of the pacts", async () => {
    const report = await Contract.check({
      ...contract(),
      catalog: [catalog[0], catalog[1], catalog[2]],
      spec: strict,
      tolerances: [{ ...tolerance, location: /note$/ }]
    })
    expect(report.disagreements.map(Disagreement.format)).toEqual([])
    expect(await readFile(join(folder, "pacts", "getThing.json"), "utf8")).not.toContain('"note": null')
  }, 30_000)

  it("that explains nothing is a disagreement", async () => {
    const report = await Contract.check({ ...contract(), tolerances: [{ ...tolerance, location: /nowhere/ }] })
    expect(report.disagreements.map(Disagreement.format)).toEqual([
      "acme, tolerance /nowhere/: package: It was null once.; specification: nothing there needs it any more (agreement)"
    ])
  }, 30_000)
})
