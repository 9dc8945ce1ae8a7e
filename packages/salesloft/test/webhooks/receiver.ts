import { Webhooks } from "@salesbridge/salesloft/promise"
import { errors, handle } from "./handle.ts"

export const receiver = Webhooks.receiver({
  // The subscription's token, or a list of several tokens.
  callbackToken: process.env["SALESLOFT_CALLBACK_TOKEN"]!,
  handle,
  // Receives what `handle` threw. Salesloft gets a 500 and sends the delivery again.
  onError: (error) => errors.push(error)
})
