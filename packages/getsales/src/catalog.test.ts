import { assert, it } from "@effect/vitest"
import { catalog } from "./catalog.ts"

it("distinguishes the four described calls from those that are only named", () => {
  assert.deepStrictEqual(
    catalog.filter(({ provenance }) => provenance === undefined).map(({ id }) => id),
    ["listLinkedinMessages", "sendLinkedInMessage", "listEmails", "sendEmail"]
  )
})

it("types the vendor's errors on every call", () => {
  for (const { errors } of catalog) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        [400, "BadRequest", "Invalid"],
        [401, "Unauthorized", "Unauthorized"],
        [402, "PaymentRequired", "Forbidden"],
        [403, "Forbidden", "Forbidden"],
        [404, "NotFound", "NotFound"],
        [422, "ValidationFailed", "Invalid"],
        [429, "TooManyRequests", "RateLimited"]
      ]
    )
  }
})
