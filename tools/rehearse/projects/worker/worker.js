// Calls one vendor without Effect and another with it, as a request comes in.
import { createSalesflow, CampaignAlreadyRunning } from "@salesbridge/salesflow/promise"
import { GetSales } from "@salesbridge/getsales"
import * as Contacts from "@salesbridge/getsales/Contacts"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

export default {
  async fetch(request, { getsalesUrl, salesflowUrl }) {
    const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: salesflowUrl })
    const refused = createSalesflow({
      token: "t",
      accountId: 1,
      baseUrl: salesflowUrl,
      fetch: (url, init) => {
        const headers = new Headers(init?.headers)
        headers.set("prefer", "code=409")
        return fetch(url, { ...init, headers })
      }
    })
    const getsales = GetSales.layer({ token: Redacted.make("t"), baseUrl: getsalesUrl }).pipe(
      Layer.provide(FetchHttpClient.layer)
    )
    try {
      const [campaign] = await salesflow.Campaigns.list({}, { signal: request.signal })
      const contact = await Contacts.findOne({ linkedin_id: "jane-roe-123456" }).pipe(
        Effect.provide(getsales),
        Effect.runPromise
      )
      const error = await refused.Campaigns.start({ campaignId: 1 }).catch((error) => error)
      return Response.json({
        campaign: campaign.CampaignName,
        contact: contact.name,
        refused: [error instanceof CampaignAlreadyRunning, error._tag, error.status],
        node: [typeof process, typeof Buffer]
      })
    } finally {
      await salesflow.close()
      await refused.close()
    }
  }
}
