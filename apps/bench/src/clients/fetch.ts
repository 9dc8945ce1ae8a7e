/** fetch + zod: what a team writes without a client library. */
import { type Make, paths, pool } from "../Client.ts"
import { Contact, Contacts } from "../zodSchemas.ts"

export const make: Make = async (baseUrl) => {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(baseUrl + path)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return response.json()
  }
  return {
    run: pool({
      list: async () => Contacts.parse(await get(paths.list)),
      get: async () => Contact.parse(await get(paths.get))
    }),
    close: async () => {}
  }
}
