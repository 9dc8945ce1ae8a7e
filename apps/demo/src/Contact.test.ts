/** Texts that name a LinkedIn profile, and texts that do not. */
import { describe, expect, it } from "vitest"
import { profileOf } from "./Contact.ts"

describe("a LinkedIn profile", () => {
  it.each([
    "https://www.linkedin.com/in/jane-roe",
    "http://linkedin.com/in/jane-roe/",
    "https://uk.linkedin.com/in/jane-roe?trk=x#top",
    "linkedin.com/in/jane-roe",
    "https://www.linkedin.com/in/jane-roe/en",
    "https://www.linkedin.com/in/jane-roe/details/experience/?trk=x",
    "https://www.linkedin.com/mwlite/in/jane-roe",
    "<https://www.linkedin.com/in/jane-roe>",
    "linkedin.com/in/jane-roe,",
    " jane-roe "
  ])("is jane-roe in %s", (text) => expect(profileOf(text)).toBe("jane-roe"))

  it.each([
    "",
    "n/a",
    "-",
    "None",
    "https://www.linkedin.com/company/example",
    "https://example.com/in/jane-roe",
    "https://linkedin.com.example.com/in/jane-roe",
    "jane@example.com",
    "jane roe",
    "jane-roe/en",
    "linkedin.com/in/jane-roe/ linkedin.com/in/ann-poe",
    null,
    undefined
  ])("is not in %s", (text) => expect(profileOf(text)).toBeUndefined())
})
