/** One run of a contract's checks. */
import type { Operation } from "@salesbridge/core"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import * as Agreement from "./agreement/Agreement.ts"
import { overbroadTolerances } from "./agreement/OverbroadTolerances.ts"
import * as Comparison from "./comparison/Comparison.ts"
import * as Consumer from "./consumer/Consumer.ts"
import * as Messages from "./consumer/Messages.ts"
import * as PactFile from "./consumer/PactFile.ts"
import type { Interaction } from "./interactions/Interaction.ts"
import { once } from "./once.ts"
import { catalogOf, credentialsFor, interactionsFor, marker, readSpecification } from "./Reading.ts"
import * as Replay from "./replay/Replay.ts"
import * as Sandbox from "./replay/Sandbox.ts"
import * as Coverage from "./report/Coverage.ts"
import { type Disagreement, distinct } from "./report/Disagreement.ts"
import * as Table from "./report/Table.ts"
import type { Contract } from "./VendorContract.ts"

/** The steps of a run. Each one runs the steps that it needs first, and runs once however often it is requested. */
export const start = (contract: Contract) => {
  requireNode()
  const catalog = catalogOf(contract)
  const sources = sourcesOf(contract, catalog)
  const clients = clientsOf(contract, catalog, sources)
  const witnesses = witnessesOf(contract, catalog, sources, clients)
  const report = once(async () => {
    const made = await reportOf(contract, catalog, sources, clients, witnesses)
    if (contract.report !== undefined) await save(made, contract.report)
    return made
  })
  return { ...clients, ...witnesses, report }
}

type Catalog = ReadonlyArray<Operation.Any>

/** The inputs of the checks: the specification and the interactions. */
const sourcesOf = (contract: Contract, catalog: Catalog) => {
  const reading = once(() => readSpecification(contract))
  const interactions = once(async (): Promise<ReadonlyMap<string, ReadonlyArray<Interaction>>> => {
    const { spec } = await reading()
    return new Map(catalog.map((_) => [_.id, interactionsFor(_, spec, contract.tolerances)]))
  })
  return { reading, interactions, everyInteraction: async () => [...(await interactions()).values()].flat() }
}
type Sources = ReturnType<typeof sourcesOf>

/** Runs the client through every interaction, which writes the pacts. */
const clientsOf = (contract: Contract, catalog: Catalog, { everyInteraction }: Sources) => {
  const consumedAll = once(async () => {
    await PactFile.clear(contract.pacts)
    // If this run is interrupted, the report of an earlier one must not be left as its result.
    if (contract.report !== undefined) await rm(contract.report, { force: true })
    const found = await Consumer.run(await everyInteraction(), {
      definition: contract.definition,
      layer: contract.layer,
      credentials: credentialsFor(contract),
      placeholders: contract.placeholders ?? {},
      pacts: contract.pacts
    })
    const leaking = await Promise.all(catalog.map((_) => leaks(contract, _)))
    return [...found, ...leaking.flat()]
  })
  return { consumedAll }
}
type Clients = ReturnType<typeof clientsOf>

/** The witnesses. Those that read pacts wait until all of them are written. */
const witnessesOf = (contract: Contract, catalog: Catalog, sources: Sources, { consumedAll }: Clients) => {
  const { definition, pacts, sandbox, seed = defaultSeed, serve, tolerances = [] } = contract
  const { everyInteraction, reading } = sources
  const sandboxFailures = once(async () => {
    await consumedAll()
    return sandbox && Sandbox.run(sandbox, contract)
  })
  const replayed = once(async () => {
    const failures = await sandboxFailures()
    const { spec } = await reading()
    return Replay.run(await everyInteraction(), { spec, serve, pacts, withExamples: new Set(failures?.own.keys()) })
  })
  const sandboxed = once(async (): Promise<ReadonlyArray<string>> => {
    const failures = await sandboxFailures()
    if (sandbox === undefined || failures === undefined) return []
    return Sandbox.judge(sandbox, failures, await everyInteraction(), (await replayed()).passedWithExamples)
  })
  const messages =
    contract.messages === undefined
      ? undefined
      : Messages.start({ ...contract, ...contract.messages, vendor: definition.name })
  const compared = once(async () => {
    await consumedAll()
    return Comparison.run(await everyInteraction(), { spec: (await reading()).spec, pacts })
  })
  const agreed = once(async () => {
    const { otherIds, spec } = await reading()
    return [
      ...(await Agreement.check(catalog, { definition, spec, seed })),
      ...overbroadTolerances(catalog, { spec, tolerances }),
      // A sandbox is told its states by the specification's ids.
      ...(sandbox === undefined ? [] : otherIds)
    ]
  })
  return { replayed, sandboxed, messages, compared, agreed }
}
type Witnesses = ReturnType<typeof witnessesOf>

const defaultSeed = "salesbridge"

const reportOf = async (
  { definition, messages, seed = defaultSeed, tolerances = [] }: Contract,
  catalog: Catalog,
  { everyInteraction, reading }: Sources,
  { consumedAll }: Clients,
  witnesses: Witnesses
): Promise<Coverage.Report> => {
  const clients = await consumedAll()
  const [replay, comparison, agreement, posted = []] = await Promise.all([
    witnesses.replayed(),
    witnesses.compared(),
    witnesses.agreed(),
    witnesses.messages?.all()
  ])
  const interactions = await everyInteraction()
  const { notes, spec } = await reading()
  return Coverage.report({
    vendor: definition.name,
    seed,
    operations: catalog.map((operation) => outcomesOf(operation, interactions, spec)),
    interactions: interactions.map((_) => ({ name: _.name, operation: _.operation.id, status: _.response.status })),
    events: messages?.messages.map(({ event }) => event) ?? [],
    replayed: replay.replayed,
    compared: comparison.compared,
    agreed: new Set(catalog.map(({ id }) => id)),
    found: distinct([...clients, ...replay.disagreements, ...comparison.disagreements, ...agreement, ...posted]),
    tolerances,
    notes
  })
}

/** Every status of an operation, on either side. */
const outcomesOf = (
  { errors, id, source }: Operation.Any,
  interactions: ReadonlyArray<Interaction>,
  spec: OpenApi.OpenApi
) => {
  const statuses = new Set([
    ...interactions.filter((_) => _.operation.id === id).map((_) => _.response.status),
    ...errors.map(({ status }) => status),
    ...(OpenApi.find(spec, id)?.responses.keys() ?? [])
  ])
  return { id, source, statuses: [...statuses].toSorted((a, b) => a - b) }
}

const save = async (report: Coverage.Report, path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(path.replace(/\.json$/, ".txt"), `${Table.render(report)}\n`)
}

/** The location of a disagreement about a leaked credential. */
export const credentialsIn = "pact file"

/** Reports an operation whose pact file contains the marker that the client got as its secret credentials. */
const leaks = async (contract: Contract, operation: Operation.Any): Promise<ReadonlyArray<Disagreement>> => {
  const file = await readFile(PactFile.pathOf(contract.pacts, operation.id), "utf8").catch(() => "")
  if (!file.includes(marker)) return []
  return [
    {
      witness: "client",
      operation: operation.id,
      status: undefined,
      location: credentialsIn,
      package: "contains a credential",
      spec: "must contain a placeholder instead"
    }
  ]
}

/** The oldest major version of Node on which the checks, Pact's library and `fetch` are tested. */
const oldestNode = 22

const requireNode = (): void => {
  const major = Number(process.versions.node.split(".")[0])
  if (major < oldestNode) {
    throw new Error(`@salesbridge/contract-kit needs Node ${oldestNode} or newer; this is ${process.version}.`)
  }
}
