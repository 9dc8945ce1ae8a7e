/** The reply to a delivery. */

export interface Reply {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: { readonly received: true } | { readonly error: string }
}

export const reply = (body: Reply["body"], status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body
})

export const received = reply({ received: true }, 200)
export const failed = reply({ error: "the event could not be handled, please send it again" }, 500)
/** Asks the vendor to send the delivery again, when the log cannot tell more. */
export const tryLater = reply({ error: "please send it again later" }, 503, { "retry-after": "5" })
