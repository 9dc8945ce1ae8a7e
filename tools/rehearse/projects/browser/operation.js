import { createSalesflow } from "@salesbridge/salesflow/promise"

const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl })
salesflow.Campaigns.list()
  .then(([campaign]) => postMessage(campaign.CampaignName))
  .catch(reportError)
  .finally(() => salesflow.close())
