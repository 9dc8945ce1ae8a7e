/** The checks bite: a specification that drifts from the package fails them, and the messages say where. */
import { Contract, Disagreement, Drift } from "@salesbridge/contract-kit"
import { expect, it } from "vitest"
import { contract } from "./contract.ts"

const messages = async (operation: string, drift: Drift.Drift) =>
  (await Contract.checkDrift(contract, operation, drift)).map(Disagreement.format).join("\n")

it("a renamed field of an answer", async () => {
  const found = await messages("getPersonStage", Drift.renameField("getPersonStage", 200, "order", "position"))
  // The comparison has nothing to say: the specification lets any other field pass.
  expect(found).not.toContain("(comparison)")
  expect(found).toContain(
    "getPersonStage 200, response body data.order: package: reads the field; specification: its answer has only created_at, id, name, position, updated_at (replay)"
  )
  expect(found).toContain(
    "getPersonStage 200, response body data.order: package: integer or null, optional; specification: no such field (agreement)"
  )
  expect(found).toContain(
    "getPersonStage 200, response body data.position: package: no such field; specification: integer or null, optional (agreement)"
  )
}, 30_000)

it("a status that is gone", async () => {
  const found = await messages("createPerson", Drift.dropStatus("createPerson", 422))
  expect(found).toContain("createPerson 422, status: package: expects 422; specification: the mock answers 404")
  expect(found).toContain(
    "createPerson 422, status: package: ValidationFailed; specification: Response status code not defined in spec file: 422"
  )
  expect(found).toContain(
    "createPerson 422, status: package: ValidationFailed; specification: no such status (agreement)"
  )
}, 30_000)

it("a field of another type", async () => {
  const found = await messages("getMe", Drift.changeType("getMe", 200, "email", "integer", 7))
  expect(found).toContain(
    "getMe 200, response body data.email: package: reads what is like \"john.doe@example.com\"; specification: Expected 7 (Integer) to be the same type as 'john.doe@example.com' (String) (replay)"
  )
  expect(found).toContain(
    'getMe 200, response body data.email: package: "john.doe@example.com"; specification: must be integer'
  )
  expect(found).toContain(
    "getMe 200, response body data.email: package: null or string, optional; specification: integer, optional (agreement)"
  )
}, 30_000)

it("a new required parameter", async () => {
  const found = await messages("listPeople", Drift.requireParameter("listPeople", "team_id"))
  expect(found).toContain("listPeople 200, query team_id: package: expects 200; specification: the mock answers 422")
  expect(found).toContain("listPeople, query team_id: package: does not send it; specification: must be string")
  expect(found).toContain(
    "listPeople, query team_id: package: no such parameter; specification: a required parameter (agreement)"
  )
}, 30_000)
