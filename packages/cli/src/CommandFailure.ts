/** Why a command ends with an exit code other than 0, and what to do about it. */
import type { ErrorCategory } from "@salesbridge/core"

/** The exit codes. Codes from 10 on are categories of call errors. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  Unauthorized: 10,
  Forbidden: 11,
  NotFound: 12,
  Conflict: 13,
  Invalid: 14,
  RateLimited: 15,
  Server: 16,
  Network: 17,
  Timeout: 18,
  Unexpected: 19
} as const satisfies Record<ErrorCategory | "ok" | "failed" | "usage", number>

export class CommandFailure extends Error {
  readonly exitCode: number
  /** What to do, in one sentence. */
  readonly hint: string | undefined
  /** Lines between message and hint. */
  readonly details: ReadonlyArray<string>
  constructor(options: {
    readonly message: string
    readonly exitCode?: number
    readonly hint?: string | undefined
    readonly details?: ReadonlyArray<string>
  }) {
    super(options.message)
    this.name = "CommandFailure"
    this.exitCode = options.exitCode ?? ExitCode.failed
    this.hint = options.hint
    this.details = options.details ?? []
  }
}
