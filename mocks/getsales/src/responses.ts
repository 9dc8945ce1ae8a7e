/** The vendor's responses: successes, and the one format of all errors. */
import type { Reply, Violation } from "@salesbridge/mock-engine/sandbox"

/** Messages by field. */
export type Problems = Readonly<Record<string, ReadonlyArray<string>>>

/** Ends a handler with this response. Thrown before anything was changed. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`${reply.status}`)
    this.reply = reply
  }
}

const failure = (
  status: number,
  reason: string,
  title: string,
  message: string,
  data: Problems = {}
): Reply & { readonly body: object } => ({
  status,
  body: { error: { reason, message, data }, message: title, code: status }
})

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const done: Reply = { status: 204 }

const badRequest = (message: string): Reply => failure(400, "bad_request", "Bad request", message)
export const unauthorized = (message: string): Reply => failure(401, "auth_exception", "Unauthorized", message)
export const forbidden = (message: string): Reply => failure(403, "access_denied", "Access denied", message)
export const tooMany = (message: string): Reply => failure(429, "too_many_requests", "Too many requests", message)

/** Ends a handler with a 404. */
export const missing = (thing: string, id: string): never => {
  throw new Refusal(failure(404, "not_found", "Not found", `There is no ${thing} ${id}.`))
}

/** Ends a handler with a 422, if there is a problem. */
export const refuse = (problems: Problems): void => {
  const [first] = Object.values(problems)
  if (first === undefined) return
  throw new Refusal(failure(422, "validation_error", "Validation failed", first[0]!, problems))
}

/** The name of a field in the vendor's messages: `list uuid`. */
const attribute = (field: string): string => field.replaceAll("_", " ")

export const required = (field: string): Problems => ({ [field]: [`The ${attribute(field)} field is required.`] })

export const selected = (field: string, thing: string, id: string): Problems => ({
  [field]: [`The selected ${attribute(field)} is invalid: there is no ${thing} ${id}.`]
})

/** The response to a request that breaks the specification. */
export const malformed = (violations: ReadonlyArray<Violation>): Reply => {
  const whole = violations.find((one) => one.in === "body" && one.name === "" && isUnreadable(one.message))
  // Guess: no page says when 400 is sent. A body that is not JSON cannot be understood.
  if (whole !== undefined) return badRequest(`The request can't be understood: its body ${whole.message}.`)
  const named = violations.some(({ name }) => name !== "") ? violations.filter(({ name }) => name !== "") : violations
  const problems: Record<string, Array<string>> = {}
  for (const { message, name } of named) {
    const field = name === "" ? "body" : name
    const text =
      message === "is missing" ? `The ${attribute(field)} field is required.` : `The ${attribute(field)} ${message}.`
    ;(problems[field] ??= []).push(text)
  }
  return failure(422, "validation_error", "Validation failed", Object.values(problems)[0]![0]!, problems)
}

const isUnreadable = (message: string): boolean => /^is (?:not JSON|\S+\/)/.test(message)
