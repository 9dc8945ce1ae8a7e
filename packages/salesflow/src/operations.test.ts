import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { against as makeAgainst, failure, outcome, Recorder } from "@salesbridge/core/testing"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { catalog } from "./catalog.ts"
import { Accounts, Campaigns, type Options, request, Salesflow, Statistics, Members, Webhooks } from "./index.ts"

const salesflow = (baseUrl: string, options?: Partial<Options>) =>
  Salesflow.layer({ token: Redacted.make("secret"), accountId: 321, baseUrl, ...options }).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

const against = makeAgainst(salesflow)

const member = {
  MemberId: 46_875_434,
  FirstName: "John",
  LastName: "Doe",
  Location: "New York",
  Occupation: "CEO",
  Industry: "marketing",
  Email: "john.doe@example.com",
  Phone: "1555123456",
  PublicIdentifier: "identity100",
  Company: "some company",
  MemberUrl: "https://www.linkedin.com/in/test123",
  LastModifiedAt: "2024-04-21T09:41:06.17",
  AddedAt: "2024-05-21T09:41:06.17"
}
const decodedMember = {
  ...member,
  LastModifiedAt: new Date("2024-04-21T09:41:06.170Z"),
  AddedAt: new Date("2024-05-21T09:41:06.170Z")
}
const foreign = {
  ...member,
  Industry: null,
  Email: null,
  Phone: null,
  LastModifiedAt: null
}
const { PublicIdentifier: _, ...campaignMember } = member
const { PublicIdentifier: __, ...decodedCampaignMember } = decodedMember
const removed = { Status: 204, Message: null }
const since = new Date("2024-04-21T09:41:06Z")
const account = { accountId: "321", token: "secret" }

interface Case {
  readonly call: Effect.Effect<unknown, unknown, Salesflow>
  readonly sent: readonly [method: string, path: string, query: Record<string, string>, body?: unknown]
  readonly answer: unknown
  readonly value: unknown
}

/** One call of each form. The contract compares every call with the specification. */
const cases: Record<string, Case> = {
  getCampaignStatistics: {
    call: Statistics.get({ campaignId: 12_345, isForceRequest: true }),
    sent: ["GET", "/api/statistics/GetCampaignStatistics", { ...account, campaignId: "12345", isForceRequest: "true" }],
    answer: {
      CampaignId: 31_767,
      Total: 555,
      InMails: 0,
      Imported: 2,
      Connections: 1,
      Messages: 0,
      Pending: 552,
      Replies: 0,
      Withdrawn: 0,
      Invitations: 0,
      UpdatedAt: "/Date(1618336539820)/",
      Elapsed: 3.5381
    },
    value: {
      CampaignId: 31_767,
      Total: 555,
      InMails: 0,
      Imported: 2,
      Connections: 1,
      Messages: 0,
      Pending: 552,
      Replies: 0,
      Withdrawn: 0,
      Invitations: 0,
      UpdatedAt: new Date(1_618_336_539_820),
      Elapsed: 3.5381
    }
  },
  importMember: {
    call: Members.importMember({
      campaignId: 12_345,
      linkedInUrl: "https://linkedin.com/in/john-smith-123456",
      firstName: "John",
      lastName: "Smith & Co",
      occupation: "CEO",
      location: "US"
    }),
    sent: [
      "POST",
      "/api/members/Import",
      {
        ...account,
        campaignId: "12345",
        linkedInUrl: "https://linkedin.com/in/john-smith-123456",
        firstName: "John",
        lastName: "Smith & Co",
        occupation: "CEO",
        location: "US"
      }
    ],
    answer: member,
    value: decodedMember
  },
  updateContact: {
    call: Members.update({ memberId: 46_875_434, FirstName: "John", LastName: "Doe", Phone: "1555123458" }),
    sent: ["POST", "/api/members/46875434", account, { FirstName: "John", LastName: "Doe", Phone: "1555123458" }],
    answer: member,
    value: decodedMember
  },
  getContactByMemberId: {
    call: Members.get({ memberId: 46_875_434 }),
    sent: ["GET", "/api/members/46875434", account],
    answer: { ...foreign, Status: "MEMBER_PENDING, MEMBER_ERROR", CampaignId: null, CampaignName: null, New: 1 },
    value: {
      ...foreign,
      AddedAt: decodedMember.AddedAt,
      Status: new Set(["MEMBER_PENDING", "MEMBER_ERROR"]),
      CampaignId: null,
      CampaignName: null
    }
  },
  listContactsByPublicIdentifiers: {
    call: Members.listByPublicIdentifiers({ PublicIdentifiers: ["identity1", "identity3"], UpdatedFromDate: since }),
    sent: [
      "POST",
      "/api/members/list-contacts",
      account,
      { PublicIdentifiers: ["identity1", "identity3"], UpdatedFromDate: "2024-04-21T09:41:06" }
    ],
    answer: [member],
    value: [decodedMember]
  },
  listContactsByCampaignId: {
    call: Members.listByCampaign({ campaignId: 456, updatedFromDate: since }),
    sent: [
      "GET",
      "/api/members/list-contacts",
      { ...account, campaignId: "456", updatedFromDate: "2024-04-21T09:41:06" }
    ],
    answer: [campaignMember, member],
    value: [decodedCampaignMember, decodedMember]
  },
  listCampaigns: {
    call: Campaigns.list({ updatedFromDate: since }),
    sent: ["GET", "/api/campaigns/list-campaigns", { ...account, updatedFromDate: "2024-04-21T09:41:06" }],
    answer: [
      { CampaignId: 29_854, CampaignName: "Sales", Status: "CAMPAIGN_RUNNING", LastModifiedAt: null },
      { CampaignId: 29_889, CampaignName: "Java", Status: "NEW_STATUS", LastModifiedAt: "2024-07-16T06:59:05.62" }
    ],
    value: [
      { CampaignId: 29_854, CampaignName: "Sales", Status: "CAMPAIGN_RUNNING", LastModifiedAt: null },
      {
        CampaignId: 29_889,
        CampaignName: "Java",
        Status: "NEW_STATUS",
        LastModifiedAt: new Date("2024-07-16T06:59:05.620Z")
      }
    ]
  },
  startCampaign: {
    call: Campaigns.start({ campaignId: 456 }),
    sent: ["POST", "/api/campaigns/start", { ...account, campaignId: "456" }, {}],
    answer: { Status: 200, Message: "Campaign has been started." },
    value: { Status: 200, Message: "Campaign has been started." }
  },
  listAccounts: {
    call: Accounts.list(),
    sent: ["GET", "/api/accounts/list", { token: "secret" }],
    answer: [
      {
        AccountId: 10,
        AccountEmail: "first.sender@example.com",
        Status: "ACCOUNT_BLOCKED",
        UserDbId: "f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66",
        UserEmail: "salesflow_user_email@example.com"
      }
    ],
    value: [
      {
        AccountId: 10,
        AccountEmail: "first.sender@example.com",
        Status: "ACCOUNT_BLOCKED",
        UserDbId: "f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66",
        UserEmail: "salesflow_user_email@example.com"
      }
    ]
  },
  attachWebhook: {
    call: Webhooks.attach({ webhookId: 456, campaignId: 789, runOn: "ReplyDetected" }),
    sent: ["POST", "/api/webhooks/attach", { ...account, webhookId: "456", campaignId: "789", runOn: "2" }, {}],
    answer: { WebhookCampaignId: 27_830, CampaignId: 789, RunOn: 2 },
    value: { WebhookCampaignId: 27_830, CampaignId: 789, RunOn: "ReplyDetected" }
  }
}

describe.each(Object.entries(cases))("%s", (_, { answer, call, sent, value }) => {
  it.live("is sent as documented, and its response is decoded", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body: answer }, call)
      assert.deepStrictEqual(outcome(exit), value)
      assert.strictEqual(received.length, 1)
      const { body, method, path, query } = received[0]!
      assert.deepStrictEqual([method, path, query, body], [sent[0], sent[1], sent[2], sent[3]])
    })
  )
})

it.live.each([
  [403, "InvalidCredentials", "Forbidden", Accounts.list()],
  [404, "CampaignNotFound", "NotFound", Statistics.get({ campaignId: 1 })],
  [404, "MemberNotFound", "NotFound", Members.get({ memberId: 1 })],
  [404, "WebhookNotFound", "NotFound", Webhooks.remove({ webhookId: 1 })],
  [404, "WebhookAttachmentNotFound", "NotFound", Webhooks.detach({ webhookCampaignId: 1 })],
  [409, "CampaignAlreadyRunning", "Conflict", Campaigns.start({ campaignId: 1 })],
  [422, "CampaignCannotStart", "Invalid", Campaigns.start({ campaignId: 1 })]
] as const)("fails at %d with %s", ([status, tag, category, call]) =>
  Effect.gen(function* () {
    for (const body of [{ Status: status, Message: "Because." }, { Status: status, Message: null }, "", "<html>"]) {
      const { exit } = yield* against({ status, body }, call as Effect.Effect<unknown, unknown, Salesflow>)
      const error = failure(exit)
      assert.deepInclude({ ...error }, { _tag: tag, category, vendor: "salesflow", status })
      const says = typeof body === "object" && body.Message !== null
      assert.strictEqual(error["reason"], says ? "Because." : undefined)
      assert.notInclude(String(error), "secret")
    }
  })
)

describe("a removal", () => {
  it.live.each([
    ["DeleteContact", Members.remove({ memberId: 1 })],
    ["DeleteWebhook", Webhooks.remove({ webhookId: 1 })],
    ["DetachWebhook", Webhooks.detach({ webhookCampaignId: 1 })]
  ] as const)("by %s answered with a real 204 is the same as the documented body", ([, call]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status: 204 }, call as Effect.Effect<unknown, unknown, Salesflow>)
      assert.deepStrictEqual(outcome(exit), removed)
    })
  )
})

describe("ListCampaigns", () => {
  it.live("also lists a campaign without a name", () =>
    Effect.gen(function* () {
      const rest = { Status: "CAMPAIGN_STOPPED", LastModifiedAt: null }
      const { exit } = yield* against(
        {
          body: [
            { CampaignId: 1, CampaignName: "Sales", ...rest },
            { CampaignId: 2, CampaignName: null, ...rest },
            { CampaignId: 3, ...rest }
          ]
        },
        Campaigns.list()
      )
      assert.deepStrictEqual(
        exit._tag === "Success" ? exit.success.map(({ CampaignName }) => CampaignName) : exit.failure,
        ["Sales", null, null]
      )
    })
  )
})

describe("StartCampaign", () => {
  it.live("has one handler for each outcome", () =>
    Effect.gen(function* () {
      const outcome = (status: number, Message: string | null) =>
        Effect.map(
          against(
            { status, body: { Status: status, Message } },
            Campaigns.start({ campaignId: 456 }).pipe(
              Effect.map(() => "started"),
              Effect.catchTags({
                InvalidCredentials: () => Effect.succeed("credentials"),
                CampaignNotFound: () => Effect.succeed("not found"),
                CampaignAlreadyRunning: () => Effect.succeed("running"),
                CampaignCannotStart: ({ reason }) => Effect.succeed(reason ?? "no reason")
              })
            )
          ),
          ({ exit }) => (exit._tag === "Success" ? exit.success : undefined)
        )
      assert.strictEqual(yield* outcome(200, "Campaign has been started."), "started")
      assert.strictEqual(yield* outcome(403, null), "credentials")
      assert.strictEqual(yield* outcome(404, null), "not found")
      assert.strictEqual(yield* outcome(409, null), "running")
      assert.strictEqual(yield* outcome(422, "Campaign has no members."), "Campaign has no members.")
      assert.strictEqual(yield* outcome(422, null), "no reason")
    })
  )
})

describe("limits", () => {
  type Update = Parameters<typeof Members.update>[0]
  const update = (field: string, length: number) =>
    Members.update({ memberId: 1, [field]: "x".repeat(length) } as Update)
  const create = (field: "Name" | "Url", length: number) =>
    Webhooks.create({ Name: "Doe", Url: "https://hooks.example.com", [field]: "x".repeat(length) })
  const webhook = {
    WebhookId: 10_265,
    Name: "Doe",
    Url: "https://hooks.example.com/abc",
    DisableForMutedContacts: null,
    AttachedWebhookCampaigns: []
  }

  it.live.each([
    ["FirstName", 63, update, member],
    ["LastName", 63, update, member],
    ["Location", 127, update, member],
    ["Occupation", 1023, update, member],
    ["Industry", 1023, update, member],
    ["Email", 1023, update, member],
    ["Phone", 1023, update, member],
    ["Name", 255, create, webhook],
    ["Url", 511, create, webhook]
  ] as const)("let %s have %d characters and not one more", ([field, limit, call, body]) =>
    Effect.gen(function* () {
      const send = call as (field: string, length: number) => Effect.Effect<unknown, unknown, Salesflow>
      const { exit: fits, received } = yield* against({ body }, send(field, limit))
      assert.strictEqual(fits._tag, "Success")
      assert.strictEqual((received[0]!.body as Record<string, string>)[field]!.length, limit)
      const { exit: exceeds, received: nothing } = yield* against({ body }, send(field, limit + 1))
      const error = failure(exceeds)
      assert.strictEqual(error["_tag"], "InvalidInput")
      assert.strictEqual(error["category"], "Invalid")
      assert.include(String(error["message"]), `${field}: `)
      assert.include(String(error["message"]), String(limit))
      assert.strictEqual(nothing.length, 0)
    })
  )

  it.live.each([
    ["publicIdentifier", Members.getByPublicIdentifier({ publicIdentifier: "" })],
    ["linkedInUrl", Members.importMember({ campaignId: 1, linkedInUrl: "" })],
    ["Name", Webhooks.create({ Name: "", Url: "https://hooks.example.com" })],
    ["Url", Webhooks.create({ Name: "Doe", Url: "" })],
    ["memberId", Members.get({ memberId: 1.5 })],
    ["campaignId", Campaigns.start({ campaignId: Number.NaN })],
    ["updatedFromDate", Campaigns.list({ updatedFromDate: new Date(Number.NaN) })],
    ["PublicIdentifiers", Members.listByPublicIdentifiers({ PublicIdentifiers: [] })],
    ["concurrency", Members.listByPublicIdentifiers({ PublicIdentifiers: ["a"] }, { concurrency: Number.NaN })],
    ["PublicIdentifiers[1]", Members.listByPublicIdentifiers({ PublicIdentifiers: ["a", ""] })],
    ["PublicIdentifiers", Members.listBatchByPublicIdentifiers({ PublicIdentifiers: [] })],
    ["PublicIdentifiers[0]", Members.listBatchByPublicIdentifiers({ PublicIdentifiers: [""] })],
    [
      "PublicIdentifiers",
      Members.listBatchByPublicIdentifiers({ PublicIdentifiers: Array.from({ length: 21 }, (_, i) => `id${i}`) })
    ]
  ] as const)("refuse %s before anything is sent", ([field, call]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, call as Effect.Effect<unknown, unknown, Salesflow>)
      const error = failure(exit)
      assert.strictEqual(error["_tag"], "InvalidInput")
      assert.strictEqual((error["issues"] as ReadonlyArray<{ path: string }>)[0]?.path, field)
      assert.strictEqual(received.length, 0)
    })
  )
})

describe("ListContacts by identifiers", () => {
  const echo = ({ body }: Recorder.Received): Recorder.Answer => ({
    body: (body as { PublicIdentifiers: ReadonlyArray<string> }).PublicIdentifiers.map((PublicIdentifier) => ({
      ...member,
      PublicIdentifier
    }))
  })
  const identifiers = (count: number) => Array.from({ length: count }, (_, index) => `identity${index}`)

  it.live.each([
    [1, [1]],
    [20, [20]],
    [21, [20, 1]],
    [40, [20, 20]],
    [95, [20, 20, 20, 20, 15]]
  ] as const)("sends %d in batches of at most twenty", ([count, sizes]) =>
    Effect.gen(function* () {
      for (const concurrency of [1, 3]) {
        const { exit, received } = yield* against(
          echo,
          Members.listByPublicIdentifiers({ PublicIdentifiers: identifiers(count) }, { concurrency })
        )
        const sent = received.map(
          ({ body }) => (body as { PublicIdentifiers: ReadonlyArray<string> }).PublicIdentifiers
        )
        assert.deepStrictEqual(
          sent.map(({ length }) => length).toSorted((a, b) => b - a),
          [...sizes]
        )
        assert.deepStrictEqual(
          exit._tag === "Success" ? exit.success.map(({ PublicIdentifier }) => PublicIdentifier as string | null) : [],
          identifiers(count)
        )
      }
    })
  )

  it.live("requests a repeated identifier once", () =>
    Effect.gen(function* () {
      const { received } = yield* against(
        echo,
        Members.listByPublicIdentifiers({ PublicIdentifiers: [...identifiers(20), ...identifiers(20)] })
      )
      assert.strictEqual(received.length, 1)
    })
  )

  it.live("reports an invalid identifier of a later batch before anything is sent", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        echo,
        Members.listByPublicIdentifiers({ PublicIdentifiers: [...identifiers(45), "", "x"] })
      )
      assert.include(String(exit._tag === "Failure" ? exit.failure.message : ""), "PublicIdentifiers[45]")
      assert.strictEqual(received.length, 0)
    })
  )

  type Input = Parameters<typeof Members.listByPublicIdentifiers>[0]
  it.live.each([
    [{}, ["PublicIdentifiers"]],
    [undefined, ["PublicIdentifiers"]],
    [null, ["PublicIdentifiers"]],
    ["abc", ["PublicIdentifiers"]],
    [{ PublicIdentifiers: "abc" }, ["PublicIdentifiers"]],
    [{ PublicIdentifiers: null }, ["PublicIdentifiers"]],
    [{ PublicIdentifiers: [7] }, ["PublicIdentifiers[0]"]],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is no identifier
    [{ PublicIdentifiers: [, "a"] }, ["PublicIdentifiers[0]"]],
    [{ PublicIdentifiers: ["a"], Extra: 1 }, ["Extra"]],
    [{ PublicIdentifiers: [], Extra: 1, More: 2 }, ["PublicIdentifiers", "Extra", "More"]],
    [{ PublicIdentifiers: ["a"], UpdatedFromDate: "2024" }, ["UpdatedFromDate"]]
  ] as ReadonlyArray<readonly [unknown, ReadonlyArray<string>]>)(
    "fails with InvalidInput where it is given %j",
    ([input, paths]) =>
      Effect.gen(function* () {
        const { exit, received } = yield* against(echo, Members.listByPublicIdentifiers(input as Input))
        const failure = exit._tag === "Failure" ? exit.failure : undefined
        assert.strictEqual(failure?._tag, "InvalidInput")
        if (failure?._tag !== "InvalidInput") return
        assert.deepStrictEqual(
          failure.issues.map(({ path }) => path),
          [...paths]
        )
        assert.strictEqual(failure.operation, "listContactsByPublicIdentifiers")
        assert.strictEqual(received.length, 0)
      })
  )

  it.live("stops at the first batch that fails", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        (request, index) => (index === 1 ? { status: 403 } : echo(request)),
        Members.listByPublicIdentifiers({ PublicIdentifiers: identifiers(60) })
      )
      assert.strictEqual(exit._tag === "Failure" ? exit.failure._tag : "", "InvalidCredentials")
      assert.strictEqual(received.length, 2)
    })
  )
})

describe("the layer", () => {
  const importMember = Members.importMember({ campaignId: 1, linkedInUrl: "https://linkedin.com/in/john" })

  it.live("overrides what the API reference leaves open, per layer and per call", () =>
    Effect.gen(function* () {
      const byId = { importMember: { method: "GET" } } as const
      for (const overrides of [byId, [[Members.importMember, { method: "GET" }]] as const]) {
        const { received } = yield* against({ body: member }, importMember, { overrides })
        assert.deepStrictEqual(
          received.map(({ body, method, path }) => [method, path, body]),
          [["GET", "/api/members/Import", undefined]]
        )
        assert.strictEqual(received[0]!.query["linkedInUrl"], "https://linkedin.com/in/john")
      }
      // @ts-expect-error no operation has this id
      void (() => against({ body: member }, importMember, { overrides: { importMembers: { method: "GET" } } }))

      const { received: perCall } = yield* against(
        { body: [] },
        Members.listByCampaign({ campaignId: 1 }, { override: { path: "/elsewhere" } })
      )
      assert.strictEqual(perCall[0]!.path, "/elsewhere")
    })
  )

  it.live("sends the statistics to their own host, other calls to the main one", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(() => ({ body: [] }))
      const { definition } = yield* Salesflow
      assert.deepStrictEqual(definition.servers, {
        default: "https://mvc.salesflow.io",
        app: "https://app.salesflow.io"
      })
      assert.deepStrictEqual(
        catalog.filter(({ server }) => server === "app").map(({ id }) => id),
        ["getCampaignStatistics"]
      )
      // The document's other claim for this call can be tried without a release.
      yield* Members.listByCampaign({ campaignId: 1 }, { override: { baseUrl: url } })
      assert.strictEqual(received.length, 1)
    }).pipe(Effect.provide(salesflow("http://127.0.0.1:9")), Effect.scoped)
  )

  it.live("sends any other request with the same credentials and errors", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        { body: { any: "thing" } },
        request({ method: "GET", path: "/api/groups/list", query: { page: 2 } })
      )
      assert.deepInclude(Result.getOrThrow(exit), { status: 200, value: { any: "thing" } })
      assert.deepStrictEqual(
        received.map(({ method, path, query }) => [method, path, query]),
        [["GET", "/api/groups/list", { ...account, page: "2" }]]
      )
      const refused = yield* against({ status: 403, body: {} }, request({ method: "GET", path: "/api/none" }))
      assert.strictEqual(Result.isFailure(refused.exit) ? refused.exit.failure._tag : "none", "InvalidCredentials")
    })
  )

  it.live("reads its credentials from configuration", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(() => ({ body: [] }))
      const env = { SALESFLOW_TOKEN: "from-env", SALESFLOW_ACCOUNT_ID: "77", SALESFLOW_BASE_URL: url }
      const run = (layer: typeof Salesflow.layerConfig, env: Record<string, string>) =>
        Campaigns.list().pipe(
          Effect.provide(Layer.provide(layer, NodeHttpClient.layerUndici)),
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
        )
      yield* run(Salesflow.layerConfig, env)
      yield* run(Salesflow.layerConfigWith({ retry: false, baseUrl: url }), { ...env, SALESFLOW_BASE_URL: "" })
      assert.deepStrictEqual(
        received.map(({ query }) => query),
        [
          { token: "from-env", accountId: "77" },
          { token: "from-env", accountId: "77" }
        ]
      )
      const missing = yield* Effect.result(run(Salesflow.layerConfig, { SALESFLOW_TOKEN: "from-env" }))
      assert.include(String(missing._tag === "Failure" ? missing.failure : ""), "SALESFLOW_ACCOUNT_ID")
    }).pipe(Effect.scoped)
  )

  it.live("does not retry a start after a 500, but retries a list", () =>
    Effect.gen(function* () {
      const options = { timeout: { total: "5 seconds" } } as const
      const { received: starts } = yield* against({ status: 500 }, Campaigns.start({ campaignId: 1 }), options)
      assert.strictEqual(starts.length, 1)
      const { received: imports } = yield* against({ status: 503 }, importMember, options)
      assert.strictEqual(imports.length, 1)
      const { exit, received: lists } = yield* against(
        (_, index) => (index === 0 ? { status: 503 } : { body: [] }),
        Campaigns.list(),
        options
      )
      assert.strictEqual(exit._tag, "Success")
      assert.strictEqual(lists.length, 2)
    })
  )
})
