import { Paging } from "@salesbridge/core"
import { listCampaigns } from "./acme.ts"

export const campaigns = Paging.items(listCampaigns, {
  first: {},
  next: ({ nextPage }) => (nextPage === null ? undefined : { page: nextPage }),
  items: (page) => page.campaigns
})
