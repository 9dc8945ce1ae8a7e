import { expect, it } from "vitest"
import * as Table from "./Table.ts"

it("aligns columns, figures on the right, without trailing blanks", () => {
  const rows = [
    ["NAME", "COUNT", ""],
    ["a", "1", "x"],
    ["longer", "200"]
  ]
  expect(Table.lines(rows)).toEqual(["NAME    COUNT", "a       1      x", "longer  200"])
  expect(Table.lines(rows, { rightFrom: 1, gap: " " })).toEqual(["NAME   COUNT", "a          1 x", "longer   200"])
})

it("measures with the given function", () => {
  const rows = [
    ["日", "a"],
    ["bcd", "e"]
  ]
  expect(Table.lines(rows, { widthOf: (_) => (_ === "日" ? 2 : _.length) })).toEqual(["日   a", "bcd  e"])
})
