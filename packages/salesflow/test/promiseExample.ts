import { CampaignAlreadyRunning, CampaignCannotStart, createSalesflow } from "@salesbridge/salesflow/promise"

const salesflow = createSalesflow({
  token: process.env.SALESFLOW_TOKEN!,
  accountId: process.env.SALESFLOW_ACCOUNT_ID!,
  baseUrl: process.env.SALESFLOW_BASE_URL
})

for (const { CampaignId, CampaignName } of await salesflow.Campaigns.list()) {
  try {
    await salesflow.Campaigns.start({ campaignId: CampaignId }, { signal: AbortSignal.timeout(10_000) })
    console.log(`${CampaignName} has started`)
  } catch (error) {
    if (error instanceof CampaignAlreadyRunning) console.log(`${CampaignName} runs already`)
    else if (error instanceof CampaignCannotStart) console.log(`${CampaignName} cannot start: ${error.reason}`)
    else throw error
  }
}
await salesflow.close()
