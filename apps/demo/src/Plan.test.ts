/** Who is added, who is not, and what stands before what. */
import { describe, expect, it } from "vitest"
import type { Contact, Entry } from "./Contact.ts"
import { planOf, type Step } from "./Plan.ts"

const contact = (email: string, where = "line 2"): Contact => ({
  _tag: "Contact",
  where,
  email,
  fields: { Email: email }
})
const plan = (known: Partial<Parameters<typeof planOf>[0]> & { readonly entries: ReadonlyArray<Entry> }) =>
  planOf({ unsubscribed: new Map(), prospects: new Map(), last: () => undefined, ...known }).map(shown)
const shown = (step: Step) => {
  if (step._tag === "Skip") return `${step.row.who}: ${step.row.outcome}`
  if (step._tag === "Add") return `${step.contact.email}: ${step.lookUp ? "look up, then add" : "add"}`
  return `${step.email}: unsubscribe${step.prospect === undefined ? ", if found" : ""}`
}
const a = "a@example.com"

describe("what is done with a contact", () => {
  it("is to add it, once, however it is spelled", () => {
    expect(plan({ entries: [contact(a), contact("A@Example.com", "line 3")] })).toEqual([
      "a@example.com: add",
      "A@Example.com: duplicate"
    ])
  })
  it("is nothing where it is in the campaign, or was added by an earlier run", () => {
    expect(plan({ entries: [contact(a)], prospects: new Map([[a, {}]]) })).toEqual(["a@example.com: there already"])
    expect(plan({ entries: [contact(a)], last: () => "added" })).toEqual(["a@example.com: there already"])
  })
  it("is to look it up first where an earlier run may have added it", () => {
    expect(plan({ entries: [contact(a)], last: () => "adding" })).toEqual(["a@example.com: look up, then add"])
    expect(plan({ entries: [contact(a)], last: () => "not added" })).toEqual(["a@example.com: add"])
  })
  it("is never to add it where it unsubscribed, whatever else is known of it", () => {
    const unsubscribed = new Map([[a, "list, line 1"]])
    for (const last of ["added", "adding", "not added", undefined] as const) {
      expect(plan({ entries: [contact("A@example.com")], unsubscribed, last: () => last })).toEqual([
        "A@example.com: unsubscribe, if found"
      ])
    }
  })
  it("is to unsubscribe prospects of the campaign also where no source names them", () => {
    const unsubscribed = new Map([
      [a, "list, line 1"],
      ["b@example.com", "list, line 2"]
    ])
    expect(plan({ entries: [], unsubscribed, prospects: new Map([[a, {}]]) })).toEqual(["a@example.com: unsubscribe"])
  })
})
