/**
 * Detects Node transports that would bypass the proxy in the environment. Node's own `fetch`, dispatcher and agents use
 * it. A dispatcher or agent that a transport creates for itself does not.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import { type Environment, environment } from "#ProxySecrets"

/** The services that `@effect/platform-node` sends with, by their keys. */
const Dispatcher = Context.Service<object>("@effect/platform-node/NodeHttpClient/Dispatcher")
const Agents = Context.Service<{ readonly [scheme: string]: { readonly options?: { readonly proxyEnv?: unknown } } }>(
  "@effect/platform-node/NodeHttpClient/HttpAgent"
)

/** The name to read: lower case if that is set, else upper case. */
const spelling = (env: Environment, name: string): string =>
  env[name.toLowerCase()] === undefined ? name : name.toLowerCase()

/** The variable with the proxy that Node uses for this origin, if any. */
const variableFor = (origin: string, env: Environment): string | undefined => {
  if (env["NODE_USE_ENV_PROXY"] !== "1" || !URL.canParse(origin)) return undefined
  const { hostname, port, protocol } = new URL(origin)
  const name = spelling(env, protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY")
  if (!env[name]) return undefined
  const direct = (env[spelling(env, "NO_PROXY")] ?? "").toLowerCase().split(/[\s,]+/)
  const isDirect = direct.some((entry) => {
    const [, host = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
    if (only !== undefined && only !== (port || (protocol === "https:" ? "443" : "80"))) return false
    return host === "*" || (/^[*.]/.test(host) ? hostname.endsWith(host.replace("*", "")) : hostname === host)
  })
  return isDirect ? undefined : name
}

/** Why requests to these origins must not use this client: they would bypass the proxy. */
export const problem = (
  client: HttpClient.HttpClient,
  origins: ReadonlyArray<string>,
  env = environment()
): Effect.Effect<string | undefined> => {
  const origin = origins.find((_) => variableFor(_, env) !== undefined)
  if (origin === undefined) return Effect.succeed(undefined)
  let context = Context.empty() as Context.Context<never>
  // Runs in place of a request, with the context that the transport was built with. Nothing is sent, because it interrupts.
  const captureContext = Effect.contextWith((built: Context.Context<never>) => {
    context = built
    return Effect.interrupt
  })
  return Effect.map(Effect.exit(client.postprocess(captureContext)), () => {
    const dispatcher = Context.getOrUndefined(context, Dispatcher)
    const agent = Context.getOrUndefined(context, Agents)?.[new URL(origin).protocol.slice(0, -1)]
    const isPlain = dispatcher?.constructor.name === "Agent" || (agent !== undefined && !agent.options?.proxyEnv)
    if (!isPlain) return undefined
    return `${variableFor(origin, env)} names a proxy for ${new URL(origin).origin}, which this HttpClient would bypass. Use Node's own dispatcher or agents, as the README of @salesbridge/core says under "Proxies and certificates", or name the host in ${spelling(env, "NO_PROXY")}`
  })
}
