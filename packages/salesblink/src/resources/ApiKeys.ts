/** The API keys of the account. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { BadRequest, NotFound } from "../Errors.ts"
import { boolean, field, instant, string } from "../Field.ts"
import { KeyId, UserId } from "../Ids.ts"
import { loginLink } from "../LoginLink.ts"
import { del, get, type InputOf } from "../Operation.ts"

/** An API key, with its middle part omitted. */
export class ApiKey extends Schema.Opaque<ApiKey>()(
  Schema.Struct({
    id: field(KeyId),
    name: string("Outreach job"),
    key: string("key...31f"),
    date_created: instant,
    active: boolean,
    user_id: field(UserId),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** Every key of the account, shortened. API reference: "Get API Keys". */
export const list = get("/api/public/v1.0.0/keys", {
  id: "getApiKeys",
  source: "Get API Keys",
  success: response(Schema.Array(ApiKey))
})

/** A login link to the page of keys. API reference: "Get API Key Management Login Link". */
export const createLink = get("/api/public/v1.0.0/keys/create-link", {
  id: "getApiKeyCreateLink",
  source: "Get API Key Management Login Link",
  success: loginLink
})

/**
 * Revokes a key permanently. Fails with `BadRequest` (400) for the key that makes the call, and for the last key. API
 * reference: "Delete API Key".
 */
export const remove = del<RemoveInput>()("/api/public/v1.0.0/keys/{id}", {
  id: "deleteApiKey",
  source: "Delete API Key",
  path: { id: KeyId },
  success: Success,
  errors: [BadRequest, NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}

/** A login link to the page where a key is renewed. API reference: "Get API Key Refresh Login Link". */
export const refreshLink = get<RefreshLinkInput>()("/api/public/v1.0.0/keys/{id}/refresh-link", {
  id: "getApiKeyRefreshLink",
  source: "Get API Key Refresh Login Link",
  path: { id: KeyId },
  success: loginLink
})
export interface RefreshLinkInput extends InputOf<typeof refreshLink> {}
