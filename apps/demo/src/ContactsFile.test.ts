/** The result of each row of a CSV file, above all of broken rows. */
import { describe, expect, it } from "vitest"
import { read, told } from "../test/contacts.ts"

describe("a file of contacts", () => {
  it("gives its columns as the fields of a prospect, under the names SalesBlink uses", async () => {
    expect(await read("\uFEFFfirst_name,EMAIL,Plan\nFirst01, contact01@example.com ,pro\n")).toEqual([
      {
        _tag: "Contact",
        where: "line 2",
        email: "contact01@example.com",
        linkedin: undefined,
        members: [],
        fields: { "First Name": "First01", Email: "contact01@example.com", Plan: "pro" }
      }
    ])
  })

  it("tells a bad row by its line and reads the others", async () => {
    const rows = ["a@example.com,A", ",B", "nobody,C", "d@example.com", "e@example.com,E,E", "f@example.com,F"]
    expect(await told(`Email,Company\n${rows.join("\n")}`)).toEqual([
      "line 2: a@example.com",
      "line 3: no e-mail address",
      "line 4: not an e-mail address: nobody",
      "line 5: 1 column instead of 2",
      "line 6: 3 columns instead of 2",
      "line 7: f@example.com"
    ])
  })

  it("counts lines as an editor does, over quoted line breaks and empty lines", async () => {
    expect(await told('Email,Company\r\na@example.com,"two\r\nlines"\r\n\r\n,\r\nnobody,X\r\n')).toEqual([
      "line 2: a@example.com",
      "line 6: not an e-mail address: nobody"
    ])
  })

  it("goes on in the next line where quotes are broken", async () => {
    const rows = ['"a"x,A', "b@example.com,B", 'c@example.com,"never closed', "d@example.com,D"]
    expect(await told(`Email,Company\n${rows.join("\n")}\n`)).toEqual([
      expect.stringMatching(/^line 2: broken quotes: /),
      "line 3: b@example.com",
      expect.stringMatching(/^line 4: broken quotes: /),
      "line 5: d@example.com"
    ])
  })

  it("names a row that has taken in others, because a quote is missing", async () => {
    const rows = [
      'a@example.com,A,"good',
      "b@example.com,B,",
      'c@example.com,C,nice"',
      'd@example.com,D,"me:\nd2@example.com"'
    ]
    expect(await told(`Email,Company,Note\n${rows.join("\n")}\n`)).toEqual([
      "line 2: a cell holds what looks like another row: a quote is missing, or one too many",
      "line 5: d@example.com"
    ])
  })

  it("understands the semicolons of other spreadsheets", async () => {
    expect(await told("Email;Company\na@example.com;A, B\n")).toEqual(["line 2: a@example.com"])
  })

  const ada = ["line 2: ada@example.com"]
  it.each([
    ["UTF-16 with its mark", Buffer.from("\uFEFFEmail,First Name\r\nada@example.com,Ada\r\n", "utf16le"), ada],
    ["UTF-16 the other way round", Buffer.from("\uFEFFEmail,Name\r\nada@example.com,Ada", "utf16le").swap16(), ada],
    ["UTF-16 without its mark", Buffer.from("Email\tFirst Name\nada@example.com\tAda\n", "utf16le"), ada],
    ["a line that names the delimiter", "sep=;\r\nEmail;Name\r\nada@example.com;Ada\r\n", ["line 3: ada@example.com"]],
    [
      "the same in quotes, after a mark",
      '\uFEFF"sep=|"\nEmail|Name\nada@example.com|Ada\n',
      ["line 3: ada@example.com"]
    ],
    ["tabs", "Email\tFirst Name\nada@example.com\tAda\n", ada],
    ["the other delimiter in a quoted header", 'Email;"Company, legal name";Name\nada@example.com;A, B;Ada\n', ada],
    ["quoted cells with the delimiter", '"Name","Email"\n"Lovelace, ""Ada""","ada@example.com"\n', ada],
    ["nameless columns at the end", "Email,First Name,,\nada@example.com,Ada,,\n", ada],
    ["a nameless column in the middle", "Email,,Name\nada@example.com,,Ada\n", ada],
    ["rows that end with delimiters", "Email,Name\nada@example.com,Ada,,,\n", ada],
    ["carriage returns alone", "Email,Name\rada@example.com,Ada\rb@example.com,B\r", [...ada, "line 3: b@example.com"]],
    ["an invisible mark in the header", "\u200BEmail\u200B,Name\nada@example.com,Ada\n", ada],
    ["one column", "Email\nada@example.com\n", ada],
    ["a value without a column's name", "Email,\nada@example.com,x\n", ["line 2: 2 columns instead of 1"]]
  ])("reads %s", async (_, text, entries) => expect(await told(text)).toEqual(entries))

  it("takes an address for what is seen of it", async () => {
    const [entry] = await read("Email,LinkedIn\n\u200BGone@example.com,linkedin.com/in/gone-\u200Bx\n")
    expect(entry).toMatchObject({
      email: "Gone@example.com",
      linkedin: "gone-x",
      fields: { Email: "Gone@example.com" }
    })
  })

  it.each(['x,"open', '"', '"a""'])("reads each line once where every row is %s", async (row) => {
    expect((await told(`Email,Name\n${`${row}\n`.repeat(5000)}`)).length).toBeLessThanOrEqual(5000)
  })

  it("refuses what is no text", async () => {
    await expect(read(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1, 2]))).rejects.toThrow("it is not text")
  })

  it("does not guess what letters a file in another encoding meant", async () => {
    expect(await told(Buffer.from("Email,Company\na@example.com,Caf\xE9\nb@example.com,B\n", "latin1"))).toEqual([
      "line 2: not UTF-8; save the file as UTF-8",
      "line 3: b@example.com"
    ])
  })

  it.each([
    { title: "is empty", text: "" },
    { title: "has no column for the address", text: "Name,Company\n" },
    { title: "names a column twice", text: "Email,E-Mail\n" },
    { title: "has broken quotes in its header", text: 'Ema"il,Company\na@example.com,A\n' }
  ])("is no list of contacts where it $title", async ({ text }) => {
    await expect(read(text)).rejects.toThrow("is not a list of contacts")
  })
})
