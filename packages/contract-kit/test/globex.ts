/**
 * A second made-up vendor with features of larger ones: objects in queries, several successful statuses, two kinds of
 * ids.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Operation, tolerant, Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

export const definition: Vendor.Definition = {
  name: "globex",
  servers: { default: "https://api.example.com" },
  credentials: { token: { in: "header", name: "Authorization", scheme: "Bearer" } }
}

class Globex extends Context.Service<Globex, Vendor.Vendor>()("contract-kit/test/Globex") {}

export const layer = (baseUrl: string, { token = "" }: { readonly [name: string]: string }) =>
  Layer.effect(Globex, Vendor.make(definition, { token: Redacted.make(token) }, { baseUrl })).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

class Unauthorized extends VendorError.status("Unauthorized", { status: 401, description: "No such token" }) {}

const Id = Schema.Union([Schema.Int.annotate({ examples: [7] }), Schema.String])
const Moment = Schema.DateTimeUtcFromString

const Lead = Schema.Struct({
  id: Id,
  name: Schema.String.annotate({ examples: ["Jane"] }),
  seen_at: Schema.optionalKey(tolerant(Moment)),
  owner: Schema.optionalKey(tolerant(Schema.Struct({ id: Id })))
})

const Comparison = Schema.Struct({ gt: Schema.optional(Moment), lt: Schema.optional(Moment) })

const operations = Operation.declare(definition, Globex, { errors: [Unauthorized] })

const listLeads = operations.get("/leads", {
  id: "listLeads",
  source: "List leads",
  query: {
    "ids[]": Schema.optional(Schema.Array(Id).annotate({ examples: [[7, 8]] })),
    filter: Schema.optional(
      Schema.Struct({
        q: Schema.optional(Schema.String.annotate({ examples: ["a, b & c"] })),
        stages: Schema.optional(Schema.Array(Schema.Int).annotate({ examples: [[1, 2]] }))
      })
    ),
    updated_at: Schema.optional(Comparison),
    custom_fields: Schema.optional(
      Schema.Record(Schema.String, Schema.Int).annotate({ examples: [{ Region: 5, "Home Town": 3 }] })
    ),
    per_page: Schema.optional(Schema.Int)
  },
  success: Schema.Struct({ data: Schema.Array(Lead) })
})

const createLead = operations.post("/leads", {
  id: "createLead",
  source: "Create a lead",
  body: { id: Id, name: Schema.String },
  success: Lead
})

const removeLead = operations.delete("/leads/{id}", {
  id: "removeLead",
  source: "Remove a lead",
  path: { id: Id },
  success: Schema.Void
})

const queueLead = operations.post("/leads/{id}/queue", {
  id: "queueLead",
  source: "Queue a lead",
  path: { id: Id },
  success: Schema.Struct({ reason: Schema.optionalKey(Schema.String.annotate({ examples: ["skipped"] })) }),
  emptySuccess: {}
})

export const catalog = [listLeads, createLead, removeLead, queueLead] as const
