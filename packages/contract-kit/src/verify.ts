/**
 * Runs Pact's verifier, in a process of its own: it writes to standard output from native code, where nothing else can
 * keep it quiet. Takes a job as its first message and answers with the verifier's results.
 */
import { fileURLToPath } from "node:url"
import type { Choice } from "./Provision.ts"
import { pact } from "./pact.ts"

export interface Job {
  readonly provider: string
  readonly url: string
  readonly pacts: ReadonlyArray<string>
  /** Which answer each interaction asks for, by its name. */
  readonly choices: { readonly [interaction: string]: Choice }
  readonly states: ReadonlyArray<string>
}

/** The verifier's results as JSON, or why there are none. */
export interface Answer {
  readonly text: string
}

/** The header that makes Prism give this answer. */
export const prefer = ({ code, example }: Choice): string =>
  `code=${code}${example === undefined ? "" : `, example=${example}`}`

const run = async ({ choices, pacts, provider, states, url }: Job): Promise<string> => {
  const { Verifier } = await pact()
  let current: Choice | undefined
  const choose = async (params: unknown) => {
    const interaction = (params as { readonly interaction?: string } | undefined)?.interaction
    current = interaction === undefined ? undefined : choices[interaction]
  }
  const verifier = new Verifier({
    provider,
    providerBaseUrl: url,
    pactUrls: [...pacts],
    stateHandlers: Object.fromEntries(states.map((name) => [name, choose])),
    requestFilter: (request: { headers: { [name: string]: unknown } }, _: unknown, next: () => void) => {
      if (current !== undefined) request.headers["prefer"] = prefer(current)
      // The verifier's proxy would announce a body of unknown length where there is none.
      if (request.headers["content-type"] === undefined) request.headers["content-length"] = "0"
      next()
    },
    logLevel: "error"
  })
  return verifier.verifyProvider().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once("message", (job: Job) => {
    void run(job).then((text) => process.send?.({ text } satisfies Answer, () => process.disconnect()))
  })
}
