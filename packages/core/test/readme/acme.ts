import { Operation, Vendor, VendorError } from "@salesbridge/core"
import { Config, Context, Effect, Layer, type Redacted, Schema } from "effect"

// Where the vendor is, and where its credentials travel.
const definition: Vendor.Definition = {
  name: "acme",
  servers: { default: "https://api.acme.example" },
  credentials: { apiKey: { in: "header", name: "x-api-key" } },
  limits: [{ limit: 120, window: "1 minute" }]
}

export class Acme extends Context.Service<Acme, Vendor.Vendor>()("example/Acme") {
  static readonly layer = ({ apiKey, ...options }: Vendor.Options & { readonly apiKey: Redacted.Redacted }) =>
    Layer.effect(Acme, Vendor.make(definition, { apiKey }, options))

  static readonly layerConfig = Layer.unwrap(
    Effect.gen(function* () {
      const apiKey = yield* Config.Redacted("ACME_API_KEY")
      const baseUrl = yield* Config.String("ACME_BASE_URL").pipe(Config.withDefault(undefined))
      return Acme.layer({ apiKey, baseUrl })
    })
  )
}

// One class for each documented status.
export class InvalidKey extends VendorError.status("InvalidKey", {
  status: 401,
  description: "The API key is not valid"
}) {}
export class CampaignNotFound extends VendorError.status("CampaignNotFound", {
  status: 404,
  description: "There is no such campaign"
}) {}
export class CampaignCannotStart extends VendorError.status("CampaignCannotStart", {
  status: 422,
  description: "The campaign cannot be started",
  details: Schema.Struct({ message: Schema.String }),
  reason: ({ message }) => message
}) {}

// Every call can get a 401; the other errors are declared with the calls that can get them.
export const { get, post, request } = Operation.declare(definition, Acme, { errors: [InvalidKey] })

export const CampaignId = Schema.Int.pipe(Schema.brand("CampaignId"))

export const listCampaigns = get("/campaigns", {
  id: "listCampaigns",
  source: "List campaigns",
  query: { page: Schema.optional(Schema.Int) },
  success: Schema.Struct({
    campaigns: Schema.Array(Schema.Struct({ id: CampaignId, name: Schema.String })),
    nextPage: Schema.NullOr(Schema.Int)
  })
})

export const startCampaign = post<StartCampaignInput>()("/campaigns/{campaignId}/start", {
  id: "startCampaign",
  source: "Start a campaign",
  path: { campaignId: CampaignId },
  body: { note: Schema.optional(Schema.String.pipe(Schema.check(Schema.isMaxLength(255)))) },
  success: Schema.Struct({ startedAt: Schema.DateFromString }),
  errors: [CampaignNotFound, CampaignCannotStart],
  safety: "unsafe"
})
export interface StartCampaignInput extends Operation.InputOf<typeof startCampaign> {}
