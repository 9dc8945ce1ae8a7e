/** Tests the levels that changes need and that a release promises, for versions below 1.0 and from 1.0. */
import { describe, expect, it } from "vitest"
import type { Change } from "@salesbridge/contract-kit/diff"
import type { Level } from "./Level.ts"
import { judge, type Package } from "./Verdict.ts"

const changes = (...kinds: ReadonlyArray<Change["kind"]>): ReadonlyArray<Change> =>
  kinds.map((kind) => ({
    vendor: "acme",
    subject: "package",
    operation: "getThing",
    location: "success",
    before: "a",
    after: "b",
    kind,
    why: "so"
  }))

const released = (before: string, pending: Level, after = before): Package => ({
  name: "@salesbridge/acme",
  before,
  after,
  tagged: true,
  pending
})

describe("needs and promises", () => {
  it.each([
    ["0.3.1", "breaking", "minor"],
    ["0.3.1", "additive", "patch"],
    ["0.3.1", "invisible", "none"],
    ["1.2.3", "breaking", "major"],
    ["1.2.3", "additive", "minor"],
    ["1.2.3", "invisible", "none"]
  ] as const)("at %s, what is %s needs %s, and no less will do", (version, kind, needs) => {
    const all = ["none", "patch", "minor", "major"] as const
    for (const pending of all) {
      expect(judge(released(version, pending), changes(kind))).toMatchObject({
        needs,
        promised: pending,
        ok: all.indexOf(pending) >= all.indexOf(needs)
      })
    }
  })

  it("uses the highest level that is needed", () => {
    expect(judge(released("0.3.1", "patch"), changes("invisible", "breaking", "additive"))).toMatchObject({
      needs: "minor",
      ok: false
    })
  })

  it("counts a raised version as a promise, as in the release's own pull request", () => {
    expect(judge(released("0.3.1", "none", "0.4.0"), changes("breaking"))).toMatchObject({
      promised: "minor",
      ok: true
    })
    expect(judge(released("0.3.1", "none", "0.3.2"), changes("breaking"))).toMatchObject({
      promised: "patch",
      ok: false
    })
    expect(judge(released("0.3.1", "minor", "0.3.2"), changes("breaking"))).toMatchObject({
      promised: "minor",
      ok: true
    })
    expect(judge(released("0.9.0", "none", "1.0.0"), changes("breaking"))).toMatchObject({
      promised: "major",
      ok: true
    })
  })

  it("requires only the first release of a package that was never released", () => {
    const never = (pending: Level, after = "0.0.0") => ({ ...released("0.0.0", pending, after), tagged: false })
    expect(judge(never("patch"), changes("breaking"))).toMatchObject({ needs: "a first release", ok: true })
    expect(judge(never("none"), changes("additive"))).toMatchObject({ promised: "none", ok: false })
    expect(judge(never("none", "0.1.0"), changes("breaking"))).toMatchObject({ promised: "a first release", ok: true })
    expect(judge(never("none"), [])).toMatchObject({ needs: "none", ok: true })
    expect(judge({ ...never("minor"), before: undefined }, changes("additive"))).toMatchObject({ ok: true })
  })

  it("requires nothing of a removed package", () => {
    expect(judge({ ...released("0.3.1", "none"), after: undefined }, changes("breaking"))).toMatchObject({ ok: true })
  })
})
