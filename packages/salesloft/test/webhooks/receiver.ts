import { Webhooks } from "@salesbridge/salesloft/promise"
import { errors, handle } from "./handle.ts"

export const receiver = Webhooks.receiver({
  // That of the subscription; of several, a list.
  callbackToken: process.env["SALESLOFT_CALLBACK_TOKEN"]!,
  handle,
  // What `handle` threw. Salesloft is answered 500, and sends the delivery again.
  onError: (error) => errors.push(error)
})
