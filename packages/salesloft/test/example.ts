import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { CadenceMemberships, Cadences, People, Salesloft } from "@salesbridge/salesloft"
import { Console, Effect, Layer, Stream } from "effect"

const program = Effect.gen(function* () {
  const { data: cadences } = yield* Cadences.list({ "name[]": ["Spring outreach"] })
  for (const cadence of cadences) {
    const { data } = yield* People.upsert({
      upsert_key: "email_address",
      email_address: "jane.roe@example.com",
      first_name: "Jane",
      custom_fields: { "Lead Source": "Website" }
    })
    yield* CadenceMemberships.create({ person_id: data.person.id, cadence_id: cadence.id })
    yield* People.stream({ "cadence_id[]": [cadence.id] }).pipe(
      Stream.runForEach(({ display_name }) => Console.log(`${display_name} is on ${cadence.name}`))
    )
  }
}).pipe(
  Effect.catchTags({
    Unauthorized: () => Console.log("the access token is wrong"),
    ValidationFailed: ({ reason }) => Console.log(`Salesloft says: ${reason}`)
  })
)

// SALESLOFT_ACCESS_TOKEN and, for a mock server, SALESLOFT_BASE_URL
const layer = Salesloft.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
