/**
 * Runs Pact's verifier in a separate process, because its native code writes to standard output and cannot be silenced
 * otherwise. Receives jobs as messages, and sends back the verifier's results.
 */
import { fileURLToPath } from "node:url"
import { verifier } from "../consumer/pact.ts"

export interface Job {
  readonly provider: string
  readonly url: string
  readonly pacts: ReadonlyArray<string>
  /** The address to which the provider state of each interaction is posted. Default: states are not posted. */
  readonly states?: string
}

/** The verifier's results as JSON, or a text that says why there are none. */
export interface Answer {
  readonly text: string
}

const run = async ({ pacts, provider, states, url }: Job): Promise<string> => {
  const verify = await verifier()
  return verify({
    provider,
    providerBaseUrl: url,
    pactUrls: [...pacts],
    ...(states !== undefined && { providerStatesSetupUrl: states }),
    // The mock uses plain HTTP. With TLS verification, the verifier would read the system's certificates again for each
    // interaction.
    disableSslVerification: true,
    logLevel: "error"
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on("message", (job: Job) => {
    void run(job).then((text) => process.send?.({ text } satisfies Answer))
  })
}
