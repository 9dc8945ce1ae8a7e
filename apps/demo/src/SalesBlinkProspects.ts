/**
 * Finds people among SalesBlink's prospects by e-mail address. SalesBlink documents nothing of a prospect, so the
 * address is looked for under any spelling of its name.
 */
import type { VendorError } from "@salesbridge/core"
import { Prospects, type SalesBlink } from "@salesbridge/salesblink"
import { Effect } from "effect"
import { keyOf } from "./Contact.ts"

const isEmail = (field: string) => /^e-?mail([ _-]?address)?$/i.test(field)

/** The key of a prospect's address, where the answer has one. */
const keyOfProspect = (prospect: Prospects.Prospect): string | undefined => {
  const value = Object.entries(prospect).find(([field, value]) => isEmail(field) && typeof value === "string")?.[1]
  return value === undefined ? undefined : keyOf(value as string)
}

/** The prospects of a campaign by the keys of their addresses. */
export const ofCampaign = (
  campaignID: string
): Effect.Effect<ReadonlyMap<string, Prospects.Prospect>, VendorError.Failure, SalesBlink> =>
  Effect.map(Prospects.listByCampaign({ campaignID }), ({ data }) => {
    const found = new Map<string, Prospects.Prospect>()
    for (const prospect of data ?? []) {
      const key = keyOfProspect(prospect)
      if (key !== undefined) found.set(key, prospect)
    }
    return found
  })

/**
 * The prospect with this address, in whichever campaign. An answer that names another address is not taken for it;
 * one that names none is, since the search was for this address.
 */
export const byEmail = (
  email: string
): Effect.Effect<Prospects.Prospect | undefined, VendorError.Failure, SalesBlink> =>
  Prospects.search({ term: email }).pipe(
    Effect.map(({ data }) => data?.find((prospect) => [undefined, keyOf(email)].includes(keyOfProspect(prospect)))),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )
