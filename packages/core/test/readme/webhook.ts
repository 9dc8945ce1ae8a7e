import { Webhook } from "@salesbridge/core"
import { Effect, Result, Schema } from "effect"
import { createHmac, timingSafeEqual } from "node:crypto"

const decode = Schema.decodeUnknownResult(Schema.Struct({ type: Schema.String, campaignId: Schema.Int }))

export const acmeWebhook = (secret: string) =>
  Webhook.receiver({
    name: "acme",
    decode: (json) => Result.mapError(decode(json), () => "not an event of Acme's"),
    verify: ({ body, headers }) => {
      const expected = createHmac("sha256", secret).update(body).digest()
      const given = Buffer.from(headers["x-acme-signature"] ?? "", "hex")
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
    handle: ({ campaignId, type }) => Effect.log(`${type}, campaign ${campaignId}`)
  })
