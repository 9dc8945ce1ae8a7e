import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Activity, Leads, Lists, SalesBlink, Sequences } from "@salesbridge/salesblink"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const { data: sequences } = yield* Sequences.list({ search: "Spring", status: "paused" })
  for (const { id, name } of sequences ?? []) {
    const { data: list } = yield* Lists.create({ name: `Leads of ${name}` })
    if (!list) continue
    yield* Leads.add({ list_id: list.id, contacts: [{ email: "jane.roe@example.com", first_name: "Jane" }] })
    yield* Sequences.update({ id, lists: [list.id], paused: false })
    yield* Console.log(`started ${name}`)
  }
  const replies = yield* Activity.replies({ since: new Date("2026-06-01T00:00:00Z") })
  yield* Console.log(`${replies.length} replies`)
}).pipe(
  Effect.catchTags({
    Unauthorized: () => Console.log("the API key is wrong"),
    RequestFailed: ({ reason }) => Console.log(`SalesBlink says: ${reason}`)
  })
)

// SALESBLINK_API_KEY and, for a mock server, SALESBLINK_BASE_URL
const layer = SalesBlink.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
