/** axios + zod, with connections kept open. */
import axios from "axios"
import { Agent } from "node:http"
import { type Make, paths, pool } from "../Client.ts"
import { Contact, Contacts } from "../zodSchemas.ts"

export const make: Make = async (baseURL) => {
  const httpAgent = new Agent({ keepAlive: true })
  const client = axios.create({ baseURL, httpAgent })
  return {
    run: pool({
      list: async () => Contacts.parse((await client.get(paths.list)).data),
      get: async () => Contact.parse((await client.get(paths.get)).data)
    }),
    close: async () => httpAgent.destroy()
  }
}
