/** ky + zod, with its default retries. */
import ky from "ky"
import { type Make, paths, pool } from "../Client.ts"
import { Contact, Contacts } from "../zodSchemas.ts"

export const make: Make = async (baseUrl) => {
  const client = ky.create({})
  return {
    run: pool({
      list: async () => Contacts.parse(await client.get(baseUrl + paths.list).json()),
      get: async () => Contact.parse(await client.get(baseUrl + paths.get).json())
    }),
    close: async () => {}
  }
}
