import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Campaigns, Prospects, SalesBlink } from "@salesbridge/salesblink"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const { data } = yield* Campaigns.search({ term: "Spring" })
  for (const { campaignID } of data ?? []) {
    if (campaignID === undefined) continue
    yield* Prospects.add({ campaignID, data: { "First Name": "Jane", Email: "jane.roe@example.com" } })
    yield* Campaigns.unpause({ campaignID })
    yield* Console.log(`added to ${campaignID}`)
  }
}).pipe(
  Effect.catchTags({
    Unauthorized: () => Console.log("the API key is wrong"),
    RequestFailed: ({ reason }) => Console.log(`SalesBlink says: ${reason}`)
  })
)

// SALESBLINK_API_KEY and, for a mock server, SALESBLINK_BASE_URL
const layer = SalesBlink.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's own dispatcher, which heeds NODE_USE_ENV_PROXY.
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
