/**
 * openapi-fetch + zod: paths and parameters are typed from a specification, the body is validated by hand-written
 * schemas.
 */
import createClient from "openapi-fetch"
import { type Make, pool } from "../Client.ts"
import { Contact, Contacts } from "../zodSchemas.ts"

/** The part of the specification's types that is used here. */
interface Paths {
  readonly "/api/members/list-contacts": Get<{ campaignId: number; token: string; accountId: number }, never>
  readonly "/api/members/{memberId}": Get<{ token: string; accountId: number }, { memberId: number }>
}

interface Get<Query, Path> {
  readonly get: {
    readonly parameters: { query: Query; path: Path }
    readonly responses: { 200: { content: { "application/json": unknown } } }
  }
}

export const make: Make = async (baseUrl) => {
  const client = createClient<Paths>({ baseUrl })
  const credentials = { token: "bench-token", accountId: 321 }
  const checked = async (answer: Promise<{ readonly data?: unknown; readonly response: Response }>) => {
    const { data, response } = await answer
    if (!response.ok) throw new Error(`status ${response.status}`)
    return data
  }
  return {
    run: pool({
      list: async () =>
        Contacts.parse(
          await checked(
            client.GET("/api/members/list-contacts", {
              params: { query: { ...credentials, campaignId: 456 } } as never
            })
          )
        ),
      get: async () =>
        Contact.parse(
          await checked(
            client.GET("/api/members/{memberId}", {
              params: { query: credentials, path: { memberId: 46_875_434 } }
            })
          )
        )
    }),
    close: async () => {}
  }
}
