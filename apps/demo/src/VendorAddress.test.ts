/** Which address is meant by what a vendor has in its place. */
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { addressIn, keyIn } from "./VendorAddress.ts"

describe("the address in a vendor's text", () => {
  it.each([
    "Jane@example.com",
    "jane@example.com ",
    "Jane Roe <jane@example.com>",
    '"Roe, Jane" <jane@example.com>;',
    "<jane@example.com>",
    "jane@example.com <jane@example.com>",
    "Jane <mailto:jane@example.com>",
    "mailto:jane@example.com",
    "MAILTO:jane@example.com?subject=a@b.example",
    "jane@example.com,",
    "jane@example.com;",
    "jane@example.com.",
    '"jane@example.com"'
  ])("is found in %s", (text) => {
    expect(keyIn(text)).toBe("jane@example.com")
  })

  it.each([
    "jane",
    "jane at example.com",
    "jane roe@example.com",
    "jane@example.com, joe@example.com",
    "joe@example.com <jane@example.com>",
    "<joe@example.com> <jane@example.com>",
    "Jane <jane>"
  ])("is uncertain in %s", (text) => {
    expect(addressIn(text)).toEqual(Result.fail("not an e-mail address"))
  })
})
