/** The first witness, replay: Pact's verifier sends the pacts to the mock that serves the specification. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { OpenApi } from "@salesbridge/openapi/Specification"
import * as PactFile from "../consumer/PactFile.ts"
import { type Choice, prefer, withProviderStates } from "./ProviderStates.ts"
import { refusalsOf } from "./Refusal.ts"
import { explained, type Failure } from "./ReplayMismatch.ts"
import { verify } from "./Verifier.ts"

/**
 * Starts a mock server for a specification on this machine. The mock must not send responses that violate the
 * specification.
 */
export type Serve = (specification: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>

/** What the replay needs. */
export interface Options {
  readonly spec: OpenApi
  readonly serve: Serve
  /** The folder of the pact files. */
  readonly pacts: string
  /**
   * The names of interactions to replay once more with the specification's own examples, as if there were only the
   * pacts. Default: none.
   */
  readonly withExamples?: ReadonlySet<string>
}

interface Result extends Failure {
  readonly description: string
  readonly result: string
}

interface Results {
  readonly interactionResults: ReadonlyArray<Result>
}

/** The results of a replay. */
export interface Replayed {
  readonly disagreements: ReadonlyArray<Disagreement>
  /** The names of the replayed interactions. */
  readonly replayed: ReadonlySet<string>
  /**
   * The names of the interactions that passed with the specification's own examples. Empty unless the option
   * `withExamples` names some.
   */
  readonly passedWithExamples: ReadonlySet<string>
}

/** The prefix of the names of interactions that are replayed with the specification's own examples. */
const examplesPrefix = "with examples: "

/** Replays the pacts. Returns how the mock's responses differ from them. */
export const run = async (interactions: ReadonlyArray<Interaction>, options: Options): Promise<Replayed> => {
  const { choices, document } = withProviderStates(options.spec, interactions)
  const directory = await mkdtemp(join(tmpdir(), "spec-"))
  const specification = join(directory, "openapi.json")
  await writeFile(specification, JSON.stringify(document))
  const mock = await options.serve(specification)
  try {
    const files = await filesOf(interactions, options.pacts)
    const provider = interactions[0]?.operation.vendor ?? "vendor"
    const pacts = await Promise.all([...files].map((_) => writeCopy(directory, _, choices, options.withExamples)))
    const results = parse(await verify({ provider, url: mock.url, pacts })).interactionResults
    const byName = new Map(interactions.map((_) => [_.name, _]))
    const disagreements: Array<Disagreement> = []
    for (const result of results) {
      const interaction = byName.get(result.description)
      if (interaction === undefined || result.result === "OK") continue
      const choice = choices.get(interaction.name)
      const path = files.get(interaction.operation.id)
      const refusals =
        path === undefined || choice === undefined
          ? []
          : await refusalsOf(mock.url, await PactFile.read(path), interaction, choice, options.spec)
      disagreements.push(...(refusals.length > 0 ? refusals : explained(interaction, result)))
    }
    const isWithExamples = ({ description }: Result) => description.startsWith(examplesPrefix)
    const passed = results.filter((_) => _.result === "OK" && isWithExamples(_))
    return {
      disagreements,
      replayed: new Set(results.filter((_) => !isWithExamples(_)).map(({ description }) => description)),
      passedWithExamples: new Set(passed.map(({ description }) => description.slice(examplesPrefix.length)))
    }
  } finally {
    await mock.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The pact files of the interactions, by the ids of their operations. */
const filesOf = async (
  interactions: ReadonlyArray<Interaction>,
  pacts: string
): Promise<ReadonlyMap<string, string>> => {
  const ids = new Set(interactions.map(({ operation }) => operation.id))
  return new Map([...(await PactFile.list(pacts))].filter(([id]) => ids.has(id)))
}

/** Writes a copy of a pact whose requests say which response they need. Returns its path. */
const writeCopy = async (
  directory: string,
  [id, path]: readonly [string, string],
  choices: ReadonlyMap<string, Choice>,
  withExamples: ReadonlySet<string> = new Set()
): Promise<string> => {
  const copy = join(directory, `${id}.pact.json`)
  const pact = await PactFile.read(path)
  const again = pact.interactions.filter(({ description }) => withExamples.has(description))
  const interactions = [...asking(pact.interactions, choices), ...asking(again)]
  await writeFile(copy, JSON.stringify({ ...pact, interactions }))
  return copy
}

/**
 * Replays unchanged pact files against a running provider. Returns the names of the failed interactions, each with its
 * mismatch.
 */
export const against = async (
  pacts: string,
  provider: { readonly name: string; readonly url: string; readonly states: string },
  /** The ids of the operations to replay. Default: all. */
  operations?: ReadonlySet<string>
): Promise<ReadonlyMap<string, Failure>> => {
  const { name, states, url } = provider
  const files = [...(await PactFile.list(pacts))].flatMap(([id, path]) => ((operations?.has(id) ?? true) ? [path] : []))
  if (files.length === 0) return new Map()
  const { interactionResults } = parse(await verify({ provider: name, url, pacts: files, states }))
  return new Map(
    interactionResults.filter(({ result }) => result !== "OK").map((result) => [result.description, result])
  )
}

/**
 * Interactions whose requests name the response that they need in a header, so that the mock needs no provider states.
 * Without `choices`, they name the first example of their status.
 */
const asking = (interactions: PactFile.Pact["interactions"], choices?: ReadonlyMap<string, Choice>) =>
  interactions.map((one) => {
    const choice =
      choices === undefined ? { code: one.response.status, example: undefined } : choices.get(one.description)
    const headers = {
      ...(one.request["headers"] as JsonObject | undefined),
      ...(choice === undefined ? {} : { prefer: [prefer(choice)] })
    }
    const description = choices === undefined ? `${examplesPrefix}${one.description}` : one.description
    return { ...one, description, providerStates: [], request: { ...one.request, headers } }
  })

const parse = (text: string): Results => {
  try {
    return JSON.parse(text) as Results
  } catch {
    throw new Error(`Pact's verifier failed: ${text}`)
  }
}
