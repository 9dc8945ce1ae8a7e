/** The checks bite: a specification that drifts from the package fails them, and the messages say where. */
import { Contract, Disagreement, Drift } from "@salesbridge/contract-kit"
import { expect, it } from "vitest"
import { contract } from "./contract.ts"

const messages = async (operation: string, drift: Drift.Drift) =>
  (await Contract.checkDrift(contract, operation, drift)).map(Disagreement.format).join("\n")

it("a renamed field of an answer", async () => {
  const found = await messages("listMembers", Drift.renameField("listMembers", 200, "user_name", "name"))
  // The comparison has nothing to say: the specification lets any other field pass.
  expect(found).not.toContain("(comparison)")
  expect(found).toContain(
    "listMembers 200, response body data[].user_name: package: reads the field; specification: its answer has only company_name, email, name, user_picture (replay)"
  )
  expect(found).toContain(
    "listMembers 200, response body data[].user_name: package: null or string, optional; specification: no such field (agreement)"
  )
  expect(found).toContain(
    "listMembers 200, response body data[].name: package: no such field; specification: string, optional (agreement)"
  )
}, 30_000)

it("a status that is gone", async () => {
  const found = await messages("unsubscribeProspect", Drift.dropStatus("unsubscribeProspect", 429))
  expect(found).toContain("unsubscribeProspect 429, status: package: expects 429; specification: the mock answers 404")
  expect(found).toContain(
    "unsubscribeProspect 429, status: package: TooManyRequests; specification: Response status code not defined in spec file: 429"
  )
  expect(found).toContain(
    "unsubscribeProspect 429, status: package: TooManyRequests; specification: no such status (agreement)"
  )
}, 30_000)

it("a field of another type", async () => {
  const found = await messages("listMembers", Drift.changeType("listMembers", 200, "email", "integer", 7))
  expect(found).toContain(
    "listMembers 200, response body data[].email: package: reads what is like \"jane.roe@example.com\"; specification: Expected 7 (Integer) to be the same type as 'jane.roe@example.com' (String) (replay)"
  )
  expect(found).toContain(
    'listMembers 200, response body data[].email: package: "jane.roe@example.com"; specification: must be integer'
  )
  expect(found).toContain(
    "listMembers 200, response body data[].email: package: null or string, optional; specification: integer, optional (agreement)"
  )
}, 30_000)

it("a new required parameter", async () => {
  const found = await messages("unsubscribeProspect", Drift.requireParameter("unsubscribeProspect", "teamId"))
  expect(found).toContain(
    "unsubscribeProspect 200, query teamId: package: expects 200; specification: the mock answers 422"
  )
  expect(found).toContain("unsubscribeProspect, query teamId: package: does not send it; specification: must be string")
  expect(found).toContain(
    "unsubscribeProspect, query teamId: package: no such parameter; specification: a required parameter (agreement)"
  )
}, 30_000)
