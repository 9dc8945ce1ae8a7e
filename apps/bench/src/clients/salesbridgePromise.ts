/** This client as functions that return promises, using Node's fetch. */
import { createSalesflow } from "@salesbridge/salesflow/promise"
import { type Make, pool } from "../Client.ts"

export const make: Make = async (baseUrl) => {
  const { close, Members } = createSalesflow({
    token: "bench-token",
    accountId: 321,
    baseUrl,
    quota: { limits: [{ limit: 1_000_000, window: "1 second" }] }
  })
  return {
    run: pool({
      list: () => Members.listByCampaign({ campaignId: 456 }),
      get: () => Members.get({ memberId: 46_875_434 })
    }),
    close
  }
}
