import { CampaignAlreadyRunning, CampaignNotFound, createSalesflow } from "@salesbridge/salesflow/promise"

interface Environment {
  readonly SALESFLOW_TOKEN: string
  readonly SALESFLOW_ACCOUNT_ID: string
  readonly SALESFLOW_BASE_URL?: string
}

/** Starts the campaign in the address: `POST /campaigns/456`. */
export default {
  fetch: async (request: Request, environment: Environment): Promise<Response> => {
    await using salesflow = createSalesflow({
      token: environment.SALESFLOW_TOKEN,
      accountId: environment.SALESFLOW_ACCOUNT_ID,
      baseUrl: environment.SALESFLOW_BASE_URL,
      timeout: { total: "25 seconds" }
    })
    const campaignId = Number(new URL(request.url).pathname.split("/").at(-1))
    try {
      await salesflow.Campaigns.start({ campaignId }, { signal: request.signal })
      return new Response("started")
    } catch (error) {
      if (error instanceof CampaignAlreadyRunning) return new Response("runs already")
      if (error instanceof CampaignNotFound) return new Response(error.reason ?? "no such campaign", { status: 404 })
      throw error
    }
  }
}
