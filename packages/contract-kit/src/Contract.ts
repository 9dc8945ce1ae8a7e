/**
 * A vendor under contract: its operations against its specification, by three witnesses. `test` registers the checks
 * with a test runner, `check` runs them and returns the report.
 */
import type { Operation, Vendor } from "@salesbridge/core"
import type * as Layer from "effect/Layer"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as Agreement from "./Agreement.ts"
import * as Comparison from "./Comparison.ts"
import * as Consumer from "./Consumer.ts"
import * as Coverage from "./Coverage.ts"
import { type Disagreement, distinct, format, type Tolerance } from "./Disagreement.ts"
import type { Drift } from "./Drift.ts"
import { type Interaction, interactions as interactionsOf } from "./Interaction.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { notes } from "@salesbridge/openapi/Notes"
import { plain } from "@salesbridge/openapi/Plain"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as PactFile from "./PactFile.ts"
import * as Replay from "./Replay.ts"
import { successesBy } from "./Successes.ts"
import * as Table from "./Table.ts"
import { tooWide } from "./TooWide.ts"
import { withoutWrongExamples } from "./WrongExamples.ts"

/** A server that stands in for the vendor and is told in which state to be. */
export interface Provider {
  readonly url: string
  /** Where Pact's verifier tells it the state that an interaction wants. */
  readonly states: string
  readonly close: () => Promise<void>
}

/** A server that answers from a state of its own. */
export interface Sandbox {
  readonly start: () => Promise<Provider>
  /**
   * Operations whose pacts ask for what its state does not hold, and why: told so, it answers them with the
   * specification's examples. One that is not needed is a disagreement.
   */
  readonly arranged?: { readonly [operation: string]: string }
}

/** What a vendor brings to its contract. */
export interface Contract {
  /** Its operations. */
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly definition: Vendor.Definition
  /** Its service at this origin with these credentials, transport included. */
  readonly layer: (baseUrl: string, credentials: { readonly [name: string]: string }) => Layer.Layer<never, unknown>
  /** Its specification: a path, or the document itself. */
  readonly spec: string | URL | JsonObject
  /**
   * The operations that the contract is about, by their ids; what the specification has beside them is not looked at.
   * Default: all of the catalog and of the specification.
   */
  readonly operations?: ReadonlyArray<string>
  /** Serves a specification, for the replay. */
  readonly serve: Replay.Serve
  /** A second server in the vendor's place. It must pass every pact that the mock passes with the specification's examples. */
  readonly sandbox?: Sandbox
  /** Where its pact files go. What is there is replaced. */
  readonly pacts: string
  /** Where the report goes, as JSON; the table goes beside it, as text. Default: nowhere. */
  readonly report?: string
  /** What stands for its credentials in pact files, as on the wire. Default: their names. */
  readonly placeholders?: { readonly [credential: string]: string }
  /** What the package reads beyond the specification, and why. */
  readonly tolerances?: ReadonlyArray<Tolerance>
  /** Where made-up values start. Default: `salesbridge`. */
  readonly seed?: string
}

/** The functions of a test runner: Vitest's, Jest's or `node:test`'s. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>, timeout: number) => unknown
}

const timeout = 60_000

/** A credential that no pact file may contain. */
const marker = "contract-kit-must-not-be-written"

/** Registers the checks: one test for each operation and witness, and one for the whole. */
export const test = (runner: Runner, contract: Contract): void => {
  const { describe, it } = runner
  const session = start(contract)
  const perOperation = (name: string, run: (operation: Operation.Any) => Promise<ReadonlyArray<Disagreement>>) =>
    describe(name, () => {
      for (const operation of catalogOf(contract)) {
        it(`${operation.id} (${operation.source})`, async () => fail(await run(operation)), timeout)
      }
    })
  const of = async (operation: Operation.Any, all: Promise<ReadonlyArray<Disagreement>>) =>
    intolerable(
      contract,
      (await all).filter((_) => _.operation === operation.id)
    )

  perOperation("the client gives each documented outcome", (operation) => session.consumed(operation))
  perOperation("the mock answers as the pacts say", (operation) =>
    of(
      operation,
      session.replayed().then((_) => _.disagreements)
    )
  )
  perOperation("the pacts fit the specification", (operation) =>
    of(
      operation,
      session.compared().then((_) => _.disagreements)
    )
  )
  perOperation("operation and specification agree", (operation) => of(operation, session.agreed()))
  if (contract.sandbox !== undefined) {
    it("the sandbox passes every pact that the mock passes", async () => fail(await session.sandboxed()), 300_000)
  }
  describe("the whole", () => {
    it(
      "has every outcome checked by every witness",
      async () => {
        const report = await session.report()
        // Each stands with its operation, if it has one there.
        const ids = new Set(catalogOf(contract).map(({ id }) => id))
        fail(report.disagreements.filter((_) => !ids.has(_.operation)))
        if (report.disagreements.length > 0) throw new Error(`${report.disagreements.length} disagreements, as above.`)
        if (!report.passed) throw new Error("There are outcomes that not every witness checked.")
      },
      timeout
    )
    it(
      "has no credentials in its pact files",
      async () => fail((await session.consumedAll()).filter(({ location }) => location === credentialsIn)),
      timeout
    )
  })
}

/** Runs all checks. */
export const check = (contract: Contract): Promise<Coverage.Report> => start(contract).report()

/**
 * What the checks of one operation say to a specification with a fault planted in it: nothing means that they are
 * blind to the fault.
 */
export const checkDrift = async (
  contract: Contract,
  operation: string,
  drift: Drift
): Promise<ReadonlyArray<Disagreement>> => {
  const pacts = await mkdtemp(join(tmpdir(), "drift-"))
  try {
    const { report: _, sandbox: __, ...rest } = contract
    const { document } = drift(OpenApi.only(await OpenApi.read(contract.spec), operation))
    const catalog = contract.catalog.filter(({ id }) => id === operation)
    const { disagreements } = await check({ ...rest, catalog, pacts, spec: document })
    // That the other operations are missing is no news.
    return disagreements.filter((_) => _.operation === operation)
  } finally {
    await rm(pacts, { recursive: true, force: true })
  }
}

const sandboxDisagreement = (
  operation: string,
  status: number | undefined,
  location: string,
  reason: string
): Disagreement => ({ witness: "replay", operation, status, location, package: "a pact for the sandbox", spec: reason })

const credentialsIn = "pact file"

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

const intolerable = ({ tolerances = [] }: Contract, found: ReadonlyArray<Disagreement>) =>
  Coverage.withoutTolerated(distinct(found), tolerances)

const fail = (found: ReadonlyArray<Disagreement>): void => {
  if (found.length > 0) throw new Error(found.map(format).join("\n"))
}

/** The interactions of an operation, for every success that its specification declares. */
export const interactionsFor = (
  operation: Operation.Any,
  spec: OpenApi.OpenApi,
  tolerances: ReadonlyArray<Tolerance> = []
): ReadonlyArray<Interaction> => {
  const theirs = OpenApi.find(spec, operation.id)
  const schemas = successesBy(operation, theirs, spec)
  const successes = OpenApi.successStatuses(theirs).map((status) => ({
    status,
    empty: theirs?.responses.get(status)?.hasBody === false,
    schema: schemas(status)
  }))
  return interactionsOf(operation, { tolerances, ...(successes.length === 0 ? {} : { successes }) })
}

/** The catalog's operations that the contract is about. Throws where `operations` names one that is not there, or none. */
export const catalogOf = ({ catalog, operations }: Contract): ReadonlyArray<Operation.Any> => {
  if (catalog.length === 0) {
    throw new Error(
      "The contract has no operations. Declare those that the specification has as GET, POST, PUT, PATCH or DELETE."
    )
  }
  if (operations === undefined) return catalog
  const unknown = operations.filter((wanted) => !catalog.some(({ id }) => id === wanted))
  if (unknown.length > 0) {
    throw new Error(`The contract's \`operations\` name ${unknown.join(", ")}, which the catalog does not have.`)
  }
  return catalog.filter(({ id }) => operations.includes(id))
}

/** What decides how a specification is read. */
export type Reading = Pick<Contract, "catalog" | "operations">

/** A document as the checks read it, see `plain`, and what they leave out. */
export const readingOf = (document: JsonObject, { catalog, operations }: Reading) => {
  const read = OpenApi.of(
    plain(document, {
      ...(operations === undefined ? {} : { operations }),
      routes: catalog,
      statuses: (id) => catalog.find((_) => _.id === id)?.errors.map(({ status }) => status) ?? []
    })
  )
  const { notes: wrong, spec } = withoutWrongExamples(read)
  return { spec, notes: [...notes(document, operations), ...wrong] }
}

/** The contract's specification as the checks read it. */
export const readSpecification = async (contract: Reading & Pick<Contract, "spec">) =>
  readingOf((await OpenApi.read(contract.spec)).document, contract)

/** What the client is given: a marker for what is secret, a placeholder for the rest. */
export const credentialsFor = ({ definition, placeholders }: Contract): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(definition.credentials).map(([name, { secret }]) => [
      name,
      secret === false ? (placeholders?.[name] ?? name) : marker
    ])
  )

/** Every step once, in its order, whoever asks first. */
const start = (contract: Contract) => {
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
    if (contract.sandbox === undefined) return []
    const { arranged = {}, start } = contract.sandbox
    const provider = await start()
    try {
      const { states, url } = provider
      const at = (states: string) => ({ name: definition.name, url, states })
      const own = await Replay.against(contract.pacts, at(states))
      const told = await Replay.against(contract.pacts, at(`${states}?examples=true`), new Set(Object.keys(arranged)))
      const used = new Set<string>()
      const found = (await everyInteraction()).flatMap(({ name, operation, response }) => {
        if (!plain.has(name) || !own.has(name)) return []
        const isArranged = operation.id in arranged && response.status < 300
        if (isArranged) used.add(operation.id)
        const reason = isArranged ? told.get(name) : own.get(name)
        return reason === undefined ? [] : [sandboxDisagreement(operation.id, response.status, name, reason)]
      })
      const unused = Object.keys(arranged).filter((id) => !used.has(id))
      return [
        ...found,
        ...unused.map((id) => sandboxDisagreement(id, undefined, "arranged", "it passes its pacts without being told"))
      ]
    } finally {
      await provider.close()
    }
  })
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
    const read = await spec()
    const clients = await consumedAll()
    const [replay, comparison, agreement] = await Promise.all([replayed(), compared(), agreed()])
    const all = await everyInteraction()
    const made = Coverage.report({
      vendor: definition.name,
      seed,
      operations: catalog.map(({ errors, id, source }) => ({
        id,
        source,
        statuses: [
          ...new Set([
            ...all.filter((_) => _.operation.id === id).map((_) => _.response.status),
            ...errors.map(({ status }) => status),
            ...(OpenApi.find(read, id)?.responses.keys() ?? [])
          ])
        ].toSorted((a, b) => a - b)
      })),
      interactions: all.map((_) => ({ name: _.name, operation: _.operation.id, status: _.response.status })),
      replayed: replay.replayed,
      compared: comparison.compared,
      agreed: new Set(catalog.map(({ id }) => id)),
      found: distinct([...clients, ...replay.disagreements, ...comparison.disagreements, ...agreement]),
      tolerances,
      notes: (await reading()).notes
    })
    if (contract.report !== undefined) {
      await mkdir(dirname(contract.report), { recursive: true })
      await writeFile(contract.report, `${JSON.stringify(made, null, 2)}\n`)
      await writeFile(contract.report.replace(/\.json$/, ".txt"), `${Table.render(made)}\n`)
    }
    return made
  })
  return { consumed, consumedAll, replayed, sandboxed, compared, agreed, report }
}

/** The oldest Node whose pact library and `fetch` the checks are tried with. */
const oldestNode = 22

const requireNode = (): void => {
  const major = Number(process.versions.node.split(".")[0])
  if (major < oldestNode) {
    throw new Error(`@salesbridge/contract-kit needs Node ${oldestNode} or newer; this is ${process.version}.`)
  }
}

const once = <A>(run: () => Promise<A>): (() => Promise<A>) => {
  let result: Promise<A> | undefined
  return () => (result ??= run())
}
