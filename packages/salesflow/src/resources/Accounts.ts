/** LinkedIn accounts that campaigns send from. */
import { OpenLiterals } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { AccountId } from "../Ids.ts"
import { get } from "../Operation.ts"

/** The statuses in the sample of the API reference. Its list of statuses repeats those of campaigns. */
export const AccountStatus = OpenLiterals(["ACCOUNT_ACTIVE", "ACCOUNT_BLOCKED"])
export type AccountStatus = typeof AccountStatus.Type

/** A LinkedIn account. */
export class Account extends Schema.Opaque<Account>()(
  Schema.Struct({
    AccountId,
    AccountEmail: Schema.NullOr(Schema.String.annotate({ examples: ["first.sender@example.com"] })),
    Status: AccountStatus,
    /** The Salesflow user it belongs to, a UUID. */
    UserDbId: Schema.NullOr(Schema.String.annotate({ examples: ["f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66"] })),
    UserEmail: Schema.NullOr(Schema.String.annotate({ examples: ["salesflow_user_email@example.com"] }))
  })
) {}

/**
 * The accounts that the token may use. This is the only call that does not send the account. API reference: "List
 * Accounts".
 */
export const list = get("/api/accounts/list", {
  id: "listAccounts",
  source: "List Accounts",
  success: Schema.Array(Account),
  credentials: ["token"]
})
