/** The ways in which an application reaches a vendor: three transports under Effect, and the promise face. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type { Answer, CallError, CallOptions, RawRequest, Vendor, VendorError } from "../src/index.ts"
import * as PromiseClient from "../src/PromiseClient.ts"
import * as Acme from "./Acme.ts"

/** Options that every door takes. */
export type Options = Omit<Vendor.Options, "retry"> & { readonly retry?: false } & Pick<
    Parameters<typeof Acme.layer>[1] & {},
    "token" | "key" | "vendor"
  >

type Failure = CallError | VendorError.Failure

/** Calls over one door; the outcome is that of the Effect, whichever door it is. */
export interface Calls {
  readonly getWidget: (input: { readonly id: string }, options?: CallOptions) => Effect.Effect<unknown, Failure>
  readonly createWidget: (input: { readonly name: string }, options?: CallOptions) => Effect.Effect<unknown, Failure>
  readonly listWidgets: (
    input: { readonly page?: number; readonly "ids[]"?: ReadonlyArray<string> },
    options?: CallOptions
  ) => Effect.Effect<unknown, Failure>
  readonly request: (request: RawRequest, options?: CallOptions) => Effect.Effect<Answer<unknown>, Failure>
}

/** A way to a vendor. */
export interface Door {
  readonly name: string
  readonly open: (baseUrl: string, options?: Options) => Calls
}

const withoutRedirects = Layer.provide(
  FetchHttpClient.layer,
  Layer.succeed(FetchHttpClient.RequestInit, { redirect: "manual" })
)

/** A transport under Effect. */
export const underEffect = (name: string, transport: Layer.Layer<HttpClient.HttpClient>): Door => ({
  name,
  open: (baseUrl, options) => {
    const layer = Layer.provide(Acme.layer(baseUrl, options), transport)
    const provided = <A, E>(call: Effect.Effect<A, E, Acme.Acme>) => Effect.provide(call, layer)
    return {
      getWidget: (input, options) => provided(Acme.getWidget(input, options)),
      createWidget: (input, options) => provided(Acme.createWidget(input, options)),
      listWidgets: (input, options) => provided(Acme.listWidgets(input, options)),
      request: (request, options) => provided(Acme.request(request, options))
    }
  }
})

const { createWidget, getWidget, listWidgets, request } = Acme

const promiseFace: Door = {
  name: "promise face",
  open: (baseUrl, { key, token, vendor, ...options } = {}) => {
    const credentials = { ...(key && { key }), ...(token && { token }), ...(vendor && { vendor }) }
    const ask = <A>(call: (client: ReturnType<typeof connect>) => Promise<A>): Effect.Effect<A, Failure> =>
      Effect.acquireUseRelease(
        Effect.sync(connect),
        (client) => Effect.tryPromise({ try: () => call(client), catch: (error) => error as Failure }),
        (client) => Effect.promise(client.close)
      )
    const connect = () =>
      PromiseClient.make(
        PromiseClient.connect("acme", { ...options, baseUrl }, (settings) =>
          Acme.layer(baseUrl, { ...settings, ...credentials })
        ),
        request,
        { Widgets: { getWidget, createWidget, listWidgets } }
      )
    return {
      getWidget: (input, options) => ask((client) => client.Widgets.getWidget(input, options as never)),
      createWidget: (input, options) => ask((client) => client.Widgets.createWidget(input, options as never)),
      listWidgets: (input, options) => ask((client) => client.Widgets.listWidgets(input as never, options as never)),
      request: (raw, options) =>
        Effect.map(
          ask((client) => client.request(raw, options as never)),
          (answer) => answer as Answer<never>
        )
    }
  }
}

/** Every door. */
export const doors: ReadonlyArray<Door> = [
  underEffect("undici", NodeHttpClient.layerUndici),
  underEffect("node:http", NodeHttpClient.layerNodeHttp),
  underEffect("fetch", withoutRedirects),
  promiseFace
]
