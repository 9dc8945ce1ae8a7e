/** Which sessions a process uses when it works for several runs. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { VendorError } from "@salesbridge/core"
import { ConfigProvider, Effect, Layer } from "effect"
import { join } from "node:path"
import { newFolder } from "../test/command.ts"
import * as VendorSessions from "./VendorSessions.ts"
import { layerStores } from "./durable/Storage.ts"
import { FailureLog } from "./FailureLog.ts"
import { Screen } from "./Screen.ts"
import { integrations, settingOf } from "./Vendors.ts"

const variables = { SALESLOFT_ACCESS_TOKEN: "token", SALESLOFT_BASE_URL: "http://127.0.0.1:1" }
const services = Layer.unwrap(
  Effect.map(
    Effect.promise(() => newFolder()),
    (folder) => layerStores({ _tag: "File", path: join(folder, "journal") })
  )
).pipe(
  Layer.merge(Layer.merge(Screen.layer, FailureLog.layer)),
  Layer.provideMerge(NodeServices.layer),
  Layer.provideMerge(ConfigProvider.layer(ConfigProvider.fromUnknown(variables)))
)

it.effect("a vendor that one run has left is tried again by the next, and is only told where nothing else is set", () =>
  Effect.gen(function* () {
    const salesloft = integrations.filter(({ vendor }) => vendor === "salesloft")
    const sessionsFor = yield* VendorSessions.pool(salesloft, 1)
    const settings = { "salesloft-cadence": "7" }
    const first = yield* sessionsFor(settings, "first")
    assert.strictEqual(first, yield* sessionsFor({ ...settings }, "first"))
    const failure = new VendorError.UnexpectedStatus({
      vendor: "salesloft",
      operation: "listPeople",
      status: 401,
      category: "Unauthorized",
      retryAfter: undefined,
      requestId: undefined,
      body: undefined
    } as never)
    first.sessions[0]!.fail(failure, "left it", "a@example.com")
    assert.isDefined((yield* sessionsFor(settings, "first")).sessions[0]!.left())
    const next = yield* sessionsFor(settings, "next")
    assert.isUndefined(next.sessions[0]!.left())
    assert.deepStrictEqual(
      [next, yield* sessionsFor({}, "")].map(({ deliveries }) => deliveries[0]!.adapter.into),
      ["cadence 7", `cadence ${settingOf({})("salesloft-cadence")}`]
    )
    assert.deepStrictEqual((yield* sessionsFor({ "salesblink-campaign": "1" }, "next")).sessions, [])
  }).pipe(Effect.scoped, Effect.provide(services))
)
