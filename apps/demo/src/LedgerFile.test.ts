/** An exported ledger is read again as it was, also after a spreadsheet has saved it. */
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { entriesIn, print } from "./LedgerFile.ts"

const ledger = [
  { address: "gone@example.com", source: "in list #1.txt, line 2", since: "2026-01-31T09:30:00.000Z", told: [] },
  {
    address: "john#doe@example.com",
    source: 'a "list"\nof May',
    since: "2026-01-31T09:30:00.000Z",
    told: ["GetSales"]
  },
  { address: "n/a", source: "status at GetSales; and more", since: "2026-02-01T00:00:00.000Z", told: ["A", "B"] }
]

const read = (text: string | Uint8Array) =>
  Effect.runPromise(entriesIn({ name: "ledger.csv", bytes: Buffer.from(text as string) }))

describe("an exported ledger", () => {
  it("is read as it was", async () => expect(await read(print(ledger))).toEqual(ledger))

  it("is read after a spreadsheet has saved it", async () => {
    const semicolons =
      "Email;Source;Since;Told\r\ngone@example.com;in list #1.txt, line 2;2026-01-31T09:30:00.000Z;\r\n"
    expect(await read(Buffer.from(`\uFEFF${semicolons}`, "utf16le"))).toEqual(ledger.slice(0, 1))
  })

  it("is no other file", async () => expect(await read("Email,Since\ngone@example.com,May\n")).toBeUndefined())

  it.each([
    ["lacks an address", "Email,Source,Since,Told\n,x,2026-01-31,\n", "ledger.csv, line 2: no address"],
    ["lacks a date", "Email,Source,Since,Told\na@x.example,x,May,\n", "line 2: no date in the column Since"],
    ["has broken quotes", 'Email,Source,Since,Told\na@x.example,"x,2026-01-31,\n', "line 2: broken quotes"]
  ])("stops if it %s", async (_, text, message) => expect(read(text)).rejects.toThrow(message))
})
