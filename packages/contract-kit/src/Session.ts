/** A run of a contract's checks. */
import type { Operation } from "@salesbridge/core"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import * as Agreement from "./agreement/Agreement.ts"
import { tooWide } from "./agreement/TooWide.ts"
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

/** Every step once, in its order, whoever asks first. */
export const start = (contract: Contract) => {
  requireNode()
  const { definition, tolerances = [] } = contract
  const catalog = catalogOf(contract)
  const seed = contract.seed ?? "salesbridge"
  const reading = once(() => readSpecification(contract))
  const spec = async () => (await reading()).spec
  const interactions = once(async (): Promise<ReadonlyMap<string, ReadonlyArray<Interaction>>> => {
    const read = await spec()
    return new Map(catalog.map((operation) => [operation.id, interactionsFor(operation, read, tolerances)]))
  })
  const everyInteraction = async () => [...(await interactions()).values()].flat()
  const cleared = once(async () => {
    await PactFile.clear(contract.pacts)
    // What an earlier run found must not stand for this one.
    if (contract.report !== undefined) await rm(contract.report, { force: true })
  })
  const consumers = new Map(
    catalog.map((operation) => [
      operation.id,
      once(async () => {
        await cleared()
        const found = await Consumer.run((await interactions()).get(operation.id) ?? [], {
          definition,
          layer: contract.layer,
          credentials: credentialsFor(contract),
          placeholders: contract.placeholders ?? {},
          pacts: contract.pacts
        })
        return [...found, ...(await leaks(contract, operation))]
      })
    ])
  )
  const consumed = (operation: Operation.Any) => consumers.get(operation.id)?.() ?? Promise.resolve([])
  const consumedAll = once(async () => {
    const found: Array<Disagreement> = []
    for (const operation of catalog) found.push(...(await consumed(operation)))
    return found
  })
  const replayed = once(async () => {
    await consumedAll()
    return Replay.run(await everyInteraction(), {
      spec: await spec(),
      serve: contract.serve,
      pacts: contract.pacts,
      plain: contract.sandbox !== undefined
    })
  })
  const sandboxed = once(async (): Promise<ReadonlyArray<Disagreement>> => {
    const { plain } = await replayed()
    return contract.sandbox === undefined
      ? []
      : Sandbox.run(contract.sandbox, contract, await everyInteraction(), plain)
  })
  const messages =
    contract.messages === undefined
      ? undefined
      : Messages.start({ ...contract, ...contract.messages, vendor: definition.name })
  const compared = once(async () => {
    await consumedAll()
    return Comparison.run(await everyInteraction(), { spec: await spec(), pacts: contract.pacts })
  })
  const agreed = once(async () => {
    const read = await spec()
    return [
      ...(await Agreement.check(catalog, { definition, spec: read, seed })),
      ...tooWide(catalog, { spec: read, tolerances })
    ]
  })
  const report = once(async () => {
    const clients = await consumedAll()
    const [replay, comparison, agreement, posted = []] = await Promise.all([
      replayed(),
      compared(),
      agreed(),
      messages?.all()
    ])
    const interactions = await everyInteraction()
    const { notes, spec } = await reading()
    const made = Coverage.report({
      vendor: definition.name,
      seed,
      operations: catalog.map((operation) => outcomesOf(operation, interactions, spec)),
      interactions: interactions.map((_) => ({ name: _.name, operation: _.operation.id, status: _.response.status })),
      events: contract.messages?.messages.map(({ event }) => event) ?? [],
      replayed: replay.replayed,
      compared: comparison.compared,
      agreed: new Set(catalog.map(({ id }) => id)),
      found: distinct([...clients, ...replay.disagreements, ...comparison.disagreements, ...agreement, ...posted]),
      tolerances,
      notes
    })
    if (contract.report !== undefined) await save(made, contract.report)
    return made
  })
  return { consumed, consumedAll, replayed, sandboxed, messages, compared, agreed, report }
}

/** Every status that an operation has on either side. */
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

/** Where a credential must not be. */
export const credentialsIn = "pact file"

/** The client was given a marker for each secret; none may have come into the pact. */
const leaks = async (contract: Contract, operation: Operation.Any): Promise<ReadonlyArray<Disagreement>> => {
  const file = await readFile(PactFile.pathOf(contract.pacts, operation.id), "utf8").catch(() => "")
  if (!file.includes(marker)) return []
  return [
    {
      witness: "client",
      operation: operation.id,
      status: undefined,
      location: credentialsIn,
      package: "a credential is in it",
      spec: "a placeholder stands for it"
    }
  ]
}

/** The oldest Node whose pact library and `fetch` the checks are tried with. */
const oldestNode = 22

const requireNode = (): void => {
  const major = Number(process.versions.node.split(".")[0])
  if (major < oldestNode) {
    throw new Error(`@salesbridge/contract-kit needs Node ${oldestNode} or newer; this is ${process.version}.`)
  }
}
