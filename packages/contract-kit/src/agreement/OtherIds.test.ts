import * as OpenApi from "@salesbridge/openapi/Specification"
import { expect, it } from "vitest"
import { catalog } from "../../test/acme.ts"
import { spec } from "../../test/spec.ts"
import { format } from "../report/Disagreement.ts"
import { readSpecification } from "../Reading.ts"

const found = async (document: typeof spec) =>
  (await readSpecification({ catalog, spec: document })).otherIds.map(format)

it("names operations whose ids differ in the specification", async () => {
  expect(await found(spec)).toEqual([])
  // Two operations with the same method: the path tells them apart.
  const renamed = JSON.parse(
    JSON.stringify(spec).replace('"getThing"', '"getThingy"').replace('"listThings"', '"allThings"')
  ) as typeof spec
  expect(OpenApi.find(OpenApi.of(renamed), "getThing")).toBeUndefined()
  expect(await found(renamed)).toEqual([
    "getThing, operationId: package: getThing; specification: getThingy (agreement)",
    "listThings, operationId: package: listThings; specification: allThings (agreement)"
  ])
})
