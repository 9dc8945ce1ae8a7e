import { Effect } from "effect"
import { request } from "./acme.ts"

export const plan = request({ method: "GET", path: "/v2/account", query: { include: { plan: true } } }).pipe(
  Effect.map(({ status, value }) => ({ status, value }))
)
