/** Salesloft's error responses. */
import type { Violation } from "@salesbridge/mock-engine/sandbox"
import type { Reply } from "./State.ts"

/** Messages by field. */
export type Problems = Readonly<Record<string, ReadonlyArray<string>>>

/** The problems of an input that breaks a rule. */
export class Invalid {
  readonly errors: Problems

  constructor(errors: Problems) {
    this.errors = errors
  }
}

/** Collects the problems of an input. */
export class Check {
  readonly #errors: Record<string, Array<string>> = {}

  /** Records a message for a field if the condition does not hold. Returns the condition. */
  that(holds: boolean, field: string, message: string): boolean {
    if (!holds) (this.#errors[field] ??= []).push(message)
    return holds
  }

  get problems(): Invalid | undefined {
    return Object.keys(this.#errors).length === 0 ? undefined : new Invalid(this.#errors)
  }
}

export const unauthorized = (message: string): Reply => ({ status: 401, body: { error: message } })

export const forbidden = (message = "Forbidden"): Reply => ({ status: 403, body: { error: message } })

export const notFound: Reply = { status: 404, body: { error: "Not Found" } }

export const tooMany: Reply = { status: 429, body: { error: "Too Many Requests" } }

export const unprocessable = (errors: Problems): Reply => ({ status: 422, body: { errors } })

/** The other format of 422: one message for the whole. */
export const refused = (message: string): Reply => ({ status: 422, body: { error: message } })

/** The response to a request that breaks the specification: messages by field, without brackets and list indexes. */
export const invalid = (violations: ReadonlyArray<Violation>): Reply => {
  const check = new Check()
  for (const { message, name } of violations) {
    const field = name.split(/[.[]/)[0]!
    check.that(false, field === "" ? "base" : field, message)
  }
  return unprocessable(check.problems?.errors ?? {})
}

/** One text for all problems, as in bulk jobs: `Email address is invalid`. */
export const sentence = (errors: Problems): string =>
  Object.entries(errors)
    .flatMap(([field, messages]) => messages.map((message) => `${title(field)} ${message}`))
    .join(", ")

const title = (field: string): string => {
  const words = field.replaceAll("_", " ")
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
