/** A client that hey-api generated from the specification, which checks answers with zod. */
import { type Make, pool } from "../Client.ts"
import { generated } from "../generateHeyApi.ts"

/** As much of the generated client as is called here. */
interface Generated {
  readonly client: { readonly setConfig: (config: { readonly baseUrl: string }) => unknown }
  readonly listContactsByCampaignId: (options: object) => Promise<unknown>
  readonly getContactByMemberId: (options: object) => Promise<unknown>
}

export const make: Make = async (baseUrl) => {
  const { client, getContactByMemberId, listContactsByCampaignId } = (await import(generated)) as Generated
  client.setConfig({ baseUrl })
  const credentials = { token: "bench-token", accountId: 321 }
  return {
    run: pool({
      list: () => listContactsByCampaignId({ query: { ...credentials, campaignId: 456 }, throwOnError: true }),
      get: () => getContactByMemberId({ path: { memberId: 46_875_434 }, query: credentials, throwOnError: true })
    }),
    close: async () => {}
  }
}
