import { type GetSalesClient, NotFound } from "@salesbridge/getsales/promise"
import type { SalesBlinkClient } from "@salesbridge/salesblink/promise"
import { MemberNotFound, type SalesflowClient } from "@salesbridge/salesflow/promise"
import type { SalesloftClient } from "@salesbridge/salesloft/promise"

export interface Clients {
  readonly getsales: GetSalesClient
  readonly salesblink: SalesBlinkClient
  readonly salesflow: SalesflowClient
  readonly salesloft: SalesloftClient
}

const atSalesloft = async ({ salesloft }: Clients, email: string) => {
  const { data } = await salesloft.People.list({ "email_addresses[]": [email] })
  for (const { id } of data) await salesloft.People.update({ id, do_not_contact: true })
  return data.length
}

const atGetSales = async ({ getsales }: Clients, email: string) => {
  try {
    const { uuid } = await getsales.Contacts.findOne({ email })
    await getsales.Automations.cancelContactFromAll({ leadUuid: uuid })
    return 1
  } catch (error) {
    if (error instanceof NotFound) return 0
    throw error
  }
}

const atSalesBlink = async ({ salesblink }: Clients, email: string) => {
  const { data } = await salesblink.Prospects.search({ term: email })
  const found = (data ?? []).flatMap(({ prospectID }) => prospectID ?? [])
  for (const prospectID of found) await salesblink.Prospects.unsubscribe({ prospectID })
  return found.length
}

const atSalesflow = async ({ salesflow }: Clients, email: string) => {
  let count = 0
  for (const { CampaignId } of await salesflow.Campaigns.list()) {
    for (const { Email, MemberId } of await salesflow.Members.listByCampaign({ campaignId: CampaignId })) {
      if (Email !== email) continue
      // A member that is already removed is a success.
      await salesflow.Members.remove({ memberId: MemberId }).catch((error: unknown) => {
        if (!(error instanceof MemberNotFound)) throw error
      })
      count++
    }
  }
  return count
}

const vendors = { GetSales: atGetSales, SalesBlink: atSalesBlink, Salesflow: atSalesflow, Salesloft: atSalesloft }

/**
 * Suppresses the address at every vendor. Returns a line for each vendor: the number of records found, or why it
 * failed.
 */
export const suppress = async (clients: Clients, email: string): Promise<ReadonlyArray<string>> => {
  const told = Object.entries(vendors).map(async ([name, tell]) => {
    try {
      return `${name}: ${await tell(clients, email)}`
    } catch (error) {
      return `${name}: failed, ${(error as Error).message}`
    }
  })
  return Promise.all(told)
}
