/** The checks bite: a specification that drifts from the package fails them, and the messages say where. */
import { Contract, Disagreement, Drift } from "@salesbridge/contract-kit"
import { expect, it } from "vitest"
import { contract } from "./contract.ts"

const messages = async (operation: string, drift: Drift.Drift) =>
  (await Contract.checkDrift(contract, operation, drift)).map(Disagreement.format).join("\n")

it("a renamed field of an answer", async () => {
  const found = await messages("listCampaigns", Drift.renameField("listCampaigns", 200, "CampaignName", "Name"))
  expect(found).toContain(
    "listCampaigns 200, response body [].CampaignName: package: reads the field; specification: its answer has only CampaignId, LastModifiedAt, Name, Status (replay)"
  )
  expect(found).toContain(
    "listCampaigns 200, response body [].CampaignName: package: reads the field; specification: must NOT have additional properties - CampaignName"
  )
  expect(found).toContain(
    "listCampaigns 200, response body [].CampaignName: package: null or string, optional; specification: no such field (agreement)"
  )
  expect(found).toContain(
    "listCampaigns 200, response body [].Name: package: no such field; specification: string, required (agreement)"
  )
}, 30_000)

it("a status that is gone", async () => {
  const found = await messages("startCampaign", Drift.dropStatus("startCampaign", 409))
  expect(found).toContain("startCampaign 409, status: package: expects 409; specification: the mock answers 404")
  expect(found).toContain(
    "startCampaign 409, status: package: CampaignAlreadyRunning; specification: Response status code not defined in spec file: 409"
  )
  expect(found).toContain(
    "startCampaign 409, status: package: CampaignAlreadyRunning; specification: no such status (agreement)"
  )
}, 30_000)

it("a field of another type", async () => {
  const found = await messages("listCampaigns", Drift.changeType("listCampaigns", 200, "CampaignId", "string", "29854"))
  expect(found).toContain(
    "listCampaigns 200, response body [].CampaignId: package: reads what is like 456; specification: Expected '29854' (String) to be an integer (replay)"
  )
  expect(found).toContain("listCampaigns 200, response body [].CampaignId: package: 456; specification: must be string")
  expect(found).toContain(
    "listCampaigns 200, response body [].CampaignId: package: integer, required; specification: string, required (agreement)"
  )
}, 30_000)

it("a new required parameter", async () => {
  const found = await messages("startCampaign", Drift.requireParameter("startCampaign", "teamId"))
  expect(found).toContain("startCampaign 200, query teamId: package: expects 200; specification: the mock answers 422")
  expect(found).toContain("startCampaign, query teamId: package: does not send it; specification: must be string")
  expect(found).toContain(
    "startCampaign, query teamId: package: no such parameter; specification: a required parameter (agreement)"
  )
}, 30_000)
