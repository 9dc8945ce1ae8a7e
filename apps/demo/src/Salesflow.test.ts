/** Salesflow as a source, in its sandbox: how a person who unsubscribed is deleted. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import { ConfigProvider, Effect } from "effect"
import { variablesOf } from "./OfflineFixture.ts"
import { integration } from "./Salesflow.ts"
import { settingOf } from "./Vendors.ts"

const gone = "gone@example.com"

/** Salesflow with this person in two campaigns. */
const connected = Effect.gen(function* () {
  const sandbox = yield* Effect.acquireRelease(
    Effect.promise(() =>
      startSandbox("salesflow", {
        limits: false,
        seed: (s) => {
          s.clear()
          for (const CampaignId of [7, 8]) {
            s.campaigns.add({ CampaignId })
            s.members.add({ CampaignId, Email: gone, PublicIdentifier: "gone" })
          }
        }
      })
    ),
    (sandbox) => Effect.promise(() => sandbox.close())
  )
  const variables = ConfigProvider.fromUnknown(variablesOf([integration], new Map([["salesflow", sandbox.url]])))
  const options = { quota: { limits: [] }, retry: false } as const
  const source = yield* integration
    .connect({ url: sandbox.url, place: "here", setting: settingOf({}), options })
    .pipe(Effect.provideService(ConfigProvider.ConfigProvider, variables))
  const membersOf = (campaign: number) =>
    Effect.map(source.contacts(campaign), (entries) =>
      entries.flatMap((entry) => (entry._tag === "Contact" ? entry.members : []))
    )
  return { source, sandbox, membersOf, members: [...(yield* membersOf(7)), ...(yield* membersOf(8))] }
})

it.live(
  "a person is deleted by the known ids, even if the look-up or one of the deletions fails, and the failure stays",
  () =>
    Effect.gen(function* () {
      for (const operation of ["getContactByPublicIdentifier", "deleteContact"] as const) {
        const { members, membersOf, sandbox, source } = yield* connected
        sandbox.fault({ operation, count: 1, status: 500 })
        const found = yield* source.suppression({ where: "#7", email: gone, linkedin: "gone", members })
        if (found?._tag !== "ToDo") return assert.fail("nothing is to be done")
        assert.deepInclude(yield* Effect.flip(found.run), { operation, status: 500 })
        // The first deletion failed, the second did not.
        assert.lengthOf(yield* membersOf(7), operation === "deleteContact" ? 1 : 0)
        assert.lengthOf(yield* membersOf(8), 0)
      }
    }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
)

it.live("a person whose look-up fails, and of whom no id is known, is not taken for unknown", () =>
  Effect.gen(function* () {
    const { sandbox, source } = yield* connected
    sandbox.fault({ operation: "getContactByPublicIdentifier", count: 1, status: 500 })
    const failure = yield* Effect.flip(source.suppression({ where: "", email: gone, linkedin: "gone", members: [] }))
    assert.strictEqual(failure.status, 500)
  }).pipe(Effect.scoped, Effect.provide(NodeHttpClient.layerUndici))
)
