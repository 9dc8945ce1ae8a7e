/**
 * Builds the clients of the corpus. Each client is next to its document and defines one fault in the document's
 * feature.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Operation, Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** A fault replaces a text of the document. The expected disagreement begins with the given words. */
interface Fault {
  readonly replace: string
  readonly by: string
  readonly says: string
}

export interface Client {
  readonly definition: Vendor.Definition
  readonly catalog: ReadonlyArray<Operation.Any>
  /** Absent if the feature is not checked. */
  readonly fault?: Fault
  /** The beginning of the note that names an ignored feature, or of the disagreement that refuses the document. */
  readonly says?: string
  /** The operations under contract, if refused ones are left out. */
  readonly without?: ReadonlyArray<string>
}

class Service extends Context.Service<Service, Vendor.Vendor>()("contract-kit/test/Corpus") {}

export const layer =
  (definition: Vendor.Definition) =>
  (baseUrl: string, { key = "" }: { readonly [name: string]: string }) =>
    Layer.effect(Service, Vendor.make(definition, { key: Redacted.make(key) }, { baseUrl })).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    )

const vendor = (given: Partial<Vendor.Definition> = {}) => {
  const definition: Vendor.Definition = {
    name: "acme",
    servers: { default: "https://api.example.com" },
    credentials: { key: { in: "header", name: "x-api-key" } },
    ...given
  }
  return { definition, ...Operation.declare(definition, Service) }
}

export const acme = vendor()
export const number = (example: number) => Schema.Number.annotate({ examples: [example] })
export const int = (example: number) => Schema.Int.annotate({ examples: [example] })
export const text = (example: string) => Schema.String.annotate({ examples: [example] })

export const Thing = Schema.Struct({ id: int(7), name: text("Anvil") })
const Done = Schema.Struct({ id: int(7) })

export interface Node {
  readonly name: string
  readonly children: ReadonlyArray<Node>
}
export const Node: Schema.Codec<Node> = Schema.Struct({
  name: Schema.String,
  children: Schema.Array(Schema.suspend((): Schema.Codec<Node> => Node))
})
export interface Chain {
  readonly name: string
  readonly child: Chain | null
}
export const Chain: Schema.Codec<Chain> = Schema.Struct({
  name: Schema.String,
  child: Schema.NullOr(Schema.suspend((): Schema.Codec<Chain> => Chain))
})

export class NotFound extends VendorError.status("NotFound", { status: 404, description: "No such thing" }) {}
export class Explained extends VendorError.status("Explained", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ message: Schema.String }),
  reason: ({ message }) => message
}) {}
export class Problem extends VendorError.status("Problem", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ title: Schema.String }),
  reason: ({ title }) => title
}) {}
export class TooMany extends VendorError.status("TooMany", { status: 429, description: "Too many calls" }) {}

type Success = Schema.ConstraintCodec<any, any> // oxlint-disable-line typescript/no-explicit-any -- of any kind
type Errors = ReadonlyArray<VendorError.StatusClass>

/** GET /things/{id} with this response. */
export const getThing = (
  success: Success,
  { by = acme, errors = [], id = "getThing", path = "/things/{id}", server }: Declared = {}
): Operation.Any =>
  by.get(path, {
    id,
    source: "Get a thing",
    path: { id: int(7) },
    success,
    errors,
    ...(server === undefined ? {} : { server })
  } as never)
interface Declared {
  readonly by?: ReturnType<typeof vendor>
  readonly errors?: Errors
  readonly id?: string
  readonly path?: string
  readonly server?: string
}

/** GET /things with this in its query. */
export const listThings = (query: Operation.Parameters, success: Success = Schema.Array(int(7))): Operation.Any =>
  acme.get("/things", { id: "listThings", source: "List things", query, success })

/** POST /things with this body. */
export const createThing = (body: Operation.Parameters, success: Success = Done): Operation.Any =>
  acme.post("/things", { id: "createThing", source: "Create a thing", body, success })

export const getReport = acme.get("/report", { id: "getReport", source: "Get the report", success: Schema.Void })

export const of = (operation: Operation.Any, replace: string, by: string, says: string): Client => ({
  definition: acme.definition,
  catalog: [operation],
  fault: { replace, by, says }
})
export const ignoring = (operation: Operation.Any, says: string, fault?: Fault): Client => ({
  definition: acme.definition,
  catalog: [operation],
  says,
  ...(fault === undefined ? {} : { fault })
})

export const thing = getThing(Thing)
export const optionalName: readonly [string, string, string] = [
  "required: [id, name]",
  "required: [id]",
  "getThing 200, response body name: package: string, required; specification: string, optional"
]
export const elsewhere = vendor({ servers: { default: "https://api.example.com", files: "https://files.example.com" } })
export const bearer = vendor({ credentials: { key: { in: "header", name: "Authorization", scheme: "Bearer" } } })
export const open = vendor({ credentials: {} })
export const waiting = vendor({ retryAfter: [429] })
export const optional = vendor({ credentials: { key: { in: "header", name: "x-api-key", optional: true } } })
export const Size = Schema.Literals(["small", "large"])
export const Level = Schema.Literals([1, 2, 3])
