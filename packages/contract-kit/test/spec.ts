/** Acme's specification, as parsed from a file. */
import type { JsonObject } from "@salesbridge/openapi/Json"

const json = (schema: JsonObject, examples: JsonObject): JsonObject => ({
  description: "An answer.",
  content: {
    "application/json": {
      schema,
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
    }
  }
})
const thing = { $ref: "#/components/schemas/Thing" }
const anvil = { id: 1, name: "Anvil", note: null, tags: ["iron"] }
const id = { name: "id", in: "path", required: true, schema: { type: "integer" } }

export const spec: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  security: [{ token: [] }],
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        parameters: [id],
        responses: {
          "200": json(thing, { anvil }),
          "404": json({ $ref: "#/components/schemas/Failure" }, { none: { message: "Nothing here." } })
        }
      }
    },
    "/things": {
      get: {
        operationId: "listThings",
        parameters: [
          { name: "ids[]", in: "query", schema: { type: "array", items: { type: "integer" } } },
          { name: "kind", in: "query", required: true, schema: { type: "string", enum: ["heavy", "light"] } }
        ],
        responses: { "200": json({ type: "array", items: thing }, { two: [anvil, anvil], none: [] }) }
      },
      post: {
        operationId: "createThing",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["name", "source"],
                properties: {
                  name: { type: "string", minLength: 1, maxLength: 63 },
                  note: { type: "string" },
                  source: { type: "string" }
                }
              },
              examples: { anvil: { value: { name: "Anvil", source: "api" } } }
            }
          }
        },
        responses: {
          "200": json(
            { type: "object", required: ["ok"], properties: { ok: { type: "boolean" } } },
            { done: { ok: true }, failed: { ok: false } }
          ),
          "409": { description: "The name is taken." }
        }
      }
    }
  },
  components: {
    securitySchemes: { token: { type: "apiKey", in: "query", name: "token" } },
    schemas: {
      Thing: {
        type: "object",
        required: ["id", "name", "note", "tags"],
        properties: {
          id: { type: "integer" },
          name: { type: "string" },
          note: { type: "string", nullable: true },
          price: { type: "number" },
          tags: { type: "array", items: { type: "string" } }
        }
      },
      Failure: { type: "object", required: ["message"], properties: { message: { type: "string" } } }
    }
  }
}
