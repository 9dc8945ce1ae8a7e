/**
 * Checks a vendor's operations against its specification with three independent witnesses. `test` registers the checks
 * with a test runner. `check` runs them and returns the report.
 */
import type { Operation } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Messages from "./consumer/Messages.ts"
import { catalogOf } from "./Reading.ts"
import * as Coverage from "./report/Coverage.ts"
import { type Disagreement, distinct, format } from "./report/Disagreement.ts"
import type { Runner } from "./Runner.ts"
import { credentialsIn, start } from "./Session.ts"
import type { Contract } from "./VendorContract.ts"

export type { Runner } from "./Runner.ts"
export type { Contract, Provider, Sandbox } from "./VendorContract.ts"

/**
 * In milliseconds. The first test of a witness waits for its results for all operations, which may be more than a
 * hundred.
 */
const timeout = 300_000

/**
 * Registers the checks. Each operation has one test of the client and one for each witness, each event has one, and
 * others check the contract as a whole.
 */
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

  perOperation("the client returns each documented outcome", async (operation) =>
    (await session.consumedAll()).filter((_) => _.operation === operation.id)
  )
  perOperation("the mock responds as the pacts expect", (operation) =>
    of(
      operation,
      session.replayed().then((_) => _.disagreements)
    )
  )
  perOperation("the pacts match the specification", (operation) =>
    of(
      operation,
      session.compared().then((_) => _.disagreements)
    )
  )
  perOperation("operation and specification agree", (operation) => of(operation, session.agreed()))
  if (contract.sandbox !== undefined) {
    it("the sandbox passes every pact that the mock passes", async () => failWith(await session.sandboxed()), timeout)
  }
  if (session.messages !== undefined) Messages.register(runner, session.messages, contract.tolerances ?? [])
  describe("the contract as a whole", () => {
    it(
      "has every outcome checked by every witness",
      async () => {
        const report = await session.report()
        // The tests above already report what belongs to an operation or an event.
        const ids = new Set([
          ...catalogOf(contract).map(({ id }) => id),
          ...(contract.messages?.messages.map(({ event }) => event) ?? [])
        ])
        fail(report.disagreements.filter((_) => !ids.has(_.operation)))
        if (report.disagreements.length > 0)
          throw new Error(`${report.disagreements.length} disagreements, listed above.`)
        if (!report.passed) throw new Error("Some outcomes were not checked by every witness.")
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

/**
 * Runs all checks and returns their report. Writes the pact files, and the report if the contract names a path for it.
 */
export const check = (contract: Contract): Promise<Coverage.Report> => start(contract).report()

/**
 * Runs the checks of one operation against a specification that `drift` has changed, to test the checks themselves.
 * Returns the disagreements; an empty list means that the checks do not notice the change.
 */
export const checkDrift = async (
  contract: Contract,
  operation: string,
  drift: (document: JsonObject) => JsonObject
): Promise<ReadonlyArray<Disagreement>> => {
  const pacts = await mkdtemp(join(tmpdir(), "drift-"))
  try {
    const { messages: _, report: __, sandbox: ___, ...rest } = contract
    const document = drift(OpenApi.only(await OpenApi.read(contract.spec), operation).document)
    const catalog = contract.catalog.filter(({ id }) => id === operation)
    const { disagreements } = await check({ ...rest, catalog, pacts, spec: document })
    // The changed specification contains only this operation, so the others are missing on purpose.
    return disagreements.filter((_) => _.operation === operation)
  } finally {
    await rm(pacts, { recursive: true, force: true })
  }
}

const intolerable = ({ tolerances = [] }: Contract, found: ReadonlyArray<Disagreement>) =>
  Coverage.withoutTolerated(distinct(found), tolerances)

const fail = (found: ReadonlyArray<Disagreement>): void => failWith(found.map(format))

const failWith = (lines: ReadonlyArray<string>): void => {
  if (lines.length > 0) throw new Error(lines.join("\n"))
}
