/** Tries faults on a vendor's contract: which witness notices which. */
import type { Operation, Vendor } from "@salesbridge/core"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Agreement from "../agreement/Agreement.ts"
import * as Comparison from "../comparison/Comparison.ts"
import * as Consumer from "../consumer/Consumer.ts"
import { catalogOf, credentialsFor, interactionsFor, readingOf, readSpecification } from "../Reading.ts"
import type { Contract } from "../VendorContract.ts"
import { withoutTolerated } from "../report/Coverage.ts"
import {
  type Disagreement,
  distinct,
  type Tolerance,
  tolerates,
  type Witness,
  witnesses as everyWitness
} from "../report/Disagreement.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import { canonical } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as PactFile from "../consumer/PactFile.ts"
import * as Replay from "../replay/Replay.ts"
import { tooWide } from "../agreement/TooWide.ts"
import { reasonOf } from "./Equivalence.ts"
import { isolated } from "./Isolated.ts"
import type { Mutation } from "./Mutation.ts"
import { operationMutations } from "./OperationMutations.ts"
import { specificationMutations } from "./SpecificationMutations.ts"

/** What became of a fault. */
export interface Outcome {
  readonly id: string
  /** Who noticed, in the order of the checks. */
  readonly caught: ReadonlyArray<Witness>
  /** Whether pacts replayed against the plain mock, with the specification's own examples, would have noticed. */
  readonly replayAlone: boolean
  /** Why the specification with the fault could not be read or served at all. */
  readonly unreadable?: string
  /** Why nothing can notice it: it changes nothing that either side could tell. */
  readonly equivalent?: string
  /** What the witnesses said. */
  readonly found: ReadonlyArray<Disagreement>
  readonly milliseconds: number
}

/** The faults of a vendor, and how they are tried. */
export interface Trial {
  readonly mutations: ReadonlyArray<Mutation>
  readonly run: (mutation: Mutation) => Promise<Outcome>
  readonly close: () => Promise<void>
}

/** Without a fault, the checks of an operation alone must pass. */
class BaselineFailed extends Error {}

interface Baseline {
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly spec: OpenApi.OpenApi
  readonly interactions: ReadonlyArray<Interaction>
  readonly pacts: string
  /** Interactions that the plain mock answers as their pacts say. */
  readonly plain: ReadonlySet<string>
  /** Tolerances that are about parts which a specification of one operation does not show. */
  readonly idle: ReadonlyArray<Tolerance>
}

interface Consumed {
  readonly pacts: string
  readonly interactions: ReadonlyArray<Interaction>
  readonly found: ReadonlyArray<Disagreement>
}

/** Reads the contract's specification and finds all faults that can be planted. */
export const make = async (contract: Contract): Promise<Trial> => {
  const { spec } = await readSpecification(contract)
  const operations = catalogOf(contract)
  const directory = await mkdtemp(join(tmpdir(), "mutants-"))
  const entries = spec.operations.filter((_) => _.alternativeOf === undefined)
  const isolatedSpecs = new Map(entries.map((_) => [_.id, isolated(spec, _)]))
  const entryOf = (operation: string) => OpenApi.find(spec, operation)?.id ?? operation
  const mutations = [
    ...entries.flatMap((_) => specificationMutations(isolatedSpecs.get(_.id)!)),
    ...operations.flatMap((_) => operationMutations(_, contract.definition))
  ]
  const baselines = new Map<string, Promise<Baseline>>()
  let folders = 0

  const consume = async (
    catalog: ReadonlyArray<Operation.Any>,
    spec: OpenApi.OpenApi,
    definition: Vendor.Definition
  ): Promise<Consumed> => {
    const pacts = join(directory, String(folders++))
    await PactFile.clear(pacts)
    const interactions: Array<Interaction> = []
    const found: Array<Disagreement> = []
    for (const operation of catalog) {
      const own = interactionsFor(operation, spec, contract.tolerances)
      interactions.push(...own)
      found.push(
        ...(await Consumer.run(own, {
          definition,
          layer: contract.layer,
          credentials: credentialsFor({ ...contract, definition }),
          placeholders: contract.placeholders ?? {},
          pacts
        }))
      )
    }
    return { pacts, interactions, found }
  }

  const witnesses = async (
    catalog: ReadonlyArray<Operation.Any>,
    spec: OpenApi.OpenApi,
    definition: Vendor.Definition,
    { interactions, pacts }: { readonly interactions: ReadonlyArray<Interaction>; readonly pacts: string }
  ) => {
    const replayed = Replay.run(interactions, { spec, serve: contract.serve, pacts, plain: true })
    const [replay, comparison, agreement] = await Promise.all([
      replayed,
      Comparison.run(interactions, { spec, pacts }),
      Agreement.check(catalog, { definition, spec, seed: contract.seed ?? "salesbridge" })
    ])
    const ids = new Set(catalog.map(({ id }) => id))
    const tolerances = contract.tolerances ?? []
    const found = [
      ...replay.disagreements,
      ...comparison.disagreements,
      ...agreement,
      ...tooWide(catalog, { spec, tolerances })
    ]
    const mine = distinct(found.filter((_) => ids.has(_.operation)))
    // Only those that no other operation needs: they fail where they explain nothing.
    const own = tolerances.filter(({ operations = [] }) => operations.length > 0 && operations.every((_) => ids.has(_)))
    return {
      plain: replay.plain,
      idle: own.filter((tolerance) => !mine.some((_) => tolerates(tolerance, _))),
      found: withoutTolerated(mine, tolerances)
    }
  }

  const baselineOf = (entry: string): Promise<Baseline> => {
    const known = baselines.get(entry)
    if (known !== undefined) return known
    const made = (async (): Promise<Baseline> => {
      const alone = isolatedSpecs.get(entry)
      if (alone === undefined) throw new BaselineFailed(`The specification has no operation ${entry}`)
      const { stands } = alone.operations.find((_) => _.alternativeOf === undefined)!
      const catalog = operations.filter(({ id }) => stands.includes(id))
      const { definition } = contract
      const consumed = await consume(catalog, alone, definition)
      const { found, idle, plain } = await witnesses(catalog, alone, definition, consumed)
      const all = [...consumed.found, ...found]
      if (all.length > 0) throw new BaselineFailed(all.map((_) => JSON.stringify(_)).join("\n"))
      return { catalog, spec: alone, interactions: consumed.interactions, pacts: consumed.pacts, plain, idle }
    })()
    baselines.set(entry, made)
    return made
  }

  const attempt = async (mutation: Mutation): Promise<Omit<Outcome, "id" | "milliseconds">> => {
    const entry = mutation.side === "specification" ? mutation.operation : entryOf(mutation.operation)
    const baseline = await baselineOf(entry)
    let { catalog, spec } = baseline
    let { definition } = contract
    let consumed: Consumed = { ...baseline, found: [] }
    if (mutation.side === "specification") {
      try {
        spec = readingOf(mutation.apply(spec.document), contract).spec
      } catch (error) {
        return { caught: [], replayAlone: true, unreadable: String(error), found: [] }
      }
      if (catalog.some((_) => successes(spec, _.id) !== successes(baseline.spec, _.id))) {
        consumed = await consume(catalog, spec, definition)
      }
    } else {
      const given = catalog.find(({ id }) => id === mutation.operation)!
      const mutant = mutation.apply(given, definition)
      catalog = catalog.map((_) => (_ === given ? mutant.operation : _))
      definition = mutant.definition
      try {
        consumed = await declaredAs(contract.definition, definition, () => consume(catalog, spec, definition))
      } catch (error) {
        return { caught: ["client"], replayAlone: false, found: [], unreadable: String(error) }
      }
    }
    try {
      const { found, idle, plain } = await witnesses(catalog, spec, definition, consumed)
      const useless = idle
        .filter((_) => !baseline.idle.includes(_))
        .map((_): Disagreement => ({
          witness: "agreement",
          operation: mutation.operation,
          status: undefined,
          location: `tolerance ${String(_.location)}`,
          package: _.reason,
          spec: "nothing there needs it any more"
        }))
      const all = [...consumed.found, ...found, ...useless]
      const caught = everyWitness.filter((witness) => all.some((_) => _.witness === witness))
      const names = new Set(consumed.interactions.map(({ name }) => name))
      const replayAlone = [...baseline.plain].some((name) => names.has(name) && !plain.has(name))
      const equivalent = caught.length > 0 ? undefined : await reasonOf(mutation, { catalog, spec, contract })
      return { caught, replayAlone, found: all, ...(equivalent === undefined ? {} : { equivalent }) }
    } catch (error) {
      if (mutation.side === "operation") throw error
      return { caught: [], replayAlone: true, unreadable: String(error), found: [] }
    } finally {
      if (consumed.pacts !== baseline.pacts) await rm(consumed.pacts, { recursive: true, force: true })
    }
  }

  return {
    mutations,
    run: async (mutation) => {
      const start = performance.now()
      const outcome = await attempt(mutation)
      return { id: mutation.id, ...outcome, milliseconds: Math.round(performance.now() - start) }
    },
    close: async () => {
      await rm(directory, { recursive: true, force: true })
    }
  }
}

/** Which successes there are: what pacts follow from. */
const successes = (spec: OpenApi.OpenApi, id: string): string => {
  const operation = OpenApi.find(spec, id)
  return canonical(OpenApi.successStatuses(operation).map((_) => [_, operation?.responses.get(_)?.hasBody]))
}

/** The package's own declaration with the fault, for as long as it takes: its layer knows no other. */
const declaredAs = async <A>(own: Vendor.Definition, other: Vendor.Definition, run: () => Promise<A>): Promise<A> => {
  const writable = own as { credentials: Vendor.Definition["credentials"] }
  const { credentials } = own
  writable.credentials = other.credentials
  try {
    return await run()
  } finally {
    writable.credentials = credentials
  }
}
