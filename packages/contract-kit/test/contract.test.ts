/** Tests the kit as a team uses it: with its own vendor, specification and mock. */
import * as Schema from "effect/Schema"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, type Coverage, Disagreement, Table } from "../src/index.ts"
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

  it("writes a JSON report and a text table", async () => {
    expect(JSON.parse(await readFile(join(folder, "coverage.json"), "utf8"))).toEqual(report)
    expect(await readFile(join(folder, "coverage.txt"), "utf8")).toBe(`${Table.render(report)}\n`)
  })

  it("writes a pact for each operation, with an interaction for each outcome and each form of a body", async () => {
    const pact = JSON.parse(await readFile(join(folder, "pacts", "listThings.json"), "utf8"))
    expect(pact.interactions.map((_: { description: string }) => _.description)).toEqual([
      "listThings: 200",
      "listThings: 200, the least there can be",
      "listThings: 200, empty lists"
    ])
    expect(pact.interactions[0].request.query).toEqual({ "ids[]": ["7", "8"], kind: ["heavy"], token: ["token"] })
    expect(pact.metadata.pactSpecification.version).toBe("4.0")
  })

  it("writes matching rules into the pacts, including null", async () => {
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

describe("credentials", () => {
  it("reach the vendor but no pact file", async () => {
    const given = new Set<string>()
    const watched: typeof layer = (baseUrl, credentials) => {
      given.add(credentials["token"] ?? "")
      return layer(baseUrl, credentials)
    }
    const report = await Contract.check({ ...contract(), layer: watched })
    expect(report.passed).toBe(true)
    const [secret = ""] = given
    expect(secret).not.toBe("")
    const pact = await readFile(join(folder, "pacts", "getThing.json"), "utf8")
    expect(pact).not.toContain(secret)
    expect(JSON.parse(pact).interactions[0].request.query.token).toEqual(["token"])
  }, 30_000)

  it("fail the check if a pact file contains them", async () => {
    const report = await Contract.check({ ...contract(), placeholders: { token: "contract-kit-must-not-be-written" } })
    expect(report.disagreements.map(Disagreement.format)).toContain(
      "getThing, pact file: package: contains a credential; specification: must contain a placeholder instead (client)"
    )
  }, 30_000)
})

describe("a specification that differs", () => {
  const found = async (edit: (document: string) => string) =>
    (await Contract.checkDrift(contract(), "getThing", (document) => JSON.parse(edit(JSON.stringify(document))))).map(
      Disagreement.format
    )

  it("is reported by each witness", async () => {
    const renamed = await found((_) =>
      _.replaceAll('"name":{"type":"string"}', '"title":{"type":"string"}')
        .replaceAll('"id","name",', '"id","title",')
        .replaceAll('"name":"Anvil"', '"title":"Anvil"')
    )
    expect(renamed).toEqual([
      "getThing 200, response body name: package: reads the field; specification: the mock responds with only id, note, price, tags, title (replay)",
      "getThing 200, response body name: package: reads the field; specification: the mock responds with only id, note, tags, title (replay)",
      "getThing 200, response body name: package: reads the field; specification: must NOT have additional properties - name (paths./things/{id}.get.responses.200.content.application/json.schema.components.schemas.Thing.additionalProperties) (comparison)",
      "getThing 200, response body name: package: string, required; specification: no such field (agreement)",
      "getThing 200, response body title: package: no such field; specification: string, required (agreement)"
    ])
  }, 30_000)
})

describe("webhooks of a contract", () => {
  const Sold = Schema.Struct({ id: Schema.Int.annotate({ examples: [7] }) })
  const posting = (type: string) => ({
    ...contract(),
    spec: {
      ...spec,
      "x-webhooks": {
        thing_sold: {
          post: {
            requestBody: {
              content: {
                "application/json": { schema: { type: "object", required: ["id"], properties: { id: { type } } } }
              }
            }
          }
        }
      }
    },
    messages: {
      pacts: join(folder, "messages"),
      messages: [{ event: "thing_sold", schema: Sold, receive: Schema.decodeUnknownSync(Sold) }]
    }
  })

  it("are in the table", async () => {
    const report = await Contract.check(posting("integer"))
    expect(report.passed).toBe(true)
    expect(Table.render(report)).toContain("11 interactions, 1 event.")
    const faulty = await Contract.check(posting("string"))
    expect(faulty.passed).toBe(false)
    expect(Table.render(faulty)).toContain(
      "✗ thing_sold, payload id: package: integer, required; specification: string"
    )
  }, 60_000)
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

  it("explains what the package accepts beyond the specification, and keeps it out of the pacts", async () => {
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
      "acme, tolerance /nowhere/: explains no difference. Correct its location, operations, statuses or allows, or remove it if the difference is gone. Its reason: It was null once. (agreement)"
    ])
  }, 30_000)

  it("of an operation that does not exist is a disagreement that says so", async () => {
    const report = await Contract.check({ ...contract(), tolerances: [{ ...tolerance, operations: ["getTing"] }] })
    expect(report.disagreements.map(Disagreement.format)).toEqual([
      "acme, tolerance /^response body note$/: there is no operation getTing. Correct its operations. Its reason: It was null once. (agreement)"
    ])
  }, 30_000)
})
