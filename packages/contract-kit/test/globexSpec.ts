/** Globex's specification, as parsed from a file. */
import type { JsonObject } from "@salesbridge/openapi/Json"

const json = (schema: JsonObject, example: JsonObject): JsonObject => ({
  description: "An answer.",
  content: { "application/json": { schema, examples: { shown: { value: example } } } }
})
const identifier = { anyOf: [{ type: "integer" }, { type: "string" }] }
const moment = { type: "string", format: "date-time" }
const lead = { $ref: "#/components/schemas/Lead" }
const id = { name: "id", in: "path", required: true, schema: identifier }
const unauthorized = { description: "No such token." }
const object = (name: string, schema: JsonObject): JsonObject => ({
  name,
  in: "query",
  style: "deepObject",
  explode: true,
  schema: { type: "object", ...schema }
})

export const spec: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Globex", version: "1" },
  security: [{ bearer: [] }],
  paths: {
    "/leads": {
      get: {
        operationId: "listLeads",
        parameters: [
          { name: "ids[]", in: "query", schema: { type: "array", items: identifier } },
          object("filter", {
            properties: { q: { type: "string" }, stages: { type: "array", items: { type: "integer" } } }
          }),
          object("updated_at", { properties: { gt: moment, lt: moment } }),
          object("custom_fields", { additionalProperties: { type: "integer" } }),
          { name: "per_page", in: "query", schema: { type: "integer" } }
        ],
        responses: {
          "200": json(
            { type: "object", required: ["data"], properties: { data: { type: "array", items: lead } } },
            { data: [{ id: 1, name: "Jane" }] }
          ),
          "401": unauthorized
        }
      },
      post: {
        operationId: "createLead",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["id", "name"],
                properties: { id: identifier, name: { type: "string" } }
              }
            }
          }
        },
        responses: { "201": json(lead, { id: "x", name: "Jane" }), "401": unauthorized }
      }
    },
    "/leads/{id}": {
      delete: {
        operationId: "removeLead",
        parameters: [id],
        responses: { "204": { description: "Removed." }, "401": unauthorized }
      }
    },
    "/leads/{id}/queue": {
      post: {
        operationId: "queueLead",
        parameters: [id],
        responses: {
          "200": json({ type: "object", properties: { reason: { type: "string" } } }, { reason: "skipped" }),
          "204": { description: "Queued." },
          "401": unauthorized
        }
      }
    }
  },
  components: {
    securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    schemas: {
      Lead: {
        type: "object",
        required: ["id", "name"],
        properties: {
          id: identifier,
          name: { type: "string" },
          seen_at: { ...moment, nullable: true },
          owner: { type: "object", nullable: true, required: ["id"], properties: { id: identifier } }
        }
      }
    }
  }
}
