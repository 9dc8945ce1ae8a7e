/**
 * The third witness, agreement: compares an operation directly with its specification. Method, path, parameters,
 * security and statuses are compared as declared. Schemas are compared by their shapes, and each side also reads values
 * generated from the other's schema.
 */
import type { Operation, Vendor } from "@salesbridge/core"
import { requestBody, responses, statuses } from "./BodyAgreement.ts"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Options } from "./AgreementOptions.ts"
import type { Finding } from "./Finding.ts"
import { claims } from "./Claims.ts"
import { headers } from "./HeaderAgreement.ts"
import { find, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"
import { parameters } from "./ParameterAgreement.ts"
import { security } from "./SecurityAgreement.ts"

/** The differences between the operations and the specification. */
export const check = async (
  catalog: ReadonlyArray<Operation.Any>,
  options: Options
): Promise<ReadonlyArray<Disagreement>> => {
  const found: Array<Disagreement> = []
  for (const operation of catalog) {
    const add = (findings: ReadonlyArray<Finding>) =>
      found.push(...findings.map((_) => ({ witness: "agreement" as const, operation: operation.id, ..._ })))
    const theirs = find(options.spec, operation.id)
    if (theirs === undefined) {
      add([
        {
          status: undefined,
          location: "operation",
          package: `${operation.method} ${operation.path}`,
          spec: "no operation with this id"
        }
      ])
      continue
    }
    add(route(operation, theirs))
    add(claims(operation, theirs))
    for (const one of [theirs, ...options.spec.operations.filter((_) => _.alternativeOf === operation.id)]) {
      add(server(operation, one, options.definition))
      add(await parameters(operation, one, options))
      add(security(operation, one, options.definition))
      add(statuses(operation, one, options))
      add(headers(one, options))
      if (one === theirs || one.body !== undefined) add(await requestBody(operation, one, options))
      add(await responses(operation, one, options))
    }
  }
  return [...found, ...unknownToPackage(catalog, options.spec)]
}

const unknownToPackage = (catalog: ReadonlyArray<Operation.Any>, spec: OpenApi): ReadonlyArray<Disagreement> => {
  const ids = new Set(catalog.map(({ id }) => id))
  return spec.operations.flatMap((_) =>
    (_.alternativeOf === undefined ? _.operationIds : [_.alternativeOf])
      .filter((id) => !ids.has(id))
      .map((operation) => ({
        witness: "agreement" as const,
        operation,
        status: undefined,
        location: "operation",
        package: "no operation with this id",
        spec: `${_.method} ${_.path}`
      }))
  )
}

const route = (operation: Operation.Any, theirs: SpecOperation): ReadonlyArray<Finding> => [
  ...(operation.method === theirs.method
    ? []
    : [{ status: undefined, location: "method", package: operation.method, spec: theirs.method }]),
  ...(operation.path === theirs.path
    ? []
    : [{ status: undefined, location: "path", package: operation.path, spec: theirs.path }])
]

/**
 * Compares the server to which the package sends with those of the specification. Servers on this machine are mocks and
 * do not count.
 */
const server = (
  operation: Operation.Any,
  theirs: SpecOperation,
  { servers }: Vendor.Definition
): ReadonlyArray<Finding> => {
  const ours = origin(servers[operation.server ?? "default"] ?? servers.default)
  const said = theirs.servers.map(origin).filter((_) => _ !== undefined && !isLocal(_))
  return ours === undefined || said.length === 0 || said.includes(ours)
    ? []
    : [{ status: undefined, location: "server", package: ours, spec: said.join(" or ") }]
}

const origin = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)
const isLocal = (origin: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname)
