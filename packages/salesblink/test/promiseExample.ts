import { createSalesBlink, RequestFailed } from "@salesbridge/salesblink/promise"

const salesblink = createSalesBlink({
  apiKey: process.env.SALESBLINK_API_KEY!,
  baseUrl: process.env.SALESBLINK_BASE_URL
})

try {
  const { data } = await salesblink.Campaigns.search({ term: "Spring" }, { signal: AbortSignal.timeout(10_000) })
  for (const { campaignID } of data ?? []) {
    if (campaignID === undefined) continue
    await salesblink.Prospects.add({ campaignID, data: { "First Name": "Jane", Email: "jane.roe@example.com" } })
    console.log(`added to ${campaignID}`)
  }
} catch (error) {
  if (!(error instanceof RequestFailed)) throw error
  console.log(`SalesBlink says: ${error.reason}`)
} finally {
  await salesblink.close()
}
