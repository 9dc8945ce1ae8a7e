import { PromiseClient } from "@salesbridge/core/promise"
import { Acme, listCampaigns, request, startCampaign } from "./acme.ts"

export const createAcme = ({ apiKey, ...options }: PromiseClient.Options & { readonly apiKey: string }) => {
  const key = PromiseClient.secret("apiKey", apiKey)
  const connection = PromiseClient.connect("acme", options, (settings) => Acme.layer({ ...settings, apiKey: key }))
  // Usually the namespaces of modules: `{ Campaigns }` after `import * as Campaigns from "./Campaigns.ts"`.
  return PromiseClient.make(connection, request, { Campaigns: { list: listCampaigns, start: startCampaign } })
}
