"use strict"
/** One call to each vendor, and one refusal. */
module.exports = async ({
  assert,
  CampaignAlreadyRunning,
  createGetSales,
  createSalesBlink,
  createSalesflow,
  createSalesloft,
  startMock
}) => {
  const vendors = ["salesflow", "salesblink", "getsales", "salesloft"]
  const mocks = await Promise.all(vendors.map((vendor) => startMock({ vendor })))
  const [salesflowUrl, salesblinkUrl, getsalesUrl, salesloftUrl] = mocks.map(({ url }) => url)
  const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: salesflowUrl })
  const salesblink = createSalesBlink({ apiKey: "k", baseUrl: salesblinkUrl })
  const getsales = createGetSales({ token: "t", baseUrl: getsalesUrl })
  const salesloft = createSalesloft({ accessToken: async () => "t", baseUrl: salesloftUrl })
  const refused = createSalesflow({
    token: "secret-of-a-consumer",
    accountId: 1,
    baseUrl: salesflowUrl,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, prefer: "code=409" } })
  })
  try {
    const [campaign] = await salesflow.Campaigns.list()
    assert.equal(campaign?.CampaignName, "Sales")
    const {
      data: [member]
    } = { data: [], ...(await salesblink.Team.list()) }
    assert.equal(member.email, "jane.roe@example.com")
    const contact = await getsales.Contacts.findOne({ linkedin_id: "jane-roe-123456" })
    assert.equal(contact.name, "John Doe")
    const me = await salesloft.Users.me.withResponse()
    assert.deepEqual([me.status, me.value.data.name], [200, "John Roe"])
    const error = await refused.Campaigns.start({ campaignId: 1 }).catch((error) => error)
    assert.ok(error instanceof CampaignAlreadyRunning, String(error))
    assert.equal(error._tag, "CampaignAlreadyRunning")
    assert.ok(!JSON.stringify(error).includes("secret-of-a-consumer"))
    console.log("four vendors answered, one refused")
  } finally {
    for (const _ of [salesflow, salesblink, getsales, salesloft, refused, ...mocks]) await _.close()
  }
}
