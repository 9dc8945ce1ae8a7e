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
  const gone = { "gone@example.com": "in no.txt, line 2" }
  it.each([
    ["an address a line, and comments", "# left in May\nGone@example.com # twice\ngone@EXAMPLE.com\n\n"],
    ["what cannot be seen", "\n\u200Bgone@example.com\u00A0\n\u200B\n"],
    ["UTF-16", Buffer.from("\uFEFF\r\ngone@example.com\r\n", "utf16le")],
    ["carriage returns alone", "#\rgone@example.com\r"],
    ["an export with a header", 'Name,Email\n"Roe, Jane",gone@example.com\n'],
    ["a header alone", "E-Mail Address\ngone@example.com\n"],
    ["quotes and delimiters around", '\n"gone@example.com",,\n']
  ])("reads %s", async (_, text) => expect(await read(text)).toEqual(gone))

  it.each([
    ["a name", "gone@example.com\nJane Roe\n", "line 2: not an e-mail address: Jane Roe"],
    ["two addresses", "gone@example.com, b@example.com\n", "line 1: more than an e-mail address"],
    ["an export's row without an address", "Email,Name\n,Jane\n", "line 2: no e-mail address"],
    ["broken quotes", '"gone@example.com\nb@example.com\n', "line 1: broken quotes"],
    ["letters in another encoding", Buffer.from("jos\xE9@example.com", "latin1"), "line 1: not an e-mail address"]
  ])("stops the job for %s", async (_, text, message) => expect(read(text)).rejects.toThrow(message))
})
