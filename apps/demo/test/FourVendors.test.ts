/** What is learned at one vendor serves the next. */
import { Recorder } from "@salesbridge/core/testing"
import * as GetSales from "@salesbridge/getsales"
import * as SalesBlink from "@salesbridge/salesblink"
import * as Salesflow from "@salesbridge/salesflow"
import * as Salesloft from "@salesbridge/salesloft"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

const saw = ({ _tag }: { readonly _tag: string }) => Effect.succeed(_tag)

const byTag = {
  Unauthorized: saw,
  NotFound: saw,
  Conflict: saw,
  ValidationFailed: saw,
  TooManyRequests: saw,
  InternalServerError: saw,
  BadGateway: saw,
  ServiceUnavailable: saw,
  GatewayTimeout: saw,
  ServerError: saw
}

it.live.each([
  [401, "Unauthorized"],
  [404, "NotFound"],
  [409, "Conflict"],
  [422, "ValidationFailed"],
  [429, "TooManyRequests"],
  [500, "InternalServerError"],
  [502, "BadGateway"],
  [503, "ServiceUnavailable"],
  [504, "GatewayTimeout"],
  [507, "ServerError"]
] as const)("one handler takes a %s of any vendor as %s", ([status, tag]) =>
  Effect.gen(function* () {
    const { url: baseUrl } = yield* Recorder.start(() => ({ status, body: {} }))
    const options = { baseUrl, retry: false } as const
    const secret = Redacted.make("secret")
    const seen = [
      yield* Effect.catchTags(Salesflow.Accounts.list(), byTag).pipe(
        Effect.provide(Salesflow.Salesflow.layer({ ...options, token: secret, accountId: 1 }))
      ),
      yield* Effect.catchTags(SalesBlink.Campaigns.list(), byTag).pipe(
        Effect.provide(SalesBlink.SalesBlink.layer({ ...options, apiKey: secret }))
      ),
      yield* Effect.catchTags(GetSales.Lists.list(), byTag).pipe(
        Effect.provide(GetSales.GetSales.layer({ ...options, token: secret }))
      ),
      yield* Effect.catchTags(Salesloft.People.list(), byTag).pipe(
        Effect.provide(Salesloft.Salesloft.layer({ ...options, accessToken: secret }))
      )
    ]
    assert.deepStrictEqual<ReadonlyArray<unknown>>(seen, [tag, tag, tag, tag])
  }).pipe(Effect.scoped, Effect.provide(Layer.fresh(FetchHttpClient.layer)))
)

it("a person of one vendor fits the inputs of the others, with what is missing or null in it", () => {
  const calls = (person: Salesloft.People.Person, member: Salesflow.Members.Member) => [
    SalesBlink.Prospects.add({
      campaignID: "5f0c1d7e9b3a4c2d8e6f7a10",
      data: { "First Name": person.first_name, "Last Name": person.last_name, Email: person.email_address }
    }),
    GetSales.Contacts.upsert({
      list_uuid: "0b8e1f6c-2f4d-4c1e-9d0a-6f1f5a7c3b21",
      lead: { linkedin_id: "jane-roe", first_name: person.first_name, email: person.email_address }
    }),
    Salesflow.Members.update({ memberId: 1, FirstName: person.first_name, Email: person.email_address }),
    Salesloft.People.create({ first_name: member.FirstName, email_address: member.Email, title: member.Occupation })
  ]
  assert.lengthOf(calls({ id: 1 as never }, {} as Salesflow.Members.Member), 4)
})
