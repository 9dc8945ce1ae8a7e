import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Campaigns, Members, Salesflow } from "@salesbridge/salesflow"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  for (const { CampaignId, CampaignName, Status } of yield* Campaigns.list()) {
    const members = yield* Members.listByCampaign({ campaignId: CampaignId })
    yield* Console.log(`${CampaignName}: ${members.length} contacts, ${Status}`)
    yield* Campaigns.start({ campaignId: CampaignId }).pipe(
      Effect.catchTags({
        CampaignAlreadyRunning: () => Console.log("  runs already"),
        CampaignCannotStart: ({ reason }) => Console.log(`  cannot start: ${reason}`)
      })
    )
  }
})

// SALESFLOW_TOKEN, SALESFLOW_ACCOUNT_ID and, for a mock server, SALESFLOW_BASE_URL
const layer = Salesflow.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
