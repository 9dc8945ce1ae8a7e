/** The checks bite: a specification that drifts from the package fails them, and the messages say where. */
import { Contract, Disagreement, Drift, OpenApi } from "@salesbridge/contract-kit"
import { expect, it } from "vitest"
import { contract } from "./contract.ts"

const messages = async (operation: string, drift: Drift.Drift) =>
  (await Contract.checkDrift(contract, operation, drift)).map(Disagreement.format).join("\n")

it("a renamed field of an answer", async () => {
  const found = await messages(
    "listLinkedinMessages",
    Drift.renameField("listLinkedinMessages", 200, "sent_at", "delivered_at")
  )
  // The comparison has nothing to say: the specification lets any other field pass.
  expect(found).not.toContain("(comparison)")
  expect(found).toContain(
    "listLinkedinMessages 200, response body data[].sent_at: package: reads the field; specification: its answer has only attachments, automation, custom_content, delivered_at, "
  )
  expect(found).toContain(
    "listLinkedinMessages 200, response body data[].sent_at: package: null or string, optional; specification: no such field (agreement)"
  )
  expect(found).toContain(
    "listLinkedinMessages 200, response body data[].delivered_at: package: no such field; specification: null or string, optional (agreement)"
  )
}, 30_000)

it("a status that is gone", async () => {
  const found = await messages("addNewLeadToFlow", Drift.dropStatus("addNewLeadToFlow", 422))
  expect(found).toContain("addNewLeadToFlow 422, status: package: expects 422; specification: the mock answers 404")
  expect(found).toContain(
    "addNewLeadToFlow 422, status: package: ValidationFailed; specification: Response status code not defined in spec file: 422"
  )
  expect(found).toContain(
    "addNewLeadToFlow 422, status: package: ValidationFailed; specification: no such status (agreement)"
  )
}, 30_000)

it("a field of another type", async () => {
  const found = await messages("startFlow", Drift.changeType("startFlow", 200, "priority", "string", "high"))
  expect(found).toContain(
    "startFlow 200, response body priority: package: reads what is like 10; specification: Expected 'high' (String) to be an integer (replay)"
  )
  expect(found).toContain("startFlow 200, response body priority: package: 10; specification: must be string")
  // The client reads such a field as null, so that only its form tells.
  expect(found).toContain(
    "startFlow 200, response body priority: package: integer or null, optional; specification: string, optional (agreement)"
  )
}, 30_000)

it("a new required parameter", async () => {
  const found = await messages("listEmails", Drift.requireParameter("listEmails", "mailbox"))
  expect(found).toContain("listEmails 200, query mailbox: package: expects 200; specification: the mock answers 422")
  expect(found).toContain("listEmails, query mailbox: package: does not send it; specification: must be string")
  expect(found).toContain(
    "listEmails, query mailbox: package: no such parameter; specification: a required parameter (agreement)"
  )
}, 30_000)

it("a filter's key of another name", async () => {
  // The mock takes any filter: Prism does not look into objects of a query.
  const found = await messages("listLists", ({ document }) => {
    const text = JSON.stringify(document)
    const renamed = text.replace(/("\/leads\/api\/lists".*?"properties":\{.*?)"name":/, '$1"title":')
    expect(renamed).not.toBe(text)
    return OpenApi.of(JSON.parse(renamed))
  })
  expect(found).toContain(
    "listLists, query filter.name: package: sends the field; specification: must NOT have additional properties - name"
  )
  expect(found).toContain(
    "listLists, query filter.name: package: string, optional; specification: no such field (agreement)"
  )
  expect(found).toContain(
    "listLists, query filter.title: package: no such field; specification: string, optional (agreement)"
  )
}, 30_000)
