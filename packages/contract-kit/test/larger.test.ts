/**
 * Tests features of larger vendors: objects in queries, several successful statuses, two kinds of ids, and optional
 * fields.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Contract, type Coverage, Disagreement, Table } from "../src/index.ts"
import { catalog, definition, layer } from "./globex.ts"
import { spec } from "./globexSpec.ts"
import { serve } from "./serve.ts"

let folder: string
const contract = (): Contract.Contract => ({ catalog, definition, layer, spec, serve, pacts: join(folder, "pacts") })
interface Written {
  readonly description: string
  readonly request: { readonly query: unknown; readonly headers: { readonly [name: string]: unknown } }
  readonly response: {
    readonly status: number
    readonly body?: { readonly content: unknown }
    readonly matchingRules: { readonly body: { readonly [path: string]: unknown } }
  }
}
const pactOf = async (operation: string) =>
  JSON.parse(await readFile(join(folder, "pacts", `${operation}.json`), "utf8")) as {
    readonly interactions: ReadonlyArray<Written>
  }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-"))
})
afterAll(() => rm(folder, { recursive: true }))

describe("a larger vendor under contract", () => {
  let report: Coverage.Report
  beforeAll(async () => {
    report = await Contract.check(contract())
  }, 60_000)

  it("agrees with its specification, including every successful status", () => {
    expect(Table.render(report).split("\n")).toEqual([
      "globex     200 201 204 401",
      "listLeads  ✓✓✓         ✓✓✓",
      "createLead     ✓✓✓     ✓✓✓",
      "removeLead         ✓✓✓ ✓✓✓",
      "queueLead  ✓✓✓     ✓✓✓ ✓✓✓",
      "",
      "4 operations, 9 of 9 outcomes checked by all three, 15 interactions."
    ])
  })

  it("gets objects as name[field], and its token after Bearer", async () => {
    const { interactions } = await pactOf("listLeads")
    expect(interactions[0]!.request.query).toEqual({
      "ids[]": ["7", "8"],
      "filter[q]": ["a, b & c"],
      "filter[stages][]": ["1", "2"],
      "updated_at[gt]": ["2024-05-21T09:41:06.170Z"],
      "updated_at[lt]": ["2024-05-21T09:41:06.170Z"],
      "custom_fields[Region]": ["5"],
      "custom_fields[Home Town]": ["3"],
      per_page: ["1"]
    })
    expect(interactions[0]!.request.headers.Authorization).toEqual(["Bearer token"])
  })

  it("may succeed with or without a body", async () => {
    const { interactions } = await pactOf("queueLead")
    expect(interactions.map((_) => [_.description, _.response.status, _.response.body?.content])).toEqual([
      ["queueLead: 200", 200, { reason: "skipped" }],
      ["queueLead: 200, the least there can be", 200, {}],
      ["queueLead: 204", 204, undefined],
      ["queueLead: 401 Unauthorized", 401, undefined]
    ])
  })

  it("has two kinds of ids, and optional fields that may be null", async () => {
    const { interactions } = await pactOf("createLead")
    const bodies = Object.fromEntries(interactions.map((_) => [_.description, _.response.body?.content]))
    expect(bodies["createLead: 201"]).toEqual({
      id: 7,
      name: "Jane",
      seen_at: "2024-05-21T09:41:06.170Z",
      owner: { id: 7 }
    })
    expect(bodies["createLead: 201, the other forms"]).toEqual({ id: "text", name: "Jane", seen_at: null, owner: null })
    expect(interactions[0]!.response.matchingRules.body["$.id"]).toEqual({
      combine: "OR",
      matchers: [{ match: "integer" }, { match: "regex", regex: "[\\s\\S]*" }]
    })
  })
})

describe("a larger vendor's specification that differs", () => {
  type Drift = Parameters<typeof Contract.checkDrift>[2]
  const change =
    (edit: (document: string) => string): Drift =>
    (document) => {
      const before = JSON.stringify(document)
      const after = edit(before)
      if (after === before) throw new Error("nothing was changed")
      return JSON.parse(after)
    }

  it.each<[string, string, Drift, ReadonlyArray<string>]>([
    [
      "a field of a query's object renamed",
      "listLeads",
      change((_) => _.replace('"properties":{"q":', '"properties":{"search":')),
      [
        "listLeads, query filter.q: package: sends the field; specification: must NOT have additional properties - q",
        "listLeads, query filter.q: package: string, optional; specification: no such field (agreement)",
        "listLeads, query filter.search: package: no such field; specification: string, optional (agreement)"
      ]
    ],
    [
      "a field of a query's object of another type",
      "listLeads",
      change((_) => _.replace('"q":{"type":"string"}', '"q":{"type":"integer"}')),
      [
        'listLeads, query filter.q: package: "a, b & c"; specification: must be integer',
        "listLeads, query filter.q: package: string, optional; specification: integer, optional (agreement)"
      ]
    ],
    [
      "a list in a query's object that is one value",
      "listLeads",
      change((_) => _.replace('"stages":{"type":"array","items":{"type":"integer"}}', '"stages":{"type":"integer"}')),
      ["listLeads, query filter.stages: package: list, optional; specification: integer, optional (agreement)"]
    ],
    [
      "a record's values of another type",
      "listLeads",
      change((_) =>
        _.replace('"additionalProperties":{"type":"integer"}', '"additionalProperties":{"type":"boolean"}')
      ),
      [
        'listLeads, query custom_fields["Home Town"]: package: "3"; specification: must be boolean',
        "listLeads, query custom_fields"
      ]
    ],
    [
      "another style of objects",
      "listLeads",
      change((_) => _.replace('"name":"filter","in":"query","style":"deepObject"', '"name":"filter","in":"query"')),
      [
        "listLeads, query filter: package: an object, as name[field]; specification: style form, explode true (agreement)"
      ]
    ],
    [
      "text instead of an object",
      "listLeads",
      change((_) =>
        _.replace(
          /("name":"updated_at","in":"query"),"style":"deepObject","explode":true,"schema":\{.*?\}\}\}/,
          '$1,"schema":{"type":"string"}'
        )
      ),
      ["listLeads, query updated_at: package: an object; specification: one value (agreement)"]
    ],
    [
      "a moment that is any text",
      "createLead",
      change((_) => _.replace('"seen_at":{"type":"string","format":"date-time"', '"seen_at":{"type":"string"')),
      ["createLead 201, response body seen_at: package:"]
    ],
    [
      "a body where there was none",
      "removeLead",
      change((_) =>
        _.replace(
          '"204":{"description":"Removed."}',
          '"204":{"description":"Removed.","content":{"application/json":{"schema":{"type":"object"}}}}'
        )
      ),
      ["removeLead 204, response body: package: nothing; specification: object (agreement)"]
    ],
    [
      "no body any more where the package needs one",
      "createLead",
      change((_) => _.replace(/"201":\{.*?\},("401")/, '"201":{"description":"Created."},$1')),
      ["createLead 201, response body: package: a JSON body; specification: none (agreement)"]
    ],
    [
      "ids of one kind",
      "removeLead",
      change((_) => _.replaceAll('"anyOf":[{"type":"integer"},{"type":"string"}]', '"type":"integer"')),
      ["removeLead, path id: package: string; specification: integer (agreement)"]
    ],
    [
      "another kind of token",
      "removeLead",
      change((_) => _.replace('"scheme":"bearer"', '"scheme":"basic"')),
      [
        "removeLead, header: package:",
        "removeLead, security: package: header Authorization with bearer; specification: header Authorization with basic (agreement)"
      ]
    ]
  ])(
    "%s",
    async (_, operation, drift, messages) => {
      const found = (await Contract.checkDrift(contract(), operation, drift)).map(Disagreement.format).join("\n")
      for (const message of messages) expect(found).toContain(message)
    },
    30_000
  )
})
