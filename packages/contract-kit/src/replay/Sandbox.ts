/** Replays the pacts against a sandbox, a stateful server that takes the vendor's place. */
import type { Interaction } from "../interactions/Interaction.ts"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Contract, Sandbox } from "../VendorContract.ts"
import * as Replay from "./Replay.ts"

/** The failures of a replay, by the names of interactions. */
export interface Failures {
  /** Failures of the responses that the sandbox derives from its state. */
  readonly own: ReadonlyMap<string, string>
  /** Failures of the operations in `arranged`, for which the sandbox responds with examples. */
  readonly told: ReadonlyMap<string, string>
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

/** Reports every pact that the mock passes with the specification's own examples and the sandbox fails. */
export const judge = (
  { arranged = {} }: Sandbox,
  { own, told }: Failures,
  interactions: ReadonlyArray<Interaction>,
  /** The names of the failed interactions that the mock passes with the specification's own examples. */
  plain: ReadonlySet<string>
): ReadonlyArray<Disagreement> => {
  const used = new Set<string>()
  const found = interactions.flatMap(({ name, operation, response }) => {
    if (!plain.has(name) || !own.has(name)) return []
    const isArranged = operation.id in arranged && response.status < 300
    if (isArranged) used.add(operation.id)
    const reason = isArranged ? told.get(name) : own.get(name)
    return reason === undefined ? [] : [disagreement(operation.id, response.status, name, reason)]
  })
  const unused = Object.keys(arranged).filter((id) => !used.has(id))
  return [...found, ...unused.map((id) => disagreement(id, undefined, "arranged", "its pacts pass without this entry"))]
}

const disagreement = (operation: string, status: number | undefined, location: string, spec: string): Disagreement => ({
  witness: "replay",
  operation,
  status,
  location,
  package: "a pact for the sandbox",
  spec
})
