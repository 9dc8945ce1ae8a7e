/**
 * Makes the offline run meet what a real one meets sooner or later. The mocks answer every proper call with success and
 * remember nothing; this client asks them, by the header `Prefer`, for another documented answer here and there, and
 * puts the person who was asked for into some of their answers. The job does not know.
 */
import { Effect, Layer } from "effect"
import { HttpClient, HttpClientRequest, HttpClientResponse, UrlParams } from "effect/http"

/** Salesflow campaigns that the mock knows by these numbers, and what happens to each. */
export const campaigns = { starts: 29854, runsAlready: 29889, cannotStart: 31767 }

/** Who is known everywhere, and in the file of those who unsubscribed. */
const unsubscribedInFile = "jane.roe@example.com"

/** Who is known everywhere and unsubscribed at Salesloft, and who did at GetSales, so that the others hear of it. */
const unsubscribedAtSalesloft = "contact20@example.com"
const unsubscribedAtGetSales = "contact30@example.com"

const knownToGetSales = [unsubscribedInFile, unsubscribedAtSalesloft, unsubscribedAtGetSales]

/** Whom Salesloft, and whom GetSales, does not take. */
const refusedBySalesloft = "contact12@example.com"
const refusedByGetSales = "contact17@example.com"

/** So that there is something to watch: about what a call takes over the internet. */
const latency = "50 millis"

/** Which call to adding a prospect comes too soon after the others. */
const tooSoon = 18

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: (name: string) => ReadonlyArray<string>
  /** The body as text. */
  readonly body: string
}

const askedOf = (request: HttpClientRequest.HttpClientRequest): Asked => {
  const { body, method, url, urlParams } = request
  return {
    method,
    path: new URL(url).pathname,
    query: (name) => UrlParams.getAll(urlParams, name),
    body: body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""
  }
}

/** Which of its documented answers the mock is to give. */
const preferred = ({ body, method, path, query }: Asked, adds: () => number): string | undefined => {
  const campaign = Number(query("campaignId")[0])
  switch (`${method} ${path}`) {
    case "POST /api/campaigns/start":
      if (campaign === campaigns.runsAlready) return "code=409"
      return campaign === campaigns.cannotStart ? "code=422, example=cannotStart" : undefined
    case "GET /api/members/list-contacts":
      // The mock's reason for the 422 is that the campaign has no members, so it must show none.
      return campaign === campaigns.cannotStart ? "code=200, example=empty" : undefined
    case "POST /api/prospect-add":
      return adds() === tooSoon ? "code=429" : undefined
    case "GET /v2/people":
      // Nobody is on the cadence yet.
      return query("email_addresses[]").length === 0 ? "code=200, example=empty" : undefined
    case "POST /v2/person_upserts":
      return body.includes(refusedBySalesloft) ? "code=422, example=fields" : "code=200, example=created"
    case "POST /leads/api/leads/search":
      return body.includes("unsubscribed") ? undefined : "code=200, example=empty"
    case "POST /leads/api/leads/lookup-one":
      return knownToGetSales.some((email) => body.includes(email)) ? undefined : "code=404"
    case "GET /flows/api/linkedin-messages":
      return "code=200, example=empty"
    case "POST /leads/api/leads/upsert":
      return body.includes(refusedByGetSales) ? "code=422" : undefined
    default:
      return undefined
  }
}

type Json = Readonly<Record<string, unknown>>
interface Page extends Json {
  readonly data: ReadonlyArray<Json>
}

/** What the mock's answer becomes. */
const told = ({ body, method, path, query }: Asked): ((answer: never) => unknown) | undefined => {
  switch (`${method} ${path}`) {
    case "GET /api/members/list-contacts":
      if (Number(query("campaignId")[0]) !== campaigns.runsAlready) return undefined
      return ([member]: ReadonlyArray<Json>) => [
        { ...member, MemberId: 46875436, FirstName: "Jane", LastName: "Roe", Email: unsubscribedInFile },
        { ...member, MemberId: 46875437, FirstName: "First20", LastName: "Last20", Email: unsubscribedAtSalesloft }
      ]
    case "GET /api/prospect":
      if (query("term")[0] !== unsubscribedAtSalesloft) return undefined
      return ({ data, ...rest }: Page) => ({
        ...rest,
        data: data.map((prospect) => ({ ...prospect, Email: unsubscribedAtSalesloft }))
      })
    case "GET /v2/people": {
      const known = [unsubscribedInFile, unsubscribedAtSalesloft]
      const asked = known.filter((email) => query("email_addresses[]").includes(email))
      return ({ data, ...rest }: Page) => ({
        ...rest,
        data: asked.flatMap((email_address, id) =>
          data.map((person) => ({
            ...person,
            id: Number(person["id"]) + id,
            email_address,
            do_not_contact: email_address === unsubscribedAtSalesloft
          }))
        )
      })
    }
    case "POST /leads/api/leads/search":
      return ({ data, ...rest }: Page) => ({
        ...rest,
        data: data.map(({ lead, ...found }) => ({
          ...found,
          lead: { ...(lead as Json), work_email: unsubscribedAtGetSales, email_status: "unsubscribed" }
        }))
      })
    case "POST /leads/api/leads/lookup-one":
      return (lead: Json) => ({ ...lead, work_email: (JSON.parse(body) as { email: string }).email })
    default:
      return undefined
  }
}

/** The client around the one below it. */
export const layer = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(HttpClient.HttpClient, (client) => {
    let adds = 0
    return client.pipe(
      HttpClient.mapRequestEffect((request) => {
        const prefer = preferred(askedOf(request), () => ++adds)
        return Effect.succeed(
          prefer === undefined ? request : HttpClientRequest.setHeader(request, "prefer", prefer)
        ).pipe(Effect.delay(latency))
      }),
      HttpClient.transform((answer, request) => {
        const change = told(askedOf(request))
        if (change === undefined) return answer
        return Effect.flatMap(answer, (response) =>
          response.status !== 200
            ? Effect.succeed(response)
            : Effect.map(response.json, (body) =>
                HttpClientResponse.fromWeb(request, Response.json(change(body as never), { status: response.status }))
              )
        )
      })
    )
  })
)
