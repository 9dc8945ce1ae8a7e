import { createSalesloft, Unauthorized } from "@salesbridge/salesloft/promise"

const salesloft = createSalesloft({
  // A string, or a function that is called before each attempt and once more after a 401.
  accessToken: async () => process.env.SALESLOFT_ACCESS_TOKEN!,
  baseUrl: process.env.SALESLOFT_BASE_URL
})

try {
  const { headers, value } = await salesloft.Users.me.withResponse()
  console.log(`${value.data.name} has ${headers["x-ratelimit-remaining-minute"]} units left`)
  // Reads page after page until the loop ends.
  for await (const person of salesloft.People.stream({ updated_at: { gt: new Date("2026-11-20") } })) {
    console.log(person.display_name)
  }
} catch (error) {
  if (!(error instanceof Unauthorized)) throw error
  console.log("the access token is wrong")
} finally {
  await salesloft.close()
}
