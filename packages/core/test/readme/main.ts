import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Layer } from "effect"
import { Acme, startCampaign } from "./acme.ts"

const start = (campaignId: number) =>
  startCampaign({ campaignId, note: "from the README" }).pipe(
    Effect.flatMap(({ startedAt }) => Console.log(`${campaignId}: runs since ${startedAt.toISOString()}`)),
    Effect.catchTags({
      CampaignCannotStart: ({ reason }) => Console.log(`${campaignId}: cannot start, ${reason}`),
      CampaignNotFound: () => Console.log(`${campaignId}: not found`)
    }),
    // What is left, by category: the same handler serves every vendor.
    Effect.catch(({ category, message }) => Console.error(`${campaignId}: ${category}, ${message}`))
  )

const program = Effect.forEach([1, 2, 3, 4], start, { concurrency: 4, discard: true })

// ACME_API_KEY and, for a mock server, ACME_BASE_URL
const layer = Acme.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
