/** List Accounts. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { ok } from "./responses.ts"
import type { SalesflowCall } from "./State.ts"

export const listAccounts = ({ state }: SalesflowCall): Reply =>
  ok(
    Object.values(state.accounts).map(({ AccountEmail, AccountId, Status, UserDbId, UserEmail }) => ({
      AccountId,
      AccountEmail,
      Status,
      UserDbId,
      UserEmail
    }))
  )
