/** Which contacts are delivered, which are not, and what is known about each. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Contact, Entry } from "./Contact.ts"
import { Roster } from "./Roster.ts"
import { searchOf } from "./web/search.ts"

const contact = (email: string, where = "line 2", more: Partial<Contact> = {}): Contact => ({
  _tag: "Contact",
  where,
  email,
  linkedin: undefined,
  members: [],
  fields: { Email: email },
  ...more
})
const nobody: Entry = { _tag: "NoContact", where: "line 3", who: "x", reason: "broken", outcome: "bad row" }
const a = "a@example.com"
const b = "b@example.com"
const inFile = ["", "in list"] as const
const atLoft = ["Loft", "says Loft"] as const

const fill = (
  entries: ReadonlyArray<Entry>,
  reports: ReadonlyArray<readonly [key: string, by: readonly [place: string, words: string]]> = [],
  members: Readonly<Record<string, ReadonlyArray<string>>> = {}
) =>
  Effect.map(Roster, (roster) => {
    roster.clear(false)
    roster.add(entries)
    for (const [place, keys] of Object.entries(members)) roster.addMembers(place, keys)
    for (const [key, [place, words]] of reports) roster.addUnsubscribed([[key, words]], place)
    roster.mark()
    return {
      deliver: [...roster.deliveries()].flat().map(({ person }) => person),
      suppress: [...roster.suppressions()].flat().map(({ person: { email, where } }) => `${where}, ${email}`),
      rows: [...roster.rows].map(({ listed, skip, who }) => [who, skip ?? listed])
    }
  })
const roster = <A, E>(name: string, test: Effect.Effect<A, E, Roster>) =>
  it.effect(name, () => Effect.provide(test, Roster.layer))

describe("what is done with a contact", () => {
  roster(
    "is to deliver it, once, however it is spelled",
    Effect.gen(function* () {
      const { deliver, rows } = yield* fill([contact(a), nobody, contact("A@Example.com", "line 4")])
      assert.deepStrictEqual(deliver, [contact(a)])
      assert.deepStrictEqual(rows, [
        [a, undefined],
        ["x", "bad row"],
        ["A@Example.com", "duplicate"]
      ])
    })
  )

  roster(
    "takes into account what any source knows of it",
    Effect.gen(function* () {
      const { deliver } = yield* fill([
        contact(a),
        contact(a, "#1", { linkedin: "in-a", members: [1] }),
        contact(a, "#2", { linkedin: "in-b", members: [2], fields: { Email: "A@Example.com", "First Name": "Ann" } }),
        contact(a, "#3", { fields: { Email: a, "First Name": "A.", Company: "Example" } })
      ])
      const fields = { Email: a, "First Name": "Ann", Company: "Example" }
      assert.deepStrictEqual(deliver, [contact(a, "line 2", { linkedin: "in-a", members: [1, 2], fields })])
    })
  )

  roster(
    "is never to deliver it where it unsubscribed, whoever says so",
    Effect.gen(function* () {
      for (const [reports, listed] of [
        [[inFile], "in list"],
        [[atLoft], "says Loft"],
        [[inFile, atLoft, ["", "says Loft"]], "in list; says Loft"]
      ] as const) {
        const found = yield* fill(
          [contact("A@example.com")],
          reports.map((by) => [a, by])
        )
        assert.deepStrictEqual(found, {
          deliver: [],
          suppress: ["line 2, A@example.com"],
          rows: [["A@example.com", listed]]
        })
      }
    })
  )

  roster(
    "is to suppress also whom no source names, where a vendor has them that does not say so itself",
    Effect.gen(function* () {
      const reports = [
        [a, inFile],
        [b, atLoft],
        ["c@example.com", inFile]
      ] as const
      const atTheLoft = yield* fill([], reports, { Loft: [a, b] })
      assert.deepStrictEqual(atTheLoft.rows, [[a, "in list"]])
      const both = yield* fill([], reports, { Loft: [b], Blink: [b], Other: [b] })
      assert.deepStrictEqual(both.suppress, [`Blink, ${b}`])
      assert.deepStrictEqual(both.rows, [[b, "says Loft"]])
    })
  )
})

describe("what became of a contact", () => {
  roster(
    "stays known in portions of any length, and is found by sort and text",
    Effect.gen(function* () {
      const roster = yield* Roster
      yield* fill(
        Array.from({ length: 1203 }, (_, index) => contact(`Contact${index}@example.com`, `line ${index + 2}`)),
        [["contact7@example.com", inFile]]
      )
      const failed = { kind: "failed", text: "failed 422", detail: "No ÄPFEL" } as const
      for (const page of roster.deliveries()) {
        for (const { line } of page) if (line % 2 === 0) roster.put(line, "loft", { kind: "there", text: "there" })
      }
      roster.put(1203, "loft", failed)
      roster.put(3, "source", { kind: "source", text: "source" })
      assert.lengthOf([...roster.rows], 1203)
      assert.deepStrictEqual([...roster.rows].at(-1)?.cells, { loft: failed })
      assert.strictEqual(roster.openCount("loft"), 1203 - 1 - 600 - 1)
      const { count, find, outcomes } = searchOf(roster)
      const into = ["loft"]
      const shows = ["all", "open", "unsubscribed", "failed", "skipped"] as const
      assert.deepStrictEqual(
        shows.map((show) => count(show, into)),
        [1203, 602, 1, 1, 0]
      )
      const known = outcomes().map(({ kind, times, vendor }) => `${vendor} ${kind} ${times}`)
      assert.sameMembers(known, ["loft there 600", "loft failed 1", "source source 1"])
      const page = { from: 1, length: 2 }
      const there = find("there", "", page, into)
      assert.deepStrictEqual([there.matched, there.items.map(({ line }) => line)], [600, [4, 6]])
      for (const search of ["äpfel", " CONTACT1202@", "line 1204"]) {
        assert.strictEqual(find("all", search, page, into).matched, 1, search)
      }
      assert.strictEqual(find("there", "äpfel", page, into).matched, 0)
    })
  )

  roster(
    "is shown as delivered still where it is tried again, and forgotten by another run",
    Effect.gen(function* () {
      const roster = yield* Roster
      const cellsAfter = (again: boolean) => {
        roster.clear(again)
        roster.add([contact(a), contact(b)])
        for (const line of [1, 2]) roster.put(line, "loft", { kind: "there", text: "there" })
        return [...roster.rows].map(({ cells }) => cells["loft"]?.kind)
      }
      roster.add([contact(a)])
      roster.put(1, "loft", { kind: "delivered", text: "added" })
      assert.deepStrictEqual(cellsAfter(true), ["delivered", "there"])
      assert.deepStrictEqual(cellsAfter(true), ["delivered", "there"])
      assert.deepStrictEqual(cellsAfter(false), ["there", "there"])
    })
  )
})
