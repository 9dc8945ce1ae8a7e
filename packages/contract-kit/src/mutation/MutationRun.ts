/** Tries mutants on a vendor's contract: which witness kills which. */
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
import { overbroadTolerances } from "../agreement/OverbroadTolerances.ts"
import { reasonOf } from "./Equivalence.ts"
import { isolated } from "./Isolated.ts"
import type { Mutant, OperationMutant, SpecificationMutant } from "./Mutant.ts"
import { operationMutants } from "./OperationMutants.ts"
import { specificationMutants } from "./SpecificationMutants.ts"

/** What became of a mutant. */
export interface Outcome {
  readonly id: string
  /** The witnesses that killed the mutant, in the order of the checks; empty if it survived. */
  readonly killedBy: ReadonlyArray<Witness>
  /** Whether pacts replayed against the plain mock, with the specification's own examples, would have killed it. */
  readonly replayAlone: boolean
  /** Why the mutated specification could not be read or served at all. */
  readonly unreadable?: string
  /** Why nothing can kill it: it changes nothing that either side could tell. */
  readonly equivalent?: string
  /** What the witnesses said. */
  readonly found: ReadonlyArray<Disagreement>
  readonly milliseconds: number
}

type Verdict = Omit<Outcome, "id" | "milliseconds">

/** The mutants of a vendor, and how they are tried. */
export interface MutationRun {
  /** All, or those of an operation. */
  readonly mutants: (operation?: string) => ReadonlyArray<Mutant>
  readonly run: (mutant: Mutant) => Promise<Outcome>
  readonly close: () => Promise<void>
}

/** Without a mutation, the checks of an operation alone must pass. */
class BaselineFailed extends Error {}

interface Context {
  readonly contract: Contract
  /** A folder for pacts that no other mutant has. */
  readonly newFolder: () => string
}

/** What the checks are given. */
interface Subjects {
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly spec: OpenApi.OpenApi
  readonly definition: Vendor.Definition
}

/** What the client was driven through. */
interface Consumed {
  readonly pacts: string
  readonly interactions: ReadonlyArray<Interaction>
  readonly found: ReadonlyArray<Disagreement>
}

/** The checks of an operation alone, without a mutation. */
interface Baseline extends Subjects, Consumed {
  /** Interactions that the plain mock answers as their pacts say. */
  readonly plain: ReadonlySet<string>
  /** Tolerances that are about parts which a specification of one operation does not show. */
  readonly idle: ReadonlyArray<Tolerance>
}

/** Reads the contract's specification. */
export const make = async (contract: Contract): Promise<MutationRun> => {
  const { spec } = await readSpecification(contract)
  const operations = catalogOf(contract)
  const directory = await mkdtemp(join(tmpdir(), "mutants-"))
  let folders = 0
  const context = { contract, newFolder: () => join(directory, String(folders++)) }
  const entries = spec.operations.filter((_) => _.alternativeOf === undefined)
  const known = new Map<string, OpenApi.OpenApi>()
  const alone = (entry: OpenApi.SpecOperation): OpenApi.OpenApi => {
    const made = known.get(entry.id) ?? isolated(spec, entry)
    known.set(entry.id, made)
    return made
  }
  const baselines = new Map<string, Promise<Baseline>>()
  const baselineFor = ({ operation, side }: Mutant): Promise<Baseline> => {
    const entry = side === "specification" ? operation : (OpenApi.find(spec, operation)?.id ?? operation)
    const found = entries.find(({ id }) => id === entry)
    const baseline = baselines.get(entry) ?? baselineOf(context, entry, operations, found && alone(found))
    baselines.set(entry, baseline)
    return baseline
  }
  return {
    mutants: (operation) => {
      const isWanted = ({ id }: { readonly id: string }) => operation === undefined || id === operation
      return [
        ...entries.filter(isWanted).flatMap((_) => specificationMutants(alone(_))),
        ...operations.filter(isWanted).flatMap((_) => operationMutants(_, contract.definition))
      ]
    },
    run: async (mutant) => {
      const start = performance.now()
      const verdict = await verdictOn(mutant, await baselineFor(mutant), context)
      return { id: mutant.id, ...verdict, milliseconds: Math.round(performance.now() - start) }
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
  const { stands } = spec.operations.find((_) => _.alternativeOf === undefined)!
  const catalog = operations.filter(({ id }) => stands.includes(id))
  const subjects = { catalog, spec, definition: context.contract.definition }
  const consumed = await consume(subjects, context)
  const { found, idle, plain } = await askWitnesses(subjects, consumed, context)
  const all = [...consumed.found, ...found]
  if (all.length > 0) throw new BaselineFailed(all.map((_) => JSON.stringify(_)).join("\n"))
  return { ...subjects, ...consumed, plain, idle }
}

/** Drives the client through every interaction, and writes the pacts. */
const consume = async (subjects: Subjects, { contract, newFolder }: Context): Promise<Consumed> => {
  const { catalog, definition, spec } = subjects
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
  { catalog, definition, spec }: Subjects,
  { interactions, pacts }: Consumed,
  { contract }: Context
) => {
  const [replay, comparison, agreement] = await Promise.all([
    Replay.run(interactions, {
      spec,
      serve: contract.serve,
      pacts,
      plain: new Set(interactions.map(({ name }) => name))
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
  // Only those that no other operation needs: they fail where they explain nothing.
  const own = tolerances.filter(({ operations = [] }) => operations.length > 0 && operations.every((_) => ids.has(_)))
  return {
    plain: replay.plain,
    idle: own.filter((tolerance) => !mine.some((_) => tolerates(tolerance, _))),
    found: withoutTolerated(mine, tolerances)
  }
}

/** What the checks are given with the mutation, or the verdict where they cannot be given anything. */
type Mutated = { readonly subjects: Subjects; readonly consumed: Consumed } | { readonly verdict: Verdict }

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
  const subjects = { ...baseline, spec }
  const same = baseline.catalog.every(({ id }) => successes(spec, id) === successes(baseline.spec, id))
  return { subjects, consumed: same ? baseline : await consume(subjects, context) }
}

const mutateOperation = async (mutant: OperationMutant, baseline: Baseline, context: Context): Promise<Mutated> => {
  const given = baseline.catalog.find(({ id }) => id === mutant.operation)!
  const { definition, operation } = mutant.apply(given, baseline.definition)
  const catalog = baseline.catalog.map((_) => (_ === given ? operation : _))
  const subjects = { catalog, definition, spec: baseline.spec }
  try {
    const consumed = await declaredAs(baseline.definition, definition, () => consume(subjects, context))
    return { subjects, consumed }
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
  const { consumed, subjects } = mutated
  try {
    const { found, idle, plain } = await askWitnesses(subjects, consumed, context)
    const useless = idle.filter((_) => !baseline.idle.includes(_)).map((_) => uselessTolerance(_, mutant))
    const all = [...consumed.found, ...found, ...useless]
    const killedBy = everyWitness.filter((witness) => all.some((_) => _.witness === witness))
    const names = new Set(consumed.interactions.map(({ name }) => name))
    const replayAlone = [...baseline.plain].some((name) => names.has(name) && !plain.has(name))
    const { contract } = context
    const equivalent = killedBy.length > 0 ? undefined : await reasonOf(mutant, { ...subjects, contract })
    return { killedBy, replayAlone, found: all, ...(equivalent === undefined ? {} : { equivalent }) }
  } catch (error) {
    if (mutant.side === "operation") throw error
    return { killedBy: [], replayAlone: true, unreadable: String(error), found: [] }
  } finally {
    if (consumed.pacts !== baseline.pacts) await rm(consumed.pacts, { recursive: true, force: true })
  }
}

const uselessTolerance = ({ location, reason }: Tolerance, { operation }: Mutant): Disagreement => ({
  witness: "agreement",
  operation,
  status: undefined,
  location: `tolerance ${String(location)}`,
  package: reason,
  spec: "nothing there needs it any more"
})

/** Which successes there are: what pacts follow from. */
const successes = (spec: OpenApi.OpenApi, id: string): string => {
  const operation = OpenApi.find(spec, id)
  return canonical(OpenApi.successStatuses(operation).map((_) => [_, operation?.responses.get(_)?.hasBody]))
}

/** Mutates the package's own declaration for as long as `run` takes: its layer knows no other. */
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
