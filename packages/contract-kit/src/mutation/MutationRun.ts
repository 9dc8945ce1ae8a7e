/** Runs a contract's checks on mutants, and records which witness kills each. */
import type { Operation, Vendor } from "@salesbridge/core"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Agreement from "../agreement/Agreement.ts"
import { withoutWrongExamples } from "../agreement/WrongExamples.ts"
import * as Comparison from "../comparison/Comparison.ts"
import * as Consumer from "../consumer/Consumer.ts"
import { catalogOf, credentialsFor, interactionsFor, plainOf, readingOf } from "../Reading.ts"
import type { Contract } from "../VendorContract.ts"
import { withoutTolerated } from "../report/Coverage.ts"
import {
  type Disagreement,
  distinct,
  format,
  type Tolerance,
  tolerates,
  unusedTolerance,
  type Witness,
  witnesses as everyWitness
} from "../report/Disagreement.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import { canonical } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as PactFile from "../consumer/PactFile.ts"
import * as Replay from "../replay/Replay.ts"
import { overbroadTolerances } from "../agreement/OverbroadTolerances.ts"
import { reasonOf } from "./Equivalence.ts"
import { isolated } from "./Isolated.ts"
import type { Mutant, OperationMutant, SpecificationMutant } from "./Mutant.ts"
import { operationMutants } from "./OperationMutants.ts"
import { specificationMutants } from "./SpecificationMutants.ts"

/** The outcome for one mutant. */
export interface Outcome {
  readonly id: string
  /** The location, such as `200 response body data[].name`. */
  readonly location: string
  /** The change in a few words, such as `may be null`. */
  readonly change: string
  /**
   * The witnesses that noticed the change, in the order of the checks. Empty if the mutant survived or is equivalent.
   * Also empty for a specification that could not be loaded: it counts as killed, see `unreadable`.
   */
  readonly killedBy: ReadonlyArray<Witness>
  /** Whether replaying the pacts alone, with the specification's own examples, would have killed the mutant. */
  readonly replayAlone: boolean
  /** Why the mutated specification or operation could not be loaded at all. Such a mutant counts as killed. */
  readonly unreadable?: string
  /** The reason why no check can kill the mutant. */
  readonly equivalent?: string
  /** The disagreements that the witnesses found. */
  readonly found: ReadonlyArray<Disagreement>
  readonly milliseconds: number
}

type Verdict = Omit<Outcome, "id" | "location" | "change" | "milliseconds">

/** The mutants of a vendor, and the function that runs the checks on one. */
export interface MutationRun {
  /** All mutants, or those of one operation. */
  readonly mutants: (operation?: string) => ReadonlyArray<Mutant>
  readonly run: (mutant: Mutant) => Promise<Outcome>
  readonly close: () => Promise<void>
}

/**
 * The checks of an operation fail even without a mutation, or the specification lacks the operation. Its mutants cannot
 * be judged.
 */
class BaselineFailed extends Error {
  override readonly name = "BaselineFailed"
}

interface Context {
  readonly contract: Contract
  /** The path of a new folder for pacts. */
  readonly newFolder: () => string
}

/** The inputs of the checks. */
interface CheckInputs {
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly spec: OpenApi.OpenApi
  readonly definition: Vendor.Definition
}

/** The interactions that the client ran, and their pacts. */
interface Consumed {
  readonly pacts: string
  readonly interactions: ReadonlyArray<Interaction>
  readonly found: ReadonlyArray<Disagreement>
}

/** The results of the checks of one operation without a mutation. */
interface Baseline extends CheckInputs, Consumed {
  /** The names of interactions that pass with the specification's own examples. */
  readonly passedWithExamples: ReadonlySet<string>
  /** Tolerances that match no disagreement in the baseline. They are not held against a mutant. */
  readonly unused: ReadonlyArray<Tolerance>
}

/** Reads the contract's specification and prepares the run. */
export const make = async (contract: Contract): Promise<MutationRun> => {
  const spec = plainOf((await OpenApi.read(contract.spec)).document, contract)
  const operations = catalogOf(contract)
  const directory = await mkdtemp(join(tmpdir(), "mutants-"))
  let folders = 0
  const context = { contract, newFolder: () => join(directory, String(folders++)) }
  const entries = spec.operations.filter((_) => _.alternativeOf === undefined)
  const known = new Map<string, OpenApi.OpenApi>()
  const isolatedSpec = (entry: OpenApi.SpecOperation): OpenApi.OpenApi => {
    const made = known.get(entry.id) ?? isolated(spec, entry)
    known.set(entry.id, made)
    return made
  }
  const baselines = new Map<string, Promise<Baseline>>()
  const baselineFor = ({ operation, side }: Mutant): Promise<Baseline> => {
    const entry = side === "specification" ? operation : (OpenApi.find(spec, operation)?.id ?? operation)
    const found = entries.find(({ id }) => id === entry)
    const baseline = baselines.get(entry) ?? baselineOf(context, entry, operations, found && isolatedSpec(found))
    baselines.set(entry, baseline)
    return baseline
  }
  return {
    mutants: (operation) => {
      const isWanted = ({ id }: { readonly id: string }) => operation === undefined || id === operation
      return [
        ...entries.filter(isWanted).flatMap((_) => specificationMutants(isolatedSpec(_))),
        ...operations.filter(isWanted).flatMap((_) => operationMutants(_, contract.definition))
      ]
    },
    run: async (mutant) => {
      const start = performance.now()
      const verdict = await verdictOn(mutant, await baselineFor(mutant), context)
      const { change, id, location } = mutant
      return { id, location, change, ...verdict, milliseconds: Math.round(performance.now() - start) }
    },
    close: () => rm(directory, { recursive: true, force: true })
  }
}

const baselineOf = async (
  context: Context,
  entry: string,
  operations: ReadonlyArray<Operation.Any>,
  spec: OpenApi.OpenApi | undefined
): Promise<Baseline> => {
  if (spec === undefined) throw new BaselineFailed(`The specification has no operation ${entry}`)
  const { operationIds } = spec.operations.find((_) => _.alternativeOf === undefined)!
  const catalog = operations.filter(({ id }) => operationIds.includes(id))
  const inputs = { catalog, spec: withoutWrongExamples(spec).spec, definition: context.contract.definition }
  const consumed = await consume(inputs, context)
  const { found, passedWithExamples, unused } = await askWitnesses(inputs, consumed, context)
  const all = [...consumed.found, ...found]
  if (all.length > 0) throw new BaselineFailed(distinct(all).map(format).join("\n"))
  return { ...inputs, ...consumed, passedWithExamples, unused }
}

/** Runs the client through every interaction, which writes the pacts. */
const consume = async (inputs: CheckInputs, { contract, newFolder }: Context): Promise<Consumed> => {
  const { catalog, definition, spec } = inputs
  const pacts = newFolder()
  await PactFile.clear(pacts)
  const interactions = catalog.flatMap((_) => interactionsFor(_, spec, contract.tolerances))
  const found = await Consumer.run(interactions, {
    definition,
    layer: contract.layer,
    credentials: credentialsFor({ ...contract, definition }),
    placeholders: contract.placeholders ?? {},
    pacts
  })
  return { pacts, interactions, found }
}

const askWitnesses = async (
  { catalog, definition, spec }: CheckInputs,
  { interactions, pacts }: Consumed,
  { contract }: Context
) => {
  const [replay, comparison, agreement] = await Promise.all([
    Replay.run(interactions, {
      spec,
      serve: contract.serve,
      pacts,
      withExamples: new Set(interactions.map(({ name }) => name))
    }),
    Comparison.run(interactions, { spec, pacts }),
    Agreement.check(catalog, { definition, spec, seed: contract.seed ?? "salesbridge" })
  ])
  const ids = new Set(catalog.map(({ id }) => id))
  const tolerances = contract.tolerances ?? []
  const found = [
    ...replay.disagreements,
    ...comparison.disagreements,
    ...agreement,
    ...overbroadTolerances(catalog, { spec, tolerances })
  ]
  const mine = distinct(found.filter((_) => ids.has(_.operation)))
  // Tolerances for these operations only. A mutant that leaves one unused is killed.
  const own = tolerances.filter(({ operations = [] }) => operations.length > 0 && operations.every((_) => ids.has(_)))
  return {
    passedWithExamples: replay.passedWithExamples,
    unused: own.filter((tolerance) => !mine.some((_) => tolerates(tolerance, _))),
    found: withoutTolerated(mine, tolerances)
  }
}

/** The inputs of the checks with the mutation, or the verdict if the mutation cannot be applied. */
type Mutated = { readonly inputs: CheckInputs; readonly consumed: Consumed } | { readonly verdict: Verdict }

const mutateSpecification = async (
  mutant: SpecificationMutant,
  baseline: Baseline,
  context: Context
): Promise<Mutated> => {
  let spec: OpenApi.OpenApi
  try {
    spec = readingOf(mutant.apply(baseline.spec.document), context.contract).spec
  } catch (error) {
    return { verdict: { killedBy: [], replayAlone: true, unreadable: String(error), found: [] } }
  }
  const inputs = { ...baseline, spec }
  const same = baseline.catalog.every(({ id }) => successes(spec, id) === successes(baseline.spec, id))
  return { inputs, consumed: same ? baseline : await consume(inputs, context) }
}

const mutateOperation = async (mutant: OperationMutant, baseline: Baseline, context: Context): Promise<Mutated> => {
  const given = baseline.catalog.find(({ id }) => id === mutant.operation)!
  const { definition, operation } = mutant.apply(given, baseline.definition)
  const catalog = baseline.catalog.map((_) => (_ === given ? operation : _))
  const inputs = { catalog, definition, spec: baseline.spec }
  try {
    const consumed = await declaredAs(baseline.definition, definition, () => consume(inputs, context))
    return { inputs, consumed }
  } catch (error) {
    return { verdict: { killedBy: ["client"], replayAlone: false, found: [], unreadable: String(error) } }
  }
}

const verdictOn = async (mutant: Mutant, baseline: Baseline, context: Context): Promise<Verdict> => {
  const mutated =
    mutant.side === "specification"
      ? await mutateSpecification(mutant, baseline, context)
      : await mutateOperation(mutant, baseline, context)
  if ("verdict" in mutated) return mutated.verdict
  const { consumed, inputs } = mutated
  try {
    const { found, passedWithExamples, unused } = await askWitnesses(inputs, consumed, context)
    const newlyUnused = unused
      .filter((_) => !baseline.unused.includes(_))
      .map((_) => unusedTolerance(mutant.operation, _))
    const all = [...consumed.found, ...found, ...newlyUnused]
    const killedBy = everyWitness.filter((witness) => all.some((_) => _.witness === witness))
    const names = new Set(consumed.interactions.map(({ name }) => name))
    const replayAlone = [...baseline.passedWithExamples].some(
      (name) => names.has(name) && !passedWithExamples.has(name)
    )
    const { contract } = context
    const equivalent = killedBy.length > 0 ? undefined : await reasonOf(mutant, { ...inputs, contract })
    return { killedBy, replayAlone, found: all, ...(equivalent === undefined ? {} : { equivalent }) }
  } catch (error) {
    if (mutant.side === "operation") throw error
    return { killedBy: [], replayAlone: true, unreadable: String(error), found: [] }
  } finally {
    if (consumed.pacts !== baseline.pacts) await rm(consumed.pacts, { recursive: true, force: true })
  }
}

/** The successful statuses and whether they have bodies. The pacts depend on nothing else in the specification. */
const successes = (spec: OpenApi.OpenApi, id: string): string => {
  const operation = OpenApi.find(spec, id)
  return canonical(OpenApi.successStatuses(operation).map((_) => [_, operation?.responses.get(_)?.hasBody]))
}

/**
 * Changes the credentials in the package's own definition while `run` is running, because its layer uses that object.
 */
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
