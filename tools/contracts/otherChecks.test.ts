import { expect, it } from "vitest"
import { failedIn } from "./otherChecks.ts"

const check = (fullName: string, ancestorTitles: ReadonlyArray<string>, failure?: string) => ({
  ancestorTitles,
  fullName,
  status: failure === undefined ? "passed" : "failed",
  failureMessages: failure === undefined ? [] : [failure]
})
const failure =
  "Error: getThing 200, status: package: expects 200; sandbox: it answers 404\ngetThing 404\n    at fail (/a.ts:1:2)"

it("shows the failed checks that no table has, without stacks", () => {
  const testResults = [
    {
      name: "/contracts/acme/src/contract.test.ts",
      assertionResults: [
        check("the pacts fit the specification getThing", ["the pacts fit the specification"], failure),
        check("the sandbox passes every pact that the mock passes", [], failure)
      ]
    },
    {
      name: "/contracts/acme/src/webhooks.test.ts",
      assertionResults: [
        check("webhooks are signed", ["webhooks"], "AssertionError: no"),
        check("webhooks", ["webhooks"])
      ]
    },
    { name: "/contracts/acme/src/todo.test.ts", assertionResults: [check("is all written", [], failure)] },
    { name: "/contracts/acme/src/broken.test.ts", message: "Cannot find module ./gone.ts", assertionResults: [] }
  ]
  expect(failedIn("acme", { testResults })).toEqual([
    "  ✗ acme: the sandbox passes every pact that the mock passes\n      getThing 200, status: package: expects 200; sandbox: it answers 404\n      getThing 404",
    "  ✗ acme: webhooks are signed\n      no",
    "  ✗ acme: /contracts/acme/src/broken.test.ts\n      Cannot find module ./gone.ts\n      npm run typecheck may say where."
  ])
})
