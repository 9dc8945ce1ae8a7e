import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { People, Salesloft } from "@salesbridge/salesloft"
import { Console, Effect, Layer, Stream } from "effect"

// Any stream of people works: from a file, a query or another API.
const people = Stream.range(1, 2500).pipe(
  Stream.map((number) => ({ email_address: `jane.roe.${number}@example.com`, first_name: "Jane" }))
)

const program = People.bulkUpsert(people, {
  upsert_key: "email_address",
  name: "June import",
  recordsPerJob: 1000,
  // Store these. You need them to continue an interrupted import.
  onJob: ({ first, id }) => Console.log(`job ${id} begins with record ${first}`)
}).pipe(
  Stream.filter(({ status }) => status !== "success"),
  Stream.runForEach(({ error, record }) => Console.error(`${JSON.stringify(record)}: ${error}`))
)

// SALESLOFT_ACCESS_TOKEN and, for a mock server, SALESLOFT_BASE_URL
const layer = Salesloft.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
