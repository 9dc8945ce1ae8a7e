/** The pacts against a second server in the vendor's place, which answers from a state of its own. */
import type { Interaction } from "../interactions/Interaction.ts"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Contract, Sandbox } from "../VendorContract.ts"
import * as Replay from "./Replay.ts"

/** What went wrong with the pacts, by the names of interactions. */
export interface Failures {
  /** As its state has them. */
  readonly own: ReadonlyMap<string, string>
  /** Those of `arranged`, told to answer with examples. */
  readonly told: ReadonlyMap<string, string>
}

/** Replays the pacts. */
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

/** Every pact that the mock passes with the specification's own examples and the sandbox does not. */
export const judge = (
  { arranged = {} }: Sandbox,
  { own, told }: Failures,
  interactions: ReadonlyArray<Interaction>,
  /** The names of the interactions that the mock passes so, of those with which something went wrong. */
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
  return [
    ...found,
    ...unused.map((id) => disagreement(id, undefined, "arranged", "it passes its pacts without being told"))
  ]
}

const disagreement = (operation: string, status: number | undefined, location: string, spec: string): Disagreement => ({
  witness: "replay",
  operation,
  status,
  location,
  package: "a pact for the sandbox",
  spec
})
