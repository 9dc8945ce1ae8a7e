/** Loads Pact's library on demand. Its telemetry is switched off first, because without a network it would hang. */
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

export const pact = async () => {
  quiet()
  return import("@pact-foundation/pact")
}

/** The verifier's options that are used. */
interface Verification {
  readonly provider: string
  readonly providerBaseUrl: string
  readonly pactUrls: Array<string>
  readonly disableSslVerification: boolean
  readonly logLevel: "error"
}

/**
 * The library's verifier without the proxy that it puts in front of the provider, because the proxy takes longer than
 * the verifier itself.
 */
export const verifier = async (): Promise<(options: Verification) => Promise<string>> => {
  quiet()
  const library = createRequire(fileURLToPath(import.meta.resolve("@pact-foundation/pact")))
  const core = library("@pact-foundation/pact-core") as {
    readonly default: { readonly verifyPacts: (options: Verification) => Promise<string> }
  }
  return (options) => core.default.verifyPacts(options)
}

const quiet = () => {
  process.env["PACT_DO_NOT_TRACK"] = "true"
  process.env["SCARF_ANALYTICS"] = "false"
}
