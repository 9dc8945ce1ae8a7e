/** Replays the pacts against a sandbox, a stateful server that takes the vendor's place. */
import type { Interaction } from "../interactions/Interaction.ts"
import type { Contract, Sandbox } from "../VendorContract.ts"
import * as Replay from "./Replay.ts"
import { explained, type Failure } from "./ReplayMismatch.ts"

/** The failures of a replay, by the names of interactions. */
export interface Failures {
  /** Failures of the responses that the sandbox derives from its state. */
  readonly own: ReadonlyMap<string, Failure>
  /** Failures of the operations in `arranged`, for which the sandbox responds with examples. */
  readonly told: ReadonlyMap<string, Failure>
}

/** Starts the sandbox and replays the pacts. */
export const run = async (
  { arranged = {}, start }: Sandbox,
  { definition, pacts }: Pick<Contract, "definition" | "pacts">
): Promise<Failures> => {
  const provider = await start()
  try {
    const { states, url } = provider
    const at = (states: string) => ({ name: definition.name, url, states })
    return {
      own: await Replay.against(pacts, at(states)),
      told: await Replay.against(pacts, at(`${states}?examples=true`), new Set(Object.keys(arranged)))
    }
  } finally {
    await provider.close()
  }
}

/** A line for each difference in a pact that the mock passes with the specification's own examples and the sandbox fails. */
export const judge = (
  { arranged = {} }: Sandbox,
  { own, told }: Failures,
  interactions: ReadonlyArray<Interaction>,
  /** The names of the failed interactions that the mock passes with the specification's own examples. */
  passedWithExamples: ReadonlySet<string>
): ReadonlyArray<string> => {
  const used = new Set<string>()
  const found = interactions.flatMap((interaction) => {
    const { name, operation, response } = interaction
    if (!passedWithExamples.has(name) || !own.has(name)) return []
    const isArranged = operation.id in arranged && response.status < 300
    if (isArranged) used.add(operation.id)
    const failure = isArranged ? told.get(name) : own.get(name)
    return failure === undefined ? [] : lines(interaction, failure)
  })
  const unused = Object.keys(arranged).filter((id) => !used.has(id))
  return [
    // Pacts of one outcome often differ in the same place.
    ...new Set(found),
    ...(found.length === 0
      ? []
      : ["Correct the sandbox, or add the operation to `arranged` of the contract's `sandbox`, with the reason."]),
    ...unused.map((id) => `arranged: the pacts of ${id} pass without this entry. Remove it from \`arranged\`.`)
  ]
}

const lines = (interaction: Interaction, failure: Failure): ReadonlyArray<string> => {
  const outcome = `${interaction.operation.id} ${interaction.response.status}`
  if (failure.mismatch?.message?.includes("state change") === true) {
    return [`${outcome}: the sandbox refuses the provider state that this outcome needs.`]
  }
  return explained(interaction, failure, "it").map(
    (_) => `${outcome}, ${_.location}: package: ${_.package}; sandbox: ${_.spec}`
  )
}
