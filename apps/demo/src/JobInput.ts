/** The input of one run of the job. */
import type { Effect, FileSystem, Layer } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import type { CannotRun } from "./CannotRun.ts"
import type { Entry } from "./Contact.ts"
import type { VendorSessions } from "./VendorSessions.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"

export interface JobInput extends VendorSessions {
  /** The entries of the CSV file, if there is one. */
  readonly contacts: Effect.Effect<Iterable<Entry>, CannotRun, FileSystem.FileSystem>
  readonly unsubscribed: Effect.Effect<Unsubscribed, CannotRun, FileSystem.FileSystem>
  readonly salesflowCampaigns: ReadonlyArray<number>
  /** The number of contacts in progress at once at each vendor. */
  readonly concurrency: number
  /** Whether to keep showing the previous run and to try again what failed in it. */
  readonly again: boolean
  readonly run: string
  readonly round: number
  /** The vendors' settings, by flag. */
  readonly settings: Readonly<Record<string, string>>
  /** Lets this process run the workflows that deliver contacts. */
  readonly engine: Layer.Layer<WorkflowEngine.WorkflowEngine, CannotRun>
  /** Awaited before each contact. While it is closed, no contact is begun. */
  readonly gate: Effect.Effect<unknown>
}
