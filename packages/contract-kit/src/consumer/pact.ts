/** Pact's library, loaded when needed and told beforehand to send nothing home: with no network it would hang. */
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

export const pact = async () => {
  quiet()
  return import("@pact-foundation/pact")
}

/** What the verifier is told. */
interface Verification {
  readonly provider: string
  readonly providerBaseUrl: string
  readonly pactUrls: Array<string>
  readonly disableSslVerification: boolean
  readonly logLevel: "error"
}

/** The library's verifier without the proxy that it puts before the provider, which takes longer than the verifier. */
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
