/**
 * Tests mutants: each has a single change, is the same in every run, leaves the original unchanged, and is killed by
 * the checks.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OpenApi } from "../src/index.ts"
import type { Contract } from "../src/Contract.ts"
import type { Json } from "@salesbridge/openapi/Json"
import { isolated } from "../src/mutation/Isolated.ts"
import type { SpecificationMutant } from "../src/mutation/Mutant.ts"
import { operationMutants } from "../src/mutation/OperationMutants.ts"
import { schemaMutations } from "../src/mutation/SchemaMutations.ts"
import type { Writable } from "../src/mutation/SchemaNodes.ts"
import { specificationMutants } from "../src/mutation/SpecificationMutants.ts"
import * as MutationRun from "../src/mutation/MutationRun.ts"
import * as acme from "./acme.ts"
import * as globex from "./globex.ts"
import { spec as globexSpec } from "./globexSpec.ts"
import { serve } from "./serve.ts"
import { spec as acmeSpec } from "./spec.ts"

const specs = [OpenApi.of(acmeSpec), OpenApi.of(globexSpec)]
const alone = specs.flatMap((spec) => spec.operations.map((_) => isolated(spec, _)))

/** The outermost places where two documents differ. */
const changes = (one: Json | undefined, other: Json | undefined, place = ""): ReadonlyArray<string> => {
  if (JSON.stringify(one) === JSON.stringify(other)) return []
  const inner = (value: Json | undefined): value is { [key: string]: Json } =>
    typeof value === "object" && value !== null
  if (!inner(one) || !inner(other) || Array.isArray(one) !== Array.isArray(other)) return [place]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    changes(one[key], other[key], `${place}/${key}`)
  )
}

describe("a specification of one operation", () => {
  it("contains only this operation, and no references", () => {
    const spec = isolated(specs[0]!, OpenApi.find(specs[0]!, "getThing")!)
    expect(spec.operations.map(({ id }) => id)).toEqual(["getThing"])
    expect(JSON.stringify(spec.document)).not.toContain("$ref")
    expect(spec.operations[0]!.responses.get(404)?.examples).toEqual({ none: { message: "Nothing here." } })
  })

  it("keeps the references of a recursive schema", () => {
    const tree = {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } }
    }
    const spec = OpenApi.of({
      openapi: "3.0.3",
      paths: {
        "/tree": {
          get: {
            operationId: "getTree",
            responses: {
              "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Tree" } } } }
            }
          }
        }
      },
      components: { schemas: { Tree: tree, Other: { type: "string" } } }
    })
    const { document } = isolated(spec, spec.operations[0]!)
    expect(document["components"]).toEqual({ schemas: { Tree: tree } })
  })
})

describe("mutants of a specification", () => {
  const all = alone.flatMap((spec) => specificationMutants(spec).map((mutant) => ({ spec, mutant })))

  it("are the same in every run, each with its own id", () => {
    const ids = (spec: OpenApi.OpenApi) => specificationMutants(spec).map(({ id }) => id)
    for (const spec of alone) {
      expect(ids(spec)).toEqual(ids(spec))
      expect(new Set(ids(spec)).size).toBe(ids(spec).length)
    }
  })

  it("leave the original unchanged, and change a copy", () => {
    for (const { mutant, spec } of all) {
      const before = JSON.stringify(spec.document)
      const after = JSON.stringify(mutant.apply(spec.document))
      expect(JSON.stringify(spec.document), mutant.id).toBe(before)
      expect(after, mutant.id).not.toBe(before)
    }
  })

  const mutantOf = (id: string): { readonly spec: OpenApi.OpenApi; readonly mutant: SpecificationMutant } => {
    const found = all.find(({ mutant }) => mutant.id === id)
    if (found === undefined) throw new Error(`${id} is none of\n${all.map(({ mutant }) => mutant.id).join("\n")}`)
    return found
  }
  const media = "/paths//things/{id}/get/responses/200/content/application/json"
  const body = "/paths//things/post/requestBody/content/application/json"
  const parameter = "/paths//things/get/parameters"

  it.each<[string, ReadonlyArray<string>]>([
    [
      "getThing 200 response body name is called name_renamed",
      [
        `${media}/schema/required/1`,
        `${media}/schema/properties/name`,
        `${media}/schema/properties/name_renamed`,
        `${media}/examples/anvil/value/name`,
        `${media}/examples/anvil/value/name_renamed`
      ]
    ],
    ["getThing 200 response body price is gone", [`${media}/schema/properties/price`]],
    [
      "getThing 200 response body name is optional",
      [`${media}/schema/required/1`, `${media}/schema/required/2`, `${media}/schema/required/3`]
    ],
    ["getThing 200 response body price is required", [`${media}/schema/required/4`]],
    [
      "getThing 200 response body note is never null",
      [`${media}/schema/properties/note/nullable`, `${media}/examples/anvil/value/note`]
    ],
    ["getThing 200 response body name may be null", [`${media}/schema/properties/name/nullable`]],
    [
      "getThing 200 response body id is of type string",
      [`${media}/schema/properties/id/type`, `${media}/examples/anvil/value/id`]
    ],
    [
      "getThing 200 response body added_required is new and required",
      [
        `${media}/schema/required/4`,
        `${media}/schema/properties/added_required`,
        `${media}/examples/anvil/value/added_required`
      ]
    ],
    [
      "getThing 200 response body tags[] is of type integer",
      [`${media}/schema/properties/tags/items/type`, `${media}/examples/anvil/value/tags/0`]
    ],
    ["getThing 200 response body has no fields of other names", [`${media}/schema/additionalProperties`]],
    ["getThing 404 status is gone", ["/paths//things/{id}/get/responses/404"]],
    ["getThing 404 status is 418", ["/paths//things/{id}/get/responses/404", "/paths//things/{id}/get/responses/418"]],
    ["getThing 410 status is new", ["/paths//things/{id}/get/responses/410"]],
    ["getThing  method is POST", ["/paths//things/{id}/get", "/paths//things/{id}/post"]],
    ["getThing  path things is called things-renamed", ["/paths//things/{id}", "/paths//things-renamed/{id}"]],
    ["getThing  security is not needed", ["/paths//things/{id}/get/security/0"]],
    ["getThing  security token is in header", ["/components/securitySchemes/token/in"]],
    ['listThings  query kind may no longer be "light"', [`${parameter}/1/schema/enum/1`]],
    ['listThings  query kind may be "added"', [`${parameter}/1/schema/enum/2`]],
    ["listThings  query kind is in header", [`${parameter}/1/in`]],
    ["listThings  query kind is optional", [`${parameter}/1/required`]],
    ["listThings  query ids[] has no brackets", [`${parameter}/0/name`]],
    ["listThings  query ids[] has its items in one value", [`${parameter}/0/style`, `${parameter}/0/explode`]],
    ["createThing  request body name has maxLength 62", [`${body}/schema/properties/name/maxLength`]],
    ["createThing  request body name has no minLength", [`${body}/schema/properties/name/minLength`]]
  ])("%s", (id, places) => {
    const { mutant, spec } = mutantOf(id)
    expect(changes(spec.document, mutant.apply(spec.document)).toSorted()).toEqual([...places].toSorted())
  })
})

it("a choice has one mutation of null, whichever member accepts it", () => {
  const nullable = (type: string): Writable => ({ type, nullable: true })
  const holder = { schema: { anyOf: [nullable("integer"), nullable("string")] }, example: null }
  const [mutation, ...others] = [...schemaMutations(holder)].filter(({ kind }) => kind === "null or not")
  expect([mutation?.change, others]).toEqual(["is never null", []])
  mutation!.apply(holder)
  expect(holder).toEqual({ schema: { anyOf: [{ type: "integer" }, { type: "string" }] }, example: 7 })
})

describe("mutants of an operation", () => {
  const vendors = [acme, globex]
  const all = vendors.flatMap(({ catalog, definition }) =>
    catalog.flatMap((operation) =>
      operationMutants(operation, definition).map((mutant) => ({ definition, mutant, operation }))
    )
  )
  const described = (operation: object) =>
    JSON.stringify(operation, (_, value: unknown) => (typeof value === "function" ? { ...value } : value))

  it("are the same in every run, each with its own id", () => {
    const ids = vendors.map(({ catalog, definition }) =>
      catalog.flatMap((_) => operationMutants(_, definition).map(({ id }) => id))
    )
    for (const list of ids) expect(new Set(list).size).toBe(list.length)
    expect(ids.flat()).toEqual(all.map(({ mutant }) => mutant.id))
  })

  it("leave operation and definition unchanged, and return mutated copies", () => {
    for (const { definition, mutant, operation } of all) {
      const before = described({ ...operation, toJSON: undefined })
      const vendor = JSON.stringify(definition)
      const mutated = mutant.apply(operation, definition)
      expect(described({ ...operation, toJSON: undefined }), mutant.id).toBe(before)
      expect(JSON.stringify(definition)).toBe(vendor)
      expect(mutated.operation === operation && mutated.definition === definition, mutant.id).toBe(false)
      expect(typeof mutated.operation).toBe("function")
    }
  })

  it.each([
    ["getThing operation 200 response body note is never null", "success"],
    ["getThing operation 404 response body message is called message_renamed", "errors"],
    ["getThing operation 404 status NotFound is 418", "errors"],
    ["getThing operation  method is PUT", "method"],
    ["getThing operation  path has one more segment", "path"],
    ["getThing operation  credential token is not sent", "credentials"],
    ["listThings operation  query kind is in header", "parameters"],
    ['createThing operation  request body source is "other"', "constantBody"],
    ["createThing operation  request body note is required", "parameters"],
    ["listLeads operation  query filter.q is gone", "parameters"]
  ])("%s changes %s alone", (id, name) => {
    const { definition, mutant, operation } = all.find((_) => _.mutant.id === id)!
    const { operation: mutated } = mutant.apply(operation, definition)
    const keys = Object.keys(operation) as ReadonlyArray<keyof typeof mutated & keyof typeof operation>
    expect(keys.filter((key) => mutated[key] !== operation[key])).toEqual([name])
  })
})

describe("a run", () => {
  let directory: string
  let run: MutationRun.MutationRun
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "pacts-"))
    const spec = structuredClone(acmeSpec) as Writable
    const paths = spec["paths"] as Writable
    const { get } = structuredClone(paths["/things/{id}"]) as Writable
    // The same call with another address.
    paths["/thing/{id}"] = { get: { ...(get as Writable), operationId: "thing", "x-alternative-of": "getThing" } }
    spec["servers"] = [{ url: acme.definition.servers.default }]
    const contract: Contract = { ...acme, spec, serve, pacts: directory }
    run = await MutationRun.make(contract)
  })
  afterAll(async () => {
    await run.close()
    await rm(directory, { recursive: true, force: true })
  })
  const tried = async (id: string) => {
    const mutant = run.mutants().find((_) => _.id === id)
    if (mutant === undefined) throw new Error(`There is no mutant ${id}`)
    return run.run(mutant)
  }

  it("reports which witnesses killed the mutant, and whether replay alone would have", async () => {
    const renamed = await tried("getThing 200 response body name is called name_renamed")
    expect(renamed.killedBy).toEqual(["replay", "comparison", "agreement"])
    // Only the third witness notices a field that is not required.
    const required = await tried("getThing 200 response body price is required")
    expect(required.killedBy).toEqual(["agreement"])
    expect(required.replayAlone).toBe(false)
  }, 60_000)

  it("sends the requests of the mutated operation", async () => {
    const gone = await tried("createThing operation  request body source is gone")
    expect(gone.killedBy).toContain("comparison")
    const header = await tried("getThing operation  credential token is in header")
    expect(header.killedBy).toContain("agreement")
    expect(acme.definition.credentials["token"]?.in).toBe("query")
  }, 60_000)

  it("gives the reason if no check can kill a mutant", async () => {
    const closed = await tried("getThing 200 response body has no fields of other names")
    expect(closed).toMatchObject({ killedBy: [], equivalent: "The package reads only declared fields." })
  }, 60_000)

  it("compares the server of an alternative way to make a call, but not its address", async () => {
    expect((await tried("thing  server is another host")).killedBy).toEqual(["agreement"])
    const another = "The package does not use this alternative way to make the call."
    for (const change of ["server has the prefix /v9 before every path", "path thing is called thing-renamed"]) {
      expect(await tried(`thing  ${change}`)).toMatchObject({ killedBy: [], equivalent: another })
    }
  }, 60_000)

  it("refuses a contract that fails without a mutation", async () => {
    const broken = JSON.parse(
      JSON.stringify(acmeSpec)
        .replace('"operationId":"getThing"', '"x-a":1,"operationId":"getThing"')
        .replace('"price":{"type":"number"}', '"price":{"type":"string"}')
    )
    const other = await MutationRun.make({ ...acme, spec: broken, serve, pacts: directory })
    await expect(other.run(other.mutants()[0]!)).rejects.toMatchObject({
      name: "BaselineFailed",
      message: expect.stringContaining("price")
    })
    await other.close()
  }, 60_000)
})
