/** The people that a file suppresses, and files that stop the job. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { newFolder } from "../test/command.ts"
import { readUnsubscribed } from "./Unsubscribed.ts"

const read = async (text: string | Uint8Array) => {
  const path = join(await newFolder(), "no.txt")
  await writeFile(path, text)
  const found = await Effect.runPromise(readUnsubscribed(path).pipe(Effect.provide(NodeFileSystem.layer)))
  return Object.fromEntries(found)
}

describe("a list of those who unsubscribed", () => {
  it.each([
    ["an address a line, and comments", "# left in May\nGone@example.com # twice\ngone@EXAMPLE.com\n\n"],
    ["what cannot be seen", "\n\u200Bgone@example.com\u00A0\n\u200B\n"],
    ["UTF-16", Buffer.from("\uFEFF\r\ngone@example.com\r\n", "utf16le")],
    ["carriage returns alone", "#\rgone@example.com\r"],
    ["an export with a header", 'Name,Email\n"Roe, Jane",gone@example.com\n'],
    ["a header alone", "E-Mail Address\ngone@example.com\n"],
    ["quotes and delimiters around", '\n"gone@example.com",,\n'],
    ["a number sign in a row of an export", "Order,Email\n#1001,gone@example.com\n"],
    ["a number sign after the address in an export", "Email,Name\ngone@example.com,#N/A\n"],
    ["a header that names a column with a number sign", "#,Email\n1,gone@example.com\n"],
    ["a semicolon that is declared after a blank line, with more at its end", "\nsep=;;\nEmail;Name\n", {}],
    ["comments before a header", "# of May\nEmail,Name\ngone@example.com,Jane\n", { "gone@example.com": 3 }],
    ["a number sign within an address", "\njohn#doe@example.com # left\n", { "john#doe@example.com": 2 }],
    [
      "an address that begins like a header",
      "email@\u043F\u043E\u0447\u0442\u0430.\u0440\u0444\n",
      { "email@xn--80a1acny.xn--p1ai": 1 }
    ],
    [
      "each column of addresses",
      "Email,Email 2,Work email\na@x.example,b@x.example,c@x.example\n,b2@x.example,none\n",
      {
        "a@x.example": 2,
        "b@x.example": 2,
        "c@x.example": 2,
        "b2@x.example": 3
      }
    ],
    [
      "what other columns of addresses hold, however it is written",
      'Email,Other e-mail\na@x.example,"mailto:b@x.example, <c@x.example>"\nd@x.example,Jane <e@x.example>; f@x.example.\n',
      {
        "a@x.example": 2,
        "b@x.example": 2,
        "c@x.example": 2,
        "d@x.example": 3,
        "e@x.example": 3,
        "f@x.example": 3
      }
    ],
    [
      "profiles of LinkedIn",
      "Email,LinkedIn\na@x.example,https://www.linkedin.com/in/Jane-Roe/\nb@x.example,-\n",
      { "a@x.example": 2, "linkedin.com/in/jane-roe": 2, "b@x.example": 3 }
    ],
    [
      "each profile of a cell",
      "Email;LinkedIn\na@x.example;https://www.linkedin.com/in/ann/en, linkedin.com/in/ann-poe\n",
      { "a@x.example": 2, "linkedin.com/in/ann": 2, "linkedin.com/in/ann-poe": 2 }
    ],
    [
      "an exported ledger",
      "Email,Source,Since,Told\ngone@example.com,x,2026-01-01,\nlinkedin.com/in/jane-roe,x,2026-01-01,\n",
      { "gone@example.com": 2, "linkedin.com/in/jane-roe": 3 }
    ],
    [
      "what a missing quote put into a cell",
      'Email,Name\na@x.example,"Jane\nb@x.example,Roe"\nc@x.example,"x"\n',
      {
        "a@x.example": 2,
        "b@x.example": 2,
        "c@x.example": 4
      }
    ],
    [
      "an address with a spreadsheet's mark before it, with and without the mark",
      "'gone@example.com\n",
      {
        "'gone@example.com": 1,
        "gone@example.com": 1
      }
    ],
    [
      "what is left of an address in a link, too",
      "%20gone@example.com\n",
      {
        "%20gone@example.com": 1,
        "gone@example.com": 1
      }
    ]
  ])("reads %s", async (_, text, lines: Readonly<Record<string, number>> = { "gone@example.com": 2 }) => {
    const places = Object.entries(lines).map(([address, line]) => [address, `in no.txt, line ${line}`])
    expect(await read(text)).toEqual(Object.fromEntries(places))
  })

  it.each([
    ["a name", "gone@example.com\nJane Roe\n", "line 2: not an e-mail address: Jane Roe"],
    ["two addresses", "gone@example.com, b@example.com\n", "line 1: more than an e-mail address"],
    ["an export's row without an address", "Email,Name\n,Jane\n", "line 2: no e-mail address"],
    ["broken quotes", '"gone@example.com\nb@example.com\n', "line 1: broken quotes"],
    ["typographic quotes", "\u201Cgone@example.com\u201D\n", "line 1: not an e-mail address"],
    ["a bullet", "\u2022gone@example.com\n", "line 1: not an e-mail address"],
    ["a blank of Braille", "gone@example.com\u2800\n", "line 1: not an e-mail address"],
    ["a deleted address", "gone@example.com\u0336\n", "line 1: not an e-mail address"],
    ["one bad address of two", "Email,E-mail address\na@x.example,none\n", "line 2: not an e-mail address"],
    ["what cannot be read in another column", "Email,Work email\na@x.example,b@@x\n", "line 2: not an e-mail address"],
    [
      "a profile's address without its name",
      "Email,LinkedIn\na@x.example,https://www.linkedin.com/sales/lead/ACw\n",
      "line 2: not a LinkedIn profile"
    ],
    ["control characters, which are not printed", "\u001B[2J gone\n", "line 1: not an e-mail address: [2J gone\n"],
    ["a line of megabytes, which is not printed", `${"x".repeat(3e6)}\n`, /characters: x{99}\u2026\n/],
    ["letters in another encoding", Buffer.from("jos\xE9@example.com", "latin1"), "line 1: not an e-mail address"]
  ])("stops the job for %s", async (_, text, message) => expect(read(text)).rejects.toThrow(message))
})
