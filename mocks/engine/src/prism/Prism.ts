/** Prism as a server in this process, on loopback only, stopped with its scope. The only module that knows Prism's API. */
import { createLogger } from "@stoplight/prism-core"
import type { IHttpConfig, PrismHttpComponents } from "@stoplight/prism-http"
import { createServer } from "@stoplight/prism-http-server"
import { Effect } from "effect"
import type { Scope } from "effect"
import { createRequire } from "node:module"
import { PortUnavailable } from "../errors.ts"
import type { MockRules, Spec } from "./Spec.ts"

// Required, not imported: a CommonJS default export looks different through Vite than through Node.
const mocker = createRequire(import.meta.url)("@stoplight/prism-http/dist/mocker") as {
  readonly default: PrismHttpComponents["mock"]
}

const host = "127.0.0.1"

export interface Settings {
  readonly port: number
  readonly vendor?: string
  /** Prism's own log, on stderr. */
  readonly verbose: boolean
  readonly validateRequests: boolean
  /** Answers 500 instead of an answer that breaks the specification. */
  readonly errors: boolean
  /** Forwards to this origin instead of mocking. */
  readonly upstream?: URL
}

/** Serves a specification until the scope closes; then closes every connection too. */
export const serve = Effect.fnUntraced(function* (
  spec: Spec,
  settings: Settings
): Effect.fn.Return<{ readonly url: string; readonly port: number }, PortUnavailable, Scope.Scope> {
  const logger = createLogger("MOCK", { level: settings.verbose ? "info" : "silent" }, process.stderr)
  const server = createServer(spec.operations, {
    cors: true,
    config: config(settings),
    components: { logger, mock: asVendor(spec.rules) }
  })
  const url = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: () => server.listen(settings.port, host),
      catch: (cause) => {
        const reason = cause instanceof Error ? cause.message : String(cause)
        const { port, vendor } = settings
        return new PortUnavailable({
          port,
          ...(vendor !== undefined && { vendor }),
          taken: reason.includes("EADDRINUSE"),
          reason
        })
      }
    }),
    () => Effect.promise(() => server.close())
  )
  return { url, port: Number(new URL(url).port) }
})

const config = ({ errors, upstream, validateRequests }: Settings): IHttpConfig => {
  const shared = {
    checkSecurity: validateRequests,
    validateRequest: validateRequests,
    validateResponse: true,
    errors,
    upstreamProxy: undefined,
    mock: { dynamic: false }
  }
  return upstream === undefined ? { ...shared, isProxy: false } : { ...shared, isProxy: true, upstream }
}

/** Prism's mocker, with the vendor's own answer to a request that is not in order. */
const asVendor =
  (rules: MockRules): PrismHttpComponents["mock"] =>
  ({ config: { exampleKey, ...config }, input, resource }) => {
    const refused = input.validations.some(({ code }) => code === 401)
    if (refused && rules.unauthorized !== undefined) {
      // The request counts as valid and asks for that status, so Prism gives its first example.
      return mocker.default({
        resource,
        input: { ...input, validations: [] },
        config: { ...config, code: rules.unauthorized }
      })
    }
    const hidden = !refused && input.validations.length > 0 && rules.invalid === "problem"
    return mocker.default({
      // Prism writes its list of mistakes only where it finds no response of the vendor's to use.
      resource: hidden ? { ...resource, responses: [] } : resource,
      input,
      config: exampleKey === undefined ? config : { ...config, exampleKey }
    })
  }
