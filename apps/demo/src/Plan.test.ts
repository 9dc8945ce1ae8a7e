/** Who is delivered, who is not, and what stands before what. */
import { describe, expect, it } from "vitest"
import type { Contact, Entry } from "./Contact.ts"
import { emailsOf, planOf, type Said, type Step } from "./Plan.ts"

const contact = (email: string, where = "line 2", more: Partial<Contact> = {}): Contact => ({
  _tag: "Contact",
  where,
  email,
  linkedin: undefined,
  members: [],
  fields: { Email: email },
  ...more
})
const steps = (known: Partial<Parameters<typeof planOf>[0]> & { readonly entries: ReadonlyArray<Entry> }) =>
  planOf({ unsubscribed: new Map(), members: new Map(), ...known })
const plan = (known: Parameters<typeof steps>[0]) => steps(known).map(shown)
const shown = (step: Step) => {
  if (step._tag === "Skip") return `${step.row.who}: ${step.row.skip}`
  if (step._tag === "Deliver") return `${step.contact.email}: deliver`
  return `${step.person.where}, ${step.person.email}: suppress, ${step.listed}`
}
const a = "a@example.com"
const b = "b@example.com"
const inFile: Said = { by: undefined, words: "in list" }
const atLoft: Said = { by: "Loft", words: "says Loft" }

describe("what is done with a contact", () => {
  it("is to deliver it, once, however it is spelled", () => {
    expect(plan({ entries: [contact(a), contact("A@Example.com", "line 3")] })).toEqual([
      "a@example.com: deliver",
      "A@Example.com: duplicate"
    ])
  })

  it("takes into account what any source knows of it", () => {
    const entries = [
      contact(a, "line 2", { members: [] }),
      contact(a, "#1", { linkedin: "in-a", members: [1] }),
      contact(a, "#2", { linkedin: "in-b", members: [2] })
    ]
    expect(steps({ entries })[0]).toMatchObject({ contact: { where: "line 2", linkedin: "in-a", members: [1, 2] } })
    expect(steps({ entries, unsubscribed: new Map([[a, [inFile]]]) })[0]).toMatchObject({ person: { members: [1, 2] } })
  })

  it("is never to deliver it where it unsubscribed, whoever says so", () => {
    for (const [said, listed] of [
      [[inFile], "in list"],
      [[atLoft], "says Loft"],
      [[inFile, atLoft], "in list; says Loft"]
    ] as const) {
      expect(plan({ entries: [contact("A@example.com")], unsubscribed: new Map([[a, said]]) })).toEqual([
        `line 2, A@example.com: suppress, ${listed}`
      ])
    }
  })

  it("is to suppress also whom no source names, where a vendor has them that does not say so itself", () => {
    const unsubscribed = new Map([
      [a, [inFile]],
      [b, [atLoft]],
      ["c@example.com", [inFile]]
    ])
    expect(plan({ entries: [], unsubscribed, members: new Map([["Loft", new Set([a, b])]]) })).toEqual([
      "Loft, a@example.com: suppress, in list"
    ])
    expect(plan({ entries: [], unsubscribed, members: new Map([["Blink", new Set([b])]]) })).toEqual([
      "Blink, b@example.com: suppress, says Loft"
    ])
  })
})

describe("whom vendors are asked about", () => {
  it("is everybody who is a contact or at a vendor already", () => {
    const nobody: Entry = { _tag: "NoContact", where: "line 3", who: "x", reason: "", outcome: "bad row" }
    expect([...emailsOf([contact("A@example.com"), nobody], new Map([["Blink", new Set([a, b])]]))]).toEqual([
      "A@example.com",
      a,
      b
    ])
  })
})
