import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { createSalesflow } from "@salesbridge/salesflow/promise"

export const names = async (): Promise<ReadonlyArray<string | null | undefined>> => {
  const salesblink = createSalesBlink({ apiKey: "k" })
  const salesflow = createSalesflow({ token: "t", accountId: 1 })
  const { data } = await salesblink.Team.list()
  const campaigns = await salesflow.Campaigns.list()
  return [...(data ?? []).map((member) => member.user_name), ...campaigns.map(({ CampaignName }) => CampaignName)]
}
