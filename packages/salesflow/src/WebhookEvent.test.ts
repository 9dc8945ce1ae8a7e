import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as http from "node:http"
import * as Webhooks from "./resources/Webhooks.ts"
import { decoder, Payload, type RunOnNames, type WebhookEvent } from "./WebhookEvent.ts"

// The document's sample, with its address replaced.
const sample = {
  IntegrationType: "INTEGRATION_TYPE_WEBHOOK",
  IntegrationRunOn: "INTEGRATION_RUN_ON_CONNECTED",
  MemberId: 0,
  LinkedInMemberId: 1_234_567_890,
  FirstName: "John",
  LastName: "Smith",
  Occupation: "Founder and Chief Executive Officer at Smith & Co",
  Company: "Smith & Co",
  Location: "Miami/Fort Lauderdale Area",
  PhoneNumber: "123 4567890",
  Email: "john.smith@example.com",
  Address: "",
  BirthdayYear: 1980,
  BirthdayMonth: 12,
  BirthdayDay: 1,
  DateAdded: "2021-02-18T15:33:44.5905705+00:00",
  ConnectedAt: "2021-02-18T16:33:44.5905705+00:00",
  MemberUrl: "https://linkedin.com/in/john-smith-123321",
  Industry: "Banking",
  Distance: "DISTANCE_3",
  CurrentPosition: "Chief Executive Officer",
  Status: "MEMBER_CONNECTED",
  HasReply: false,
  IsMuted: false,
  IsSeen: false,
  ConnectionsCount: 100,
  FollowersCount: 100,
  IsSalesNavigator: false,
  LinkedInAccount: { FirstName: "Bob", LastName: "White", Username: "bob.white@example.com" },
  Custom1: "CustomValue1",
  Custom2: "CustomValue2",
  Custom3: "CustomValue3",
  Custom4: "CustomValue4",
  Custom5: "CustomValue5",
  Custom6: "CustomValue6",
  Custom7: "CustomValue7",
  Custom8: "CustomValue8",
  Custom9: "CustomValue9",
  Custom10: "CustomValue10",
  MemberActionsFormatted:
    "<p>Connection message [2/18/2021 4:33 PM]: This is a test connection message</p>\r\n\r\n<p>John Smith [2/18/2021 4:33 PM]: This is a test inbound message</p>",
  MemberCampaigns: [{ CampaignName: "Test campaign" }]
}

const decode = (json: unknown, runOn?: RunOnNames): WebhookEvent => Result.getOrThrow(decoder(runOn)(json))

describe("a webhook's body", () => {
  it("is the payload of the documented sample, complete", () => {
    const event = decode(sample)
    assert.strictEqual(event._tag, "MemberConnected")
    if (event._tag !== "MemberConnected") return
    const { payload } = event
    assert.strictEqual(payload.MemberId, 0)
    assert.strictEqual(payload.DateAdded?.toISOString(), "2021-02-18T15:33:44.590Z")
    assert.strictEqual(payload.ConnectedAt?.toISOString(), "2021-02-18T16:33:44.590Z")
    assert.deepStrictEqual(payload.Status, new Set(["MEMBER_CONNECTED"]))
    assert.strictEqual(payload.Custom10, "CustomValue10")
    assert.strictEqual(payload.MemberActionsFormatted, sample.MemberActionsFormatted)
    assert.deepStrictEqual(payload.LinkedInAccount, sample.LinkedInAccount)
    assert.deepStrictEqual(payload.MemberCampaigns, sample.MemberCampaigns)
    assert.deepStrictEqual(Object.keys(payload), Object.keys(sample))
    assert.deepStrictEqual(Schema.encodeSync(Payload)(payload), {
      ...sample,
      DateAdded: "2021-02-18T15:33:44.590+00:00",
      ConnectedAt: "2021-02-18T16:33:44.590+00:00"
    })
  })

  it.each([
    ["INTEGRATION_RUN_ON_CONNECTED", "MemberConnected"],
    ["MEMBER_CONNECTED", "MemberConnected"],
    ["REPLY_DETECTED", "ReplyDetected"],
    ["INVITATION_WITHDRAWN", "InvitationWithdrawn"],
    ["INTEGRATION_RUN_ON_REPLY_DETECTED", "ReplyDetected"],
    ["INTEGRATION_RUN_ON_INVITATION_WITHDRAWN", "InvitationWithdrawn"]
  ])("with IntegrationRunOn %s is %s", (IntegrationRunOn, tag) => {
    assert.strictEqual(decode({ ...sample, IntegrationRunOn })._tag, tag)
  })

  it("of another event is unknown, with its payload", () => {
    const event = decode({ ...sample, IntegrationRunOn: "INTEGRATION_RUN_ON_FOLLOWUP", Extra: 1 })
    assert.strictEqual(event._tag, "Unknown")
    if (event._tag !== "Unknown") return
    assert.strictEqual(event.runOn, "INTEGRATION_RUN_ON_FOLLOWUP")
    assert.strictEqual(event.payload?.FirstName, "John")
    assert.strictEqual(event.problem, undefined)
    assert.strictEqual(event.body["Extra"], 1)
  })

  it("of an event that the caller maps is that event", () => {
    const event = decode({ ...sample, IntegrationRunOn: "SEEN_IN_THE_WILD" }, { SEEN_IN_THE_WILD: "ReplyDetected" })
    assert.strictEqual(event._tag, "ReplyDetected")
  })

  it("may omit all fields except event and member, or have null there", () => {
    assert.strictEqual(decode({ IntegrationRunOn: "REPLY_DETECTED", MemberId: 7 })._tag, "ReplyDetected")
    const nulls = Object.fromEntries(Object.keys(sample).map((name) => [name, null]))
    assert.strictEqual(decode({ ...nulls, IntegrationRunOn: "REPLY_DETECTED", MemberId: 7 })._tag, "ReplyDetected")
  })

  it("of another form is unknown and shows the difference", () => {
    const event = decode({ ...sample, HasReply: "no" })
    assert.strictEqual(event._tag, "Unknown")
    if (event._tag !== "Unknown") return
    assert.strictEqual(event.payload, undefined)
    assert.include(event.problem, "HasReply")
    assert.strictEqual(decode({})._tag, "Unknown")
  })

  it.each([[[]], ["text"], [null], [1]])("is refused if it is %j", (json) => {
    assert.isTrue(Result.isFailure(decoder()(json)))
  })
})

describe("a receiver", () => {
  it.live("handles a failed event once more when it is sent again", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const { http: handler } = Webhooks.receiver({
        verify: ({ url }) => url.endsWith("/hook/secret"),
        handle: (event) => {
          seen.push(event._tag)
          return seen.length === 1 ? Effect.fail("not now") : Effect.void
        }
      })
      const server = yield* NodeHttpServer.make(() => http.createServer(), { port: 0, host: "127.0.0.1" })
      yield* server.serve(handler)
      const address = server.address as { readonly port: number }
      const post = (path: string, body: unknown) =>
        Effect.promise(() =>
          fetch(`http://127.0.0.1:${address.port}${path}`, { method: "POST", body: JSON.stringify(body) })
        )
      const statuses: Array<number> = []
      for (const path of ["/hook", "/hook/secret", "/hook/secret", "/hook/secret"]) {
        statuses.push((yield* post(path, sample)).status)
      }
      assert.deepStrictEqual(statuses, [401, 500, 200, 200])
      assert.deepStrictEqual(seen, ["MemberConnected", "MemberConnected"])
      assert.strictEqual((yield* post("/hook/secret", [])).status, 400)
    }).pipe(Effect.scoped, Effect.provide(Logger.layer([])))
  )
})
