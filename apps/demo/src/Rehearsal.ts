/**
 * Makes the offline run meet what a real one meets sooner or later. The mocks answer every proper call with success;
 * this client asks them, by the header `Prefer`, for another documented answer at four places. The job does not know.
 */
import { Effect, Layer, Option } from "effect"
import { HttpClient, HttpClientRequest, UrlParams } from "effect/http"

/** Salesflow campaigns that the mock knows by these numbers, and what happens to each. */
export const campaigns = { starts: 29854, runsAlready: 29889, cannotStart: 31767 }

/** A SalesBlink campaign that the mock lists. */
export const salesBlinkCampaign = "5f0c1d7e9b3a4c2d8e6f7a10"

/** So that there is something to watch: about what a call takes over the internet. */
const latency = "60 millis"

/** Which call to adding a prospect comes too soon after the others. */
const tooSoon = 18

const preferred = (request: HttpClientRequest.HttpClientRequest, adds: () => number): string | undefined => {
  const { pathname } = new URL(request.url)
  const campaign = Number(Option.getOrUndefined(UrlParams.getFirst(request.urlParams, "campaignId")))
  if (pathname === "/api/campaigns/start") {
    if (campaign === campaigns.runsAlready) return "code=409"
    if (campaign === campaigns.cannotStart) return "code=422, example=cannotStart"
  }
  // The mock's reason for the 422 is that the campaign has no members, so it must show none.
  if (pathname === "/api/members/list-contacts" && campaign === campaigns.cannotStart) return "code=200, example=empty"
  if (pathname === "/api/prospect-add" && adds() === tooSoon) return "code=429"
  return undefined
}

/** The client around the one below it. */
export const layer = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(HttpClient.HttpClient, (client) => {
    let adds = 0
    return client.pipe(
      HttpClient.mapRequestEffect((request) => {
        const prefer = preferred(request, () => ++adds)
        return Effect.succeed(
          prefer === undefined ? request : HttpClientRequest.setHeader(request, "prefer", prefer)
        ).pipe(Effect.delay(latency))
      })
    )
  })
)
