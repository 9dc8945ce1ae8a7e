/** The failure of a call as a message: what failed, where, and what to do. */
import type { VendorError } from "@salesbridge/core"
import * as Duration from "effect/Duration"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import type { Description } from "./Description.ts"
import * as Input from "./Input.ts"

type Failure = VendorError.Failure & {
  readonly reason?: string | undefined
  readonly body?: string | undefined
  readonly requestId?: string | undefined
  readonly issues?: ReadonlyArray<VendorError.InputIssue>
}

/** Whether this is a failure of a call. */
export const isFailure = (cause: unknown): cause is Failure =>
  cause instanceof Error && "category" in cause && "operation" in cause && "_tag" in cause

const hints: Readonly<Record<string, (vendor: string) => string>> = {
  Unauthorized: (vendor) => `Check the credentials: salesbridge doctor ${vendor}`,
  Forbidden: (vendor) => `Check the permissions of the credentials: salesbridge doctor ${vendor}`,
  NotFound: () => "Check the ids; calls that list records show those that exist.",
  Conflict: () => "Check the current state before you try again.",
  Invalid: () => "Add --help to see the flags of the call and their limits.",
  RateLimited: () => "Wait, or call less often.",
  Server: () => "The vendor has an internal problem; try again later.",
  Network: (vendor) => `Check network and proxy: salesbridge doctor ${vendor}`,
  Timeout: () => "It is not known whether the call took effect: check before you send it again.",
  Unexpected: (vendor) => `The response is not as documented: salesbridge doctor ${vendor}`
}

/** The facts of a failure, as JSON. */
export const factsOf = (failure: Failure) => ({
  error: failure._tag,
  category: failure.category,
  message: failure.message,
  ...(failure.status === undefined ? {} : { status: failure.status }),
  ...(failure.reason === undefined ? {} : { reason: failure.reason }),
  ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
  ...(failure.retryAfter === undefined ? {} : { retryAfterSeconds: Duration.toSeconds(failure.retryAfter) }),
  ...(failure.issues === undefined ? {} : { issues: failure.issues })
})

/** The result of a command whose call failed. */
export const toCommandFailure = (failure: Failure): CommandFailure => {
  const { body, category, requestId, retryAfter, status } = failure
  const about = [
    failure._tag,
    category,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...(retryAfter === undefined ? [] : [`free again in ${Math.ceil(Duration.toSeconds(retryAfter))} s`])
  ]
  const quote =
    failure.reason === undefined && body !== undefined && body.trim() !== "" ? [`body: ${firstLine(body)}`] : []
  return new CommandFailure({
    exitCode: failure._tag === "InvalidInput" ? ExitCode.usage : ExitCode[category],
    message: failure.message,
    details: [about.join(", "), ...quote],
    hint: hints[category]?.(failure.vendor)
  })
}

const firstLine = (body: string): string => {
  const line = body.trim().split("\n", 1)[0]!
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

/** The result of a command with an invalid input. Nothing was sent. */
export const invalidInput = (description: Description, problems: ReadonlyArray<Input.Problem>): CommandFailure =>
  new CommandFailure({
    exitCode: ExitCode.usage,
    message: `${description.vendor} ${description.name}: nothing was sent, the input is invalid`,
    details: problems.map((_) => Input.wordsOf(description, _)),
    hint: `salesbridge call ${description.vendor} ${description.name} --help shows its input.`
  })
