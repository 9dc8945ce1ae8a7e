import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Automations, Contacts, GetSales, Lists } from "@salesbridge/getsales"
import { Console, Effect, Layer, Stream } from "effect"

const program = Effect.gen(function* () {
  const { uuid: list_uuid } = yield* Lists.create({ name: "CMO Germany" })
  const jane = yield* Contacts.upsert({ list_uuid, lead: { linkedin_id: "jane-roe-123456", first_name: "Jane" } })
  yield* Automations.stream({ filter: { q: "Germany", status: "on" } }).pipe(
    Stream.runForEach(({ name, uuid: flowUuid }) =>
      Automations.addContact({ flowUuid, leadUuid: jane.uuid }).pipe(
        Effect.andThen(Console.log(`${jane.name} is in ${name}`))
      )
    )
  )
}).pipe(
  Effect.catchTags({
    Unauthorized: () => Console.log("the API key is wrong"),
    ValidationFailed: ({ fields, reason }) => Console.log(`GetSales.io says: ${reason}`, Object.keys(fields))
  })
)

// GETSALES_TOKEN; if needed, GETSALES_TEAM_ID and, for a mock server, GETSALES_BASE_URL
const layer = GetSales.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
