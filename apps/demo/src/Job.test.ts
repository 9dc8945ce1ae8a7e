/** Who is reached by a whole run, and who is not, against the sandboxes. */
import { afterAll, describe, expect, it } from "vitest"
import { emailOf, flat, newFolder, runHere } from "../test/command.ts"
import { cadence, campaign, list, startVendors } from "../test/Vendors.ts"

const open: Array<{ close: () => unknown }> = []
afterAll(() => Promise.all(open.map((vendors) => vendors.close())))
const vendorsWith = async (options?: Parameters<typeof startVendors>[0]) => {
  const vendors = await startVendors(options)
  open.push(vendors)
  return vendors
}
type Vendors = Awaited<ReturnType<typeof vendorsWith>>

const toGetSales = ["--getsales-list", list, "--getsales-sender", list, "--message", "Hello {first_name}!"]
const toAll = ["--salesblink-campaign", campaign, "--salesloft-cadence", String(cadence), ...toGetSales]
const gone = "gone@example.com"

/** A run with these rows of contacts and lines of unsubscribed people. */
const runWith = async (vendors: Vendors, rows: string, unsubscribed: string, args: ReadonlyArray<string> = []) => {
  const folder = await newFolder({ "c.csv": `First Name,Email,LinkedIn\n${rows}`, "no.txt": unsubscribed })
  const given = ["--csv", "c.csv", "--unsubscribed", "no.txt", "--yes", ...toAll, ...args]
  const result = await runHere(folder, given, vendors.near)
  return { ...result, folder, told: flat(result.stdout) }
}

describe("a Salesflow campaign", () => {
  const ofCampaign = ["--salesflow-campaign", "7"]

  it.each(["deleteContact", "listContactsByCampaignId"] as const)(
    "is not started while somebody who unsubscribed may be in it, where %s fails",
    async (operation) => {
      const skip = operation === "deleteContact" ? 0 : 1
      const vendors = await vendorsWith({
        members: [{ Email: gone }],
        faults: { salesflow: [{ operation, status: 400, skip }] }
      })
      const { code, stderr, told } = await runWith(vendors, "", `${gone}\n`, ofCampaign)
      expect(vendors.count("startCampaign")).toBe(0)
      const reason = operation === "deleteContact" ? `${gone} unsubscribed, but may` : "it is unknown who is in it: "
      expect(told).toContain(`Salesflow campaign 7: not started: ${reason}`)
      expect(flat(stderr)).toContain(`Salesflow campaign 7: not started: ${reason}`)
      expect(code).toBe(1)
    }
  )

  it("is started without who unsubscribed", async () => {
    const vendors = await vendorsWith({ members: [{ Email: gone }, { Email: emailOf(1) }] })
    const { code, told } = await runWith(vendors, "", `${gone}\n`, ofCampaign)
    expect(told).toContain("Salesflow campaign 7: started")
    expect(vendors.removed()).toEqual([gone])
    expect(code).toBe(0)
  })
})
