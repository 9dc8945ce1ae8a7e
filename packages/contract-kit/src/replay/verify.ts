/**
 * Runs Pact's verifier in its own process, because it writes to standard output from native code and cannot be silenced
 * otherwise. Takes jobs as messages and sends back the verifier's results.
 */
import { fileURLToPath } from "node:url"
import { verifier } from "../consumer/pact.ts"

export interface Job {
  readonly provider: string
  readonly url: string
  readonly pacts: ReadonlyArray<string>
  /** Where the provider is told the state that an interaction wants. Default: it is not told. */
  readonly states?: string
}

/** The verifier's results as JSON, or why there are none. */
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
    // The mock speaks plain HTTP; the verifier would read the system's certificates anew for each interaction.
    disableSslVerification: true,
    logLevel: "error"
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on("message", (job: Job) => {
    void run(job).then((text) => process.send?.({ text } satisfies Answer))
  })
}
