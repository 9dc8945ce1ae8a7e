import { startSandbox } from "@salesbridge/mocks/sandbox"
import { expect, test } from "vitest"

test("who changed since yesterday is synchronised", async () => {
  await using sandbox = await startSandbox("salesloft", {
    seed: (s) => {
      s.clear() // leave it out to keep the vendor's own people, too
      const account = s.accounts.add({ name: "Example Ltd" })
      s.people.add({ email_address: "ada@example.com", account_id: account.id })
      s.people.add({ email_address: "bea@example.com", updated_at: s.ago({ days: 2 }) })
    }
  })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const answer = await fetch(`${sandbox.url}/v2/people?updated_at[gte]=${yesterday}`, {
    headers: { authorization: "Bearer any" }
  })
  const { data } = (await answer.json()) as { data: Array<{ email_address: string }> }
  expect(data.map((person) => person.email_address)).toEqual(["ada@example.com"])
})
