/** Email signatures. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { string } from "../Field.ts"
import { get, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A signature. */
export class Signature extends Schema.Opaque<Signature>()(
  Schema.Struct({
    id: string("5b6c7d8e-9f0a-4b1c-8d2e-3f4a5b6c7d01"),
    name: string("Ida"),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** Every signature of the workspace. API reference: "Get Email Signatures". */
export const list = get<ListInput>()("/api/public/v1.0.0/signatures", {
  id: "getSignatures",
  source: "Get Email Signatures",
  query: Page.ownedBy,
  success: response(Schema.Array(Signature))
})
export interface ListInput extends InputOf<typeof list> {}
