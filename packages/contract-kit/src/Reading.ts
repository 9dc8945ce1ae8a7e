/** A contract as the checks read it: its operations, its specification in plain form, and what is left out. */
import type { Operation } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { notes } from "@salesbridge/openapi/Notes"
import { plain } from "@salesbridge/openapi/Plain"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { withoutWrongExamples } from "./agreement/WrongExamples.ts"
import { type Interaction, interactions as interactionsOf } from "./interactions/Interaction.ts"
import { successesBy } from "./interactions/Successes.ts"
import type { Tolerance } from "./report/Disagreement.ts"
import type { Contract } from "./VendorContract.ts"

/** A credential that no pact file may contain. */
export const marker = "contract-kit-must-not-be-written"

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
