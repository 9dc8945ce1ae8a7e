/** A message is never sent with a placeholder left in it. */
import { describe, expect, it } from "vitest"
import type { Contact } from "./Contact.ts"
import { messageFor, missingFor, problemOf } from "./Message.ts"

const contact = (fields: Readonly<Record<string, string>>): Contact => ({
  _tag: "Contact",
  where: "line 2",
  email: "a@example.com",
  linkedin: undefined,
  members: [],
  fields
})

describe("a message", () => {
  it("is filled with what is known of the contact", () => {
    const text = "Hello {first_name} {last_name} of {company}, {first_name}!"
    const jane = contact({ "First Name": "$& Jane", "Last Name": "{company}", Company: "Example" })
    expect(missingFor(text, jane)).toBeUndefined()
    expect(messageFor(text, jane)).toBe("Hello $& Jane {company} of Example, $& Jane!")
  })

  it("is not for a contact of whom it needs what nobody knows", () => {
    expect(missingFor("Hello {first_name} of {company}", contact({ "First Name": "Jane" }))).toBe("company")
    expect(missingFor("Hello {first_name}", contact({}))).toBe("first name")
    expect(missingFor("Hello", contact({}))).toBeUndefined()
  })

  it.each([
    { text: "Hello {firstname}", problem: /^\{firstname\} is not one of \{first_name\}, \{last_name\}, \{company\}$/ },
    { text: "Hello {constructor}", problem: /is not one of/ },
    { text: "Hello {first_name", problem: /brace/ },
    { text: "Hello first_name}", problem: /brace/ },
    { text: " ", problem: /empty/ },
    { text: "x".repeat(8001), problem: /more than 8000/ }
  ])("with a slip is refused: $problem", ({ problem, text }) => expect(problemOf(text)).toMatch(problem))

  it("of the longest that is allowed is not refused", () => expect(problemOf("😀".repeat(8000))).toBeUndefined())
})
