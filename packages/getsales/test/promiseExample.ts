import { createGetSales, ValidationFailed } from "@salesbridge/getsales/promise"

const getsales = createGetSales({ token: process.env.GETSALES_TOKEN!, baseUrl: process.env.GETSALES_BASE_URL })

try {
  const jane = await getsales.Contacts.findOne({ linkedin_id: "jane-roe-123456" })
  // Reads page after page until the loop ends.
  for await (const { name, uuid } of getsales.Automations.stream({ filter: { status: "on" } })) {
    await getsales.Automations.addContact({ flowUuid: uuid, leadUuid: jane.uuid })
    console.log(`${jane.name} is in ${name}`)
  }
} catch (error) {
  if (!(error instanceof ValidationFailed)) throw error
  console.log(`GetSales.io says: ${error.reason}`)
} finally {
  await getsales.close()
}
