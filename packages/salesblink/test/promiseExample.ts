import { createSalesBlink, RequestFailed } from "@salesbridge/salesblink/promise"

const salesblink = createSalesBlink({
  apiKey: process.env.SALESBLINK_API_KEY!,
  baseUrl: process.env.SALESBLINK_BASE_URL
})

try {
  const { data: sequences } = await salesblink.Sequences.list(
    { search: "Spring" },
    { signal: AbortSignal.timeout(10_000) }
  )
  for (const { id, name } of sequences ?? []) {
    const { data: list } = await salesblink.Lists.create({ name: `Leads of ${name}` })
    if (!list) continue
    await salesblink.Leads.add({ list_id: list.id, contacts: [{ email: "jane.roe@example.com", first_name: "Jane" }] })
    await salesblink.Sequences.update({ id, lists: [list.id], paused: false })
    console.log(`started ${name}`)
  }
} catch (error) {
  if (!(error instanceof RequestFailed)) throw error
  console.log(`SalesBlink says: ${error.reason}`)
} finally {
  await salesblink.close()
}
