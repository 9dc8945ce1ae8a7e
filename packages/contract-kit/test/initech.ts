/**
 * A third made-up vendor for live comparisons: two kinds of ids that look alike, a limit, and a read that uses POST.
 */
import { Operation, tolerant, type Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Schema from "effect/Schema"
import type { JsonObject } from "@salesbridge/openapi/Json"

export const definition: Vendor.Definition = {
  name: "initech",
  servers: { default: "https://api.example.com" },
  credentials: {
    accessToken: { in: "header", name: "authorization", scheme: "Bearer" },
    teamId: { in: "header", name: "team-id", secret: false, optional: true }
  },
  limits: [{ limit: 400, window: "1 minute" }]
}

class Initech extends Context.Service<Initech, Vendor.Vendor>()("contract-kit/test/Initech") {}
class Refused extends VendorError.status("Refused", { status: 401, description: "No such token" }) {}
class Forbidden extends VendorError.status("Forbidden", { status: 403, description: "Not yours" }) {}
class TooMany extends VendorError.status("TooMany", { status: 429, description: "Too many" }) {}

const uuid = Schema.String.annotate({ examples: ["uuid"] })
const LeadUuid = uuid.pipe(Schema.brand("LeadUuid"))
const ListUuid = uuid.pipe(Schema.brand("ListUuid"))

const Lead = Schema.Struct({
  uuid: LeadUuid,
  list_uuid: ListUuid,
  name: Schema.String,
  city: Schema.optionalKey(Schema.NullOr(Schema.String)),
  stage: Schema.optionalKey(Schema.String),
  seen_at: Schema.optionalKey(tolerant(Schema.DateTimeUtcFromString)),
  note_at: Schema.optionalKey(tolerant(Schema.DateTimeUtcFromString)),
  custom_fields: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})

const { delete: del, get, post } = Operation.declare(definition, Initech, { errors: [Refused, Forbidden, TooMany] })

export const catalog = [
  get("/leads/{uuid}", { id: "getLead", source: "Get a lead", path: { uuid: LeadUuid }, success: Lead }),
  get("/leads", {
    id: "listLeads",
    source: "List leads",
    query: {
      per_page: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))),
      page: Schema.optional(Schema.Int)
    },
    success: Schema.Struct({ data: Schema.Array(Lead) })
  }),
  post("/leads/search", {
    id: "searchLeads",
    source: "Search leads",
    body: { q: Schema.optional(Schema.String) },
    success: Schema.Struct({ data: Schema.Array(Lead) }),
    safety: "safe"
  }),
  get("/lists/{uuid}", {
    id: "getList",
    source: "Get a list",
    path: { uuid: ListUuid },
    success: Schema.Struct({ uuid: ListUuid })
  }),
  get("/seats/{seat}", {
    id: "getSeat",
    source: "Get a seat",
    path: { seat: Schema.Int.annotate({ examples: [1] }).pipe(Schema.brand("Seat")) },
    success: Schema.Struct({ seat: Schema.Int })
  }),
  get("/me", { id: "getMe", source: "Who am I", success: Schema.Struct({ name: Schema.String }) }),
  post("/leads", { id: "createLead", source: "Create a lead", body: { name: Schema.String }, success: Lead }),
  del("/leads/{uuid}", { id: "removeLead", source: "Remove", path: { uuid: LeadUuid }, success: Schema.Void })
] as const

const json = (schema: JsonObject): JsonObject => ({
  description: "An answer.",
  content: { "application/json": { schema } }
})
const object = (required: ReadonlyArray<string>, properties: JsonObject): JsonObject => ({
  type: "object",
  required,
  properties,
  additionalProperties: {}
})
const lead = { $ref: "#/components/schemas/Lead" }
const leads = object(["data"], { data: { type: "array", items: lead } })
const others = { "401": { description: "No such token." }, "403": { description: "Not yours." } }
const failures = { ...others, "429": json(object(["message"], { message: { type: "string" } })) }
const read = (operationId: string, schema: JsonObject): JsonObject => ({
  operationId,
  responses: { "200": json(schema), ...failures }
})

export const spec: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Initech", version: "1" },
  paths: {
    "/leads/{uuid}": { get: read("getLead", lead) },
    "/leads": { get: read("listLeads", leads) },
    "/leads/search": { post: read("searchLeads", leads) },
    "/lists/{uuid}": {
      get: read("getList", {
        type: "object",
        required: ["uuid"],
        properties: { uuid: { type: "string" } },
        additionalProperties: false
      })
    },
    "/seats/{seat}": { get: read("getSeat", object(["seat"], { seat: { type: "integer" } })) },
    "/me": { get: read("getMe", object(["name"], { name: { type: "string" } })) }
  },
  components: {
    schemas: {
      Lead: object(["uuid", "list_uuid", "name"], {
        uuid: { type: "string" },
        list_uuid: { type: "string" },
        name: { type: "string" },
        city: { type: "string", nullable: true },
        stage: { type: "string", enum: ["new", "won"] },
        seen_at: { type: "string", format: "date-time", nullable: true },
        note_at: {},
        custom_fields: { type: "object", additionalProperties: { type: "string" } }
      })
    }
  }
}

export const aLead = {
  uuid: "lead-1",
  list_uuid: "list-1",
  name: "Jane Roe",
  city: null,
  stage: "won",
  seen_at: "2024-05-21T09:41:06.170Z",
  custom_fields: { Region: "North" }
}

/** Its responses when it behaves as documented, by method and path. */
export const answers: { readonly [call: string]: unknown } = {
  "GET /leads": { data: [aLead, { uuid: "lead-2", list_uuid: "list-1", name: "John Doe" }] },
  "GET /leads/lead-1": aLead,
  "POST /leads/search": { data: [aLead] },
  "GET /lists/list-1": { uuid: "list-1" },
  "GET /me": { name: "Jane Roe" }
}
