/* oxlint-disable typescript/no-explicit-any -- a door passes what it does not know */
/**
 * The ways in which an application reaches a vendor, called doors: three transports with Effect, and the promise
 * client.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type { CallError, CallOptions, DecodedResponse, Operation, RawRequest, VendorError } from "../src/index.ts"
import * as Catalog from "../src/Catalog.ts"
import * as PromiseClient from "../src/PromiseClient.ts"
import * as Acme from "./Acme.ts"

/** Options that every door takes. */
export type Options = NonNullable<Parameters<typeof Acme.layer>[1]>

type Failure = CallError | VendorError.Failure

/** Calls through one door. The result is an Effect for every door. */
export interface Calls {
  readonly getWidget: (input: { readonly id: string }, options?: CallOptions) => Effect.Effect<unknown, Failure>
  readonly createWidget: (input: { readonly name: string }, options?: CallOptions) => Effect.Effect<unknown, Failure>
  readonly listWidgets: (
    input: { readonly page?: number; readonly "ids[]"?: ReadonlyArray<string> },
    options?: CallOptions
  ) => Effect.Effect<unknown, Failure>
  readonly request: (request: RawRequest, options?: CallOptions) => Effect.Effect<DecodedResponse<unknown>, Failure>
}

/** A way to a vendor. */
export interface Door {
  readonly name: string
  /** The vendor's service, whose calls go through this door. */
  readonly layer: (baseUrl: string, options?: Options) => Layer.Layer<Acme.Acme>
}

/** The calls of a door. */
export const open = (door: Door, baseUrl: string, options?: Options): Calls => {
  const provided = Effect.provide(door.layer(baseUrl, options))
  return {
    getWidget: (input, options) => provided(Acme.getWidget(input, options)),
    createWidget: (input, options) => provided(Acme.createWidget(input, options)),
    listWidgets: (input, options) => provided(Acme.listWidgets(input, options)),
    request: (request, options) => provided(Acme.request(request, options))
  }
}

/** A transport with Effect. */
export const underEffect = (name: string, transport: Layer.Layer<HttpClient.HttpClient>): Door => ({
  name,
  layer: (baseUrl, options) => Layer.provide(Acme.layer(baseUrl, options), transport)
})

type Make = (input: unknown, options: unknown) => Promise<unknown>
type AnyMethod = Make & { readonly withResponse: Make }

/** The promise client, wrapped as the service: each Effect makes a promise call, by the test's clock. */
const promiseFace: Door = {
  name: "promise face",
  layer: (baseUrl, given = {}) =>
    Layer.effect(
      Acme.Acme,
      Effect.gen(function* () {
        const observed = Layer.succeedContext(yield* Effect.context<never>())
        const { retry: _, ...options } = given
        const connection = yield* Effect.acquireRelease(
          Effect.sync(() =>
            PromiseClient.connect("acme", { ...options, baseUrl }, (settings) =>
              // Tests pass schedules, of which the promise client knows only the number of retries.
              Layer.merge(Acme.layer(baseUrl, { ...settings, ...given }), observed)
            )
          ),
          ({ close }) => Effect.promise(close)
        )
        const methodOf = (operation: Operation.Any): AnyMethod =>
          (PromiseClient.derive(connection, "Widgets", { operation }) as { operation: AnyMethod }).operation
        const promised = (make: (signal: AbortSignal) => Promise<unknown>): Effect.Effect<any, unknown> =>
          Effect.tryPromise({ try: make, catch: (error) => error })
        return {
          definition: Acme.definition,
          call: (operation, input, options) => promised((signal) => methodOf(operation)(input, { ...options, signal })),
          callWithResponse: (operation, input, options) =>
            promised((signal) => {
              if (Catalog.isOperation(operation as unknown)) {
                return methodOf(operation).withResponse(input, { ...options, signal })
              }
              const raw = Effect.flatMap(Acme.Acme, (_) => _.callWithResponse(operation, input, options))
              return connection.run(operation.id, raw, { signal })
            })
        }
      })
    )
}

const everyTransport = [
  ["undici", NodeHttpClient.layerUndici],
  ["node:http", NodeHttpClient.layerNodeHttp],
  ["fetch", FetchHttpClient.layer]
] as const

/** Every door. */
export const doors: ReadonlyArray<Door> = [
  ...everyTransport.map(([name, transport]) => underEffect(name, transport)),
  promiseFace
]

const quick = process.env["TEST_TIER"] === "quick"

/** The transports with Effect; only two in the quick tier. */
export const transports = everyTransport.filter(([name]) => !quick || name !== "node:http")

/** The doors; only two in the quick tier: the promise client uses `fetch`. */
export const tierDoors = doors.filter(({ name }) => !quick || name === "undici" || name === "promise face")
