/** Warm-up: emails between mailboxes that improve a sender's reputation. {@link Senders} has its settings. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { string } from "../Field.ts"
import { get, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A link that warm-up emails may contain. */
export class WarmupLink extends Schema.Opaque<WarmupLink>()(
  Schema.Struct({
    id: string("6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e01"),
    name: string("Home"),
    label: string("our pages"),
    value: string("https://www.example.com"),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** Every link of the workspace. API reference: "Get Warmup Links". */
export const links = get<LinksInput>()("/api/public/v1.0.0/warmup-links", {
  id: "getWarmupLinks",
  source: "Get Warmup Links",
  query: Page.ownedBy,
  success: response(Schema.Array(WarmupLink))
})
export interface LinksInput extends InputOf<typeof links> {}
