import { assert, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import { inspect } from "node:util"
import * as VendorError from "./VendorError.ts"

class WidgetNotFound extends VendorError.status("WidgetNotFound", { status: 404, description: "No such widget" }) {}

it("console.error shows class, message, stack and fields of an error, and no secret", () => {
  const facts = { vendor: "acme", operation: "getWidget", status: 404, requestId: "r1", retryAfter: undefined }
  const shown = inspect(
    new WidgetNotFound({ ...facts, body: "{}", reason: undefined, details: { token: Redacted.make("secret") } })
  )
  assert.match(shown, /^WidgetNotFound: acme getWidget: 404 No such widget\n +at .*TaggedError\.test\.ts/)
  for (const text of ["vendor: 'acme'", "status: 404", "requestId: 'r1'", "category: 'NotFound'"]) {
    assert.include(shown, text)
  }
  assert.notInclude(shown, "secret")
  assert.notInclude(shown, "retryAfter")
})
