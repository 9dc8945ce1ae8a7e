import { describe, expect, it } from "vitest"
import { catalog } from "../../test/acme.ts"
import { interactions as interactionsOf } from "../interactions/Interaction.ts"
import type { Failure } from "./ReplayMismatch.ts"
import * as Sandbox from "./Sandbox.ts"

const start = () => Promise.reject(new Error("not started"))
const all = catalog.flatMap((operation) => interactionsOf(operation))
const named = (id: string, status: number) =>
  all.filter(({ operation, response }) => operation.id === id && response.status === status).map(({ name }) => name)

const withoutNote: Failure = {
  mismatch: {
    type: "mismatches",
    mismatches: [
      {
        type: "BodyMismatch",
        path: "$",
        mismatch: "Actual map is missing the following keys: note",
        actual: `["id","name"]`
      }
    ]
  }
}
const refused: Failure = {
  mismatch: { type: "error", message: "One or more of the setup state change handlers has failed" }
}
const told = new Map<string, Failure>()
const correct = "Correct the sandbox, or add the operation to `arranged` of the contract's `sandbox`, with the reason."

describe("what a sandbox answers otherwise than the mock", () => {
  it("is said once for all pacts of an outcome, and what to do", () => {
    const names = named("getThing", 200)
    expect(names.length).toBeGreaterThan(1)
    const own = new Map(names.map((name) => [name, withoutNote]))
    expect(Sandbox.judge({ start }, { own, told }, all, new Set(names))).toEqual([
      "getThing 200, response body note: package: reads the field; sandbox: it responds with only id, name",
      correct
    ])
  })

  it("may be that it refuses a provider state", () => {
    const names = named("getThing", 404)
    const own = new Map(names.map((name) => [name, refused]))
    expect(Sandbox.judge({ start }, { own, told }, all, new Set(names))).toEqual([
      "getThing 404: the sandbox refuses the provider state that this outcome needs.",
      correct
    ])
  })

  it("is nothing if the contract says that it needs an example, and then passes", () => {
    const names = named("getThing", 200)
    const own = new Map(names.map((name) => [name, withoutNote]))
    const arranged = { getThing: "no thing has a note", listThings: "there is none" }
    expect(Sandbox.judge({ start, arranged }, { own, told }, all, new Set(names))).toEqual([
      "arranged: the pacts of listThings pass without this entry. Remove it from `arranged`."
    ])
  })
})
