import assert from "node:assert/strict"
import { createGetSales } from "@salesbridge/getsales/promise"
import type { Contacts } from "@salesbridge/getsales/promise"
import { startMock } from "@salesbridge/mocks"
import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { CampaignAlreadyRunning, createSalesflow } from "@salesbridge/salesflow/promise"
import type { SalesflowClient } from "@salesbridge/salesflow/promise"
import { createSalesloft } from "@salesbridge/salesloft/promise"

const refusal = async (salesflow: SalesflowClient): Promise<CampaignAlreadyRunning | undefined> => {
  try {
    // @ts-expect-error A campaign's number is no text: types come along.
    await salesflow.Campaigns.start({ campaignId: "one" })
  } catch (error) {
    assert.ok(error instanceof Error)
  }
  try {
    await salesflow.Campaigns.start({ campaignId: 1 })
    return undefined
  } catch (error) {
    if (error instanceof CampaignAlreadyRunning) return error
    throw error
  }
}

const flowMock = await startMock({ vendor: "salesflow" })
const blinkMock = await startMock({ vendor: "salesblink" })
const getMock = await startMock({ vendor: "getsales" })
const loftMock = await startMock({ vendor: "salesloft" })
const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: flowMock.url })
const refused = createSalesflow({
  token: "t",
  accountId: 1,
  baseUrl: flowMock.url,
  fetch: (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set("prefer", "code=409")
    return fetch(input, { ...init, headers })
  }
})
const salesblink = createSalesBlink({ apiKey: "k", baseUrl: blinkMock.url })
const getsales = createGetSales({ token: "t", baseUrl: getMock.url })
const salesloft = createSalesloft({ accessToken: "t", baseUrl: loftMock.url })

const [campaign] = await salesflow.Campaigns.list({}, { signal: AbortSignal.timeout(20_000) })
const name: string | null | undefined = campaign?.CampaignName
assert.equal(name, "Sales")
assert.equal((await salesblink.Team.list()).data?.length, 1)
const contact: Contacts.Contact = await getsales.Contacts.findOne({ linkedin_id: "jane-roe-123456" })
assert.equal(contact.name, "John Doe")
const people: Array<number | string> = []
for await (const { id } of salesloft.People.stream()) {
  people.push(id)
  break
}
assert.equal(people.length, 1)
assert.equal((await refusal(refused))?.status, 409)
for (const _ of [salesflow, refused, salesblink, getsales, salesloft, flowMock, blinkMock, getMock, loftMock]) {
  await _.close()
}
console.log("four vendors answered, one refused")
