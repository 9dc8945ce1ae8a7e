/** Makes the mutants of an operation and of its vendor's definition. */
import type { Operation, Vendor } from "@salesbridge/core"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import type * as Sample from "../interactions/Sample.ts"
import { claimMutations, errorMutations } from "./ErrorMutations.ts"
import { inputMutations } from "./InputMutations.ts"
import { identified, type OperationMutant } from "./Mutant.ts"
import { answerDrafts, definitionDraftAt, type OperationDraft, operationDraftAt } from "./OperationDraft.ts"

/** All mutants of one operation: its input, responses, address, claims, credentials and server. */
export const operationMutants = (
  operation: Operation.Any,
  definition: Vendor.Definition
): ReadonlyArray<OperationMutant> =>
  identified(`${operation.id} operation`, draftsOf(operation, definition), (draft, apply) => ({
    ...draft,
    side: "operation",
    operation: operation.id,
    apply
  }))

function* draftsOf(operation: Operation.Any, definition: Vendor.Definition): Generator<OperationDraft> {
  yield* inputMutations(operation)
  yield* answerDrafts(operation.success as Sample.Codec, 200, (codec) => () => ({
    success: codec as Operation.Any["success"]
  }))
  yield* errorMutations(operation)
  yield* addressMutations(operation)
  yield* claimMutations(operation)
  yield* credentialMutations(operation, definition)
  yield* serverMutations(operation)
}

function* addressMutations(operation: Operation.Any): Generator<OperationDraft> {
  const { method, parameters, path } = operation
  const draft = operationDraftAt("path", "path", { part: "path" })
  const segments = path.split("/")
  for (const [index, segment] of segments.entries()) {
    if (segment === "" || segment.startsWith("{")) continue
    const other = `${segment}-renamed`
    yield draft(`${segment} is called ${other}`, () => ({ path: segments.with(index, other).join("/") }))
  }
  yield draft("has one more segment", () => ({ path: `${path}/more` }))
  for (const other of ["GET", "POST", "PUT", "PATCH"] as const) {
    if (other === method || (other === "GET" && parameters.body !== undefined)) continue
    yield operationDraftAt("method", "method", { part: "method" })(`is ${other}`, () => ({ method: other }))
  }
}

function* credentialMutations(operation: Operation.Any, definition: Vendor.Definition): Generator<OperationDraft> {
  const carried = credentialsOf(definition, operation)
  for (const { in: place, key, name, scheme } of carried) {
    const where = ["security", `credential ${key}`, { part: "security" }] as const
    const credentialDraft = (change: string, edit: Partial<Vendor.Credential>) =>
      definitionDraftAt(...where)(change, ({ credentials }) => ({
        credentials: { ...credentials, [key]: { ...credentials[key]!, ...edit } }
      }))
    const others = carried.map((_) => _.key).filter((_) => _ !== key)
    yield operationDraftAt(...where)("is not sent", () => ({ credentials: others }))
    yield credentialDraft("has another name", { name: `${name}-renamed` })
    const to = place === "query" ? "header" : "query"
    yield credentialDraft(`is in ${to}`, { in: to })
    yield credentialDraft(scheme === undefined ? "has a scheme" : "has another scheme", { scheme: "Other" })
  }
}

function* serverMutations({ server = "default" }: Operation.Any): Generator<OperationDraft> {
  const draft = definitionDraftAt("server", "server", { part: "server" })
  yield draft("is another host", ({ servers }) => ({
    servers: { ...servers, [server]: "https://elsewhere.example.com" }
  }))
}
