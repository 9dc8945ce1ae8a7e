/** Answers without a vendor's rule: the specification's examples or, without an example, `application/problem+json`. */
import { type Problem, problemBody, problemType } from "../http/problem.ts"
import type { Reply, Violation } from "./Definition.ts"
import type { AppliedFault } from "./Faults.ts"
import type { Answer, Operation } from "./Specification.ts"

/** The status of a successful call. */
const success = ({ answers }: Operation): number => [...answers.keys()].find((_) => _ >= 200 && _ < 300) ?? 200

/** The answer of a status: the listed one, or that of its range, or the default. */
const answerOf = ({ answers, ranges }: Operation, status: number): Answer | undefined =>
  answers.get(status) ?? ranges.get(`${Math.floor(status / 100)}XX`) ?? ranges.get("DEFAULT")

/** The specification's example of a status: the one with this name, or the first. */
const example = (operation: Operation, status: number, name?: string): Reply => {
  const answer = answerOf(operation, status)
  const body = name === undefined ? answer?.examples.values().next().value : answer?.examples.get(name)
  return { status, headers: answer?.headers ?? {}, ...(body !== undefined && { body }) }
}

/** The example that the caller prefers: `Prefer: code=409, example=name`, as in Prism. */
export const preferred = (operation: Operation, prefer: string | undefined): Reply | undefined => {
  if (prefer === undefined) return undefined
  const code = /(?:^|[,;\s])code="?(\d{3})"?/.exec(prefer)?.[1]
  const name = /(?:^|[,;\s])example="?([^",;\s]+)"?/.exec(prefer)?.[1]
  if (code === undefined && name === undefined) return undefined
  const status = code === undefined ? success(operation) : Number(code)
  const answer = answerOf(operation, status)
  if (answer === undefined || (name !== undefined && !answer.examples.has(name))) {
    const detail = `${operation.id} has no example "${prefer}" in the specification.`
    return problem({ status: 404, title: "No such example", detail })
  }
  return example(operation, status, name)
}

/** The example of a fault's status. */
export const faulty = (operation: Operation, { fault }: AppliedFault): Reply => {
  const { headers, ...reply } = example(operation, fault.status!, fault.example)
  const { retryAfter } = fault
  return { ...reply, headers: { ...headers, ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) } }
}

export const problem = (found: Problem, more: object = {}): Reply => ({
  status: found.status,
  headers: { "content-type": problemType },
  body: problemBody(found, more)
})

export const notFound = (method: string, path: string, methods: ReadonlyArray<string>): Reply => {
  if (methods.length === 0) {
    return problem({ status: 404, title: "No such address", detail: `The specification has no ${path}.` })
  }
  const detail = `${path} takes ${methods.join(", ")}, not ${method}.`
  const reply = problem({ status: 405, title: "No such method", detail })
  return { ...reply, headers: { ...reply.headers, allow: methods.join(", ") } }
}

/** 422, or 415 for an unsupported media type. */
export const unprocessable = (violations: ReadonlyArray<Violation>, unsupported: boolean): Reply => {
  const found = unsupported
    ? { status: 415, title: "Unsupported media type" }
    : { status: 422, title: "Invalid request" }
  return problem({ ...found, detail: violations.map(describe).join(" ") }, { violations })
}

const describe = ({ in: place, message, name }: Violation): string =>
  `${place === "body" && name === "" ? "The body" : `${place} ${name}`} ${message}.`

export const tooMany = (seconds: number): Reply => {
  const reply = problem({ status: 429, title: "Too many requests", detail: `Try again in ${seconds} s.` })
  return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } }
}

/** The answer if the sandbox itself failed: a mistake in a vendor's rules or in the engine. */
export const failed = (cause: unknown): Reply =>
  problem({ status: 500, title: "The sandbox failed", detail: reasonOf(cause) })

/** The error's stack, or its message. */
export const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
