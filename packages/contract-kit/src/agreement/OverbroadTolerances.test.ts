import { describe, expect, it } from "vitest"
import { catalog } from "../../test/acme.ts"
import { spec } from "../../test/spec.ts"
import type { Leniency } from "../report/Disagreement.ts"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { overbroadTolerances } from "./OverbroadTolerances.ts"

const found = (location: RegExp, ...allows: ReadonlyArray<Leniency>) =>
  overbroadTolerances(catalog, {
    spec: OpenApi.of(spec),
    tolerances: [{ operations: ["getThing"], location, allows, reason: "" }]
  }).map(({ location, package: ours }) => `${location}: ${ours}`)

describe("a tolerance that is too wide", () => {
  it("allows null although the specification does as well", () => {
    expect(found(/^response body \w+$/, "null")).toEqual(["response body note: a tolerance lets it be null"])
  })

  it("allows absence although the specification does not require the field", () => {
    expect(found(/^response body \w+$/, "absent")).toEqual(["response body price: a tolerance lets it be absent"])
  })

  it("is not reported if the two sides differ, or for another operation", () => {
    expect(found(/^response body (id|name|tags)$/, "null", "absent", "unknown", "string")).toEqual([])
  })
})
