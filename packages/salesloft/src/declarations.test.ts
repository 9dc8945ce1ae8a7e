/** Values as an application exports them: the type check fails where their types cannot be named in declarations. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Changes, Lookups, OAuth, People, Salesloft, TokenStore, Webhooks } from "./index.ts"

export const store = TokenStore.memory()
export const accessToken = OAuth.make({ clientId: "client", clientSecret: Redacted.make("secret"), store })
export const layer = Effect.map(accessToken, (accessToken) => Salesloft.layer({ accessToken }))
export const lookups = Lookups.layer()
export const receiver = Webhooks.receiver({ callbackToken: Redacted.make("token"), handle: () => undefined })
export const results = People.bulkUpsert(Stream.make({ email_address: "jane.roe@example.com" }))
export const parts = Changes.parts(People.list, new Date(0))
export const answer = People.get.withResponse({ id: 1 })

it("effects of the package can be exported", () => {
  assert.isFunction(receiver.node)
})
