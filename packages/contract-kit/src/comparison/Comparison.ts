/** The second witness, comparison: compares the pact files with the specification without running either. */
import * as comparatorModule from "@pactflow/openapi-pact-comparator"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import { inside, show } from "@salesbridge/openapi/Json"
import type { OpenApi } from "@salesbridge/openapi/Specification"
import * as PactFile from "../consumer/PactFile.ts"
import * as ComparatorInput from "./ComparatorInput.ts"

/** Types of the library, repeated because its own cannot be resolved the way Node resolves modules. */
interface Result {
  readonly code: string
  readonly message: string
  readonly type: "error" | "warning" | "info"
  readonly mockDetails?: {
    readonly interactionDescription?: string | null
    readonly location: string
    readonly value: unknown
  }
  readonly specDetails?: { readonly location: string }
}
interface Comparator {
  readonly compare: (pact: unknown) => AsyncIterable<Result>
}
const library = comparatorModule as unknown as {
  readonly Comparator: new (documents: { readonly oas: unknown }) => Comparator
}

const comparators = new WeakMap<OpenApi, Comparator>()

/** Kept, because it compiles every schema that it uses. */
const comparatorFor = (spec: OpenApi): Comparator => {
  const known = comparators.get(spec) ?? new library.Comparator({ oas: ComparatorInput.adaptSpec(spec.document) })
  comparators.set(spec, known)
  return known
}

/** Ignored findings: the client sends `accept` with every call, even if no response has a body. */
const harmless = new Set(["request.accept.unknown"])

/** Returns the differences between pacts and specification, including warnings, and the names of the compared interactions. */
export const run = async (
  interactions: ReadonlyArray<Interaction>,
  options: { readonly spec: OpenApi; readonly pacts: string }
): Promise<{ readonly disagreements: ReadonlyArray<Disagreement>; readonly compared: ReadonlySet<string> }> => {
  const comparator = comparatorFor(options.spec)
  const files = await PactFile.list(options.pacts)
  const byName = new Map(interactions.map((_) => [_.name, _]))
  const disagreements: Array<Disagreement> = []
  const names = [
    ...options.spec.operations.flatMap((_) => _.parameters.map(({ name }) => name)),
    ...interactions.flatMap((_) => Object.keys(_.request.query))
  ]
  const compared = new Set<string>()
  for (const id of new Set(interactions.map(({ operation }) => operation.id))) {
    const path = files.get(id)
    if (path === undefined) continue
    const pact = await PactFile.read(path)
    for (const { description } of pact.interactions) compared.add(description)
    for await (const result of comparator.compare(
      ComparatorInput.adaptPact(pact, ComparatorInput.objectNames(options.spec, id))
    )) {
      if (result.type === "info" || harmless.has(result.code)) continue
      const name = result.mockDetails?.interactionDescription ?? ""
      const interaction = byName.get(name)
      disagreements.push(describe(result, id, interaction, names))
    }
  }
  return { disagreements, compared }
}

const describe = (
  result: Result,
  operation: string,
  interaction: Interaction | undefined,
  names: ReadonlyArray<string>
): Disagreement => {
  const request = result.code.startsWith("request.")
  const where = result.mockDetails?.location.replace(/^\[root\]\.interactions\[\d+\]\.?/, "") ?? result.code
  const extra = /additional properties - (.+)$/.exec(result.message)?.[1]
  const missing = extra ?? /required property '([^']+)'/.exec(result.message)?.[1]
  const location = ComparatorInput.restore(locationOf(where, missing), names)
  const value = result.mockDetails?.value
  return {
    witness: "comparison",
    operation,
    status: request ? undefined : interaction?.response.status,
    location,
    package:
      result.code === "response.status.unknown"
        ? (interaction?.error?.tag ?? "declared")
        : viewOf(value, extra, request),
    spec: `${result.message.replace(/^.*(?:defined in the spec file|incompatible with the response body schema in the spec file): /, "")}${
      result.specDetails === undefined ? "" : ` (${result.specDetails.location.replace("[root].", "")})`
    }`
  }
}

const viewOf = (value: unknown, extra: string | undefined, request: boolean): string => {
  if (extra !== undefined) return request ? "sends the field" : "reads the field"
  return value === undefined ? (request ? "does not send it" : "does not have it") : show(value)
}

const locationOf = (where: string, missing: string | undefined): string => {
  const [, side, part, rest] = /^(request|response)\.(body|query|headers|path|status)(.*)$/.exec(where) ?? []
  if (part === undefined) return where === "" ? "operation" : where
  const steps = [...(rest ?? "").matchAll(/\.([^.[\]]+)|\[(\d+)\]|\["([^"]+)"\]/g)].map(([, plain, index, quoted]) =>
    index !== undefined || /^\d+$/.test(plain ?? "") ? undefined : (plain ?? quoted ?? "")
  )
  const place = [...steps, ...(missing === undefined || steps.at(-1) === missing ? [] : [missing])].reduce<string>(
    (path, step) => (step === undefined ? `${path}[]` : inside(path, step)),
    ""
  )
  const whose =
    part === "body" ? `${side} body` : part === "headers" ? (side === "request" ? "header" : "response header") : part
  return place === "" ? whose : `${whose} ${place}`
}
