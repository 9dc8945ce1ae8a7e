/**
 * Reads a contract's inputs: its operations, its specification in the form that the checks use, and what they leave
 * out.
 */
import type { Operation } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { notes } from "@salesbridge/openapi/Notes"
import { type Options, plain } from "@salesbridge/openapi/Plain"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { otherIds } from "./agreement/OtherIds.ts"
import { withoutWrongExamples } from "./agreement/WrongExamples.ts"
import { type Interaction, interactions as interactionsOf } from "./interactions/Interaction.ts"
import { successesBy } from "./interactions/Successes.ts"
import type { Tolerance } from "./report/Disagreement.ts"
import type { Contract } from "./VendorContract.ts"

/** The client gets this text as each secret credential. No pact file may contain it. */
export const marker = "contract-kit-must-not-be-written"

/** The interactions of an operation, including one for every success that its specification declares. */
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

/**
 * The operations under contract. Throws if the catalog is empty, or if `operations` contains an id that it does not
 * have.
 */
export const catalogOf = ({ catalog, operations }: Contract): ReadonlyArray<Operation.Any> => {
  if (catalog.length === 0) {
    throw new Error(
      "The contract's catalog has no operations. Declare at least one that uses GET, POST, PUT, PATCH or DELETE."
    )
  }
  if (operations === undefined) return catalog
  const unknown = operations.filter((wanted) => !catalog.some(({ id }) => id === wanted))
  if (unknown.length > 0) {
    throw new Error(
      `The contract's \`operations\` contain ${unknown.join(", ")}, but the catalog does not. Use ids of the catalog.`
    )
  }
  return catalog.filter(({ id }) => operations.includes(id))
}

/** The parts of a contract that decide how its specification is read. */
export type Reading = Pick<Contract, "catalog" | "operations">

/** An OpenAPI document as the checks need it (see `plain`), still with wrong examples. */
export const plainOf = (
  document: JsonObject,
  { catalog, operations }: Reading,
  options: Pick<Options, "ranges"> = {}
): OpenApi.OpenApi =>
  OpenApi.of(
    plain(document, {
      ...options,
      ...(operations === undefined ? {} : { operations }),
      routes: catalog,
      statuses: (id) => catalog.find((_) => _.id === id)?.errors.map(({ status }) => status) ?? []
    })
  )

/** Reads an OpenAPI document as the checks need it. `notes` lists what they leave out. */
export const readingOf = (document: JsonObject, reading: Reading) => {
  const { notes: wrong, spec } = withoutWrongExamples(plainOf(document, reading))
  return { spec, notes: [...notes(document, reading.operations), ...wrong] }
}

/** Reads the contract's specification, from its path if it has one. */
export const readSpecification = async (contract: Reading & Pick<Contract, "spec">) => {
  const written = await OpenApi.read(contract.spec)
  const reading = readingOf(written.document, contract)
  return { ...reading, otherIds: otherIds(contract.catalog, { written, read: reading.spec }) }
}

/** The credentials for the client, by name: the marker for a secret one, a placeholder for any other. */
export const credentialsFor = ({ definition, placeholders }: Contract): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(definition.credentials).map(([name, { secret }]) => [
      name,
      secret === false ? (placeholders?.[name] ?? name) : marker
    ])
  )
