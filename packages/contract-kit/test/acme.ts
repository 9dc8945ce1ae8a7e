/** A small made-up vendor with one of each feature that contracts handle. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Operation, Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

export const definition: Vendor.Definition = {
  name: "acme",
  servers: { default: "https://api.example.com" },
  credentials: { token: { in: "query", name: "token" } }
}

export class Acme extends Context.Service<Acme, Vendor.Vendor>()("contract-kit/test/Acme") {}

export const layer = (baseUrl: string, { token = "" }: { readonly [name: string]: string }) =>
  Layer.effect(Acme, Vendor.make(definition, { token: Redacted.make(token) }, { baseUrl })).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

const Failure = Schema.Struct({ message: Schema.String.annotate({ examples: ["No such thing."] }) })

class NotFound extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  details: Failure,
  reason: ({ message }) => message
}) {}

class Taken extends VendorError.status("Taken", { status: 409, description: "The name is taken" }) {}

class Failed extends VendorError.status("Failed", {
  status: 200,
  description: "the body says that it failed",
  when: (body) => typeof body === "object" && body !== null && "ok" in body && body.ok === false
}) {}

const Thing = Schema.Struct({
  id: Schema.Int.annotate({ examples: [7] }),
  name: Schema.String.annotate({ examples: ["Anvil"] }),
  note: Schema.NullOr(Schema.String),
  price: Schema.optionalKey(Schema.Number),
  tags: Schema.Array(Schema.String)
})

export const { get, post } = Operation.declare(definition, Acme)

const getThing = get("/things/{id}", {
  id: "getThing",
  source: "Get a thing",
  path: { id: Schema.Int.annotate({ examples: [7] }) },
  success: Thing,
  errors: [NotFound]
})

const listThings = get("/things", {
  id: "listThings",
  source: "List things",
  query: {
    "ids[]": Schema.optional(Schema.Array(Schema.Int).annotate({ examples: [[7, 8]] })),
    kind: Schema.Literals(["heavy", "light"])
  },
  success: Schema.Array(Thing)
})

const createThing = post("/things", {
  id: "createThing",
  source: "Create a thing",
  body: {
    name: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(63)).annotate({ examples: ["Anvil"] }),
    note: Schema.optional(Schema.String)
  },
  constantBody: { source: "api" },
  success: Schema.Struct({ ok: Schema.Boolean.annotate({ examples: [true] }) }),
  errors: [Taken, Failed]
})

export const catalog = [getThing, listThings, createThing] as const
