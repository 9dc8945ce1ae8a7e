import { Contract } from "@salesbridge/contract-kit"
import { Operation, Vendor, VendorError } from "@salesbridge/core"
import { Context, Layer, Redacted, Schema } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, it } from "vitest"
import { serve } from "./serve.ts"

// What you have already: your vendor, declared with @salesbridge/core ...
const definition: Vendor.Definition = {
  name: "acme",
  servers: { default: "https://api.example.com" },
  credentials: { apiKey: { in: "header", name: "x-api-key" } }
}
class Acme extends Context.Service<Acme, Vendor.Vendor>()("example/Acme") {}
class NotFound extends VendorError.status("NotFound", { status: 404, description: "No such thing" }) {}

const getThing = Operation.declare(definition, Acme).get("/things/{id}", {
  id: "getThing",
  source: "Get a thing",
  path: { id: Schema.Int.annotate({ examples: [7] }) },
  success: Schema.Struct({ id: Schema.Int, name: Schema.String.annotate({ examples: ["Anvil"] }) }),
  errors: [NotFound]
})

// ... and its specification: usually the path of an openapi.yaml.
const spec = {
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  security: [{ key: [] }],
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: {
          "200": {
            description: "The thing.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id", "name"],
                  properties: { id: { type: "integer" }, name: { type: "string" } }
                }
              }
            }
          },
          "404": { description: "No such thing." }
        }
      }
    }
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } }
}

// The contract: four tests for each operation.
Contract.test(
  { describe, it },
  {
    catalog: [getThing],
    definition,
    layer: (baseUrl, { apiKey = "" }) =>
      Layer.effect(Acme, Vendor.make(definition, { apiKey: Redacted.make(apiKey) }, { baseUrl })).pipe(
        Layer.provide(FetchHttpClient.layer)
      ),
    spec,
    serve,
    pacts: "pacts"
  }
)
