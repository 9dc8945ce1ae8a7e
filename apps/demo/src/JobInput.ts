/** What one run of the job is to do, and with what. */
import type { Effect, Layer } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import type { CannotRun } from "./CannotRun.ts"
import type { Entry } from "./Contact.ts"
import type { VendorSessions } from "./VendorSessions.ts"
import type { Destination } from "./Destination.ts"
import type { Settings } from "./durable/Outreach.ts"
import type { Source } from "./Salesflow.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"

export interface JobInput extends VendorSessions {
  /** Absent where its variables are not set. */
  readonly salesflow: Source | undefined
  readonly destinations: ReadonlyArray<Destination>
  /** What the CSV file holds, where there is one. */
  readonly contacts: Effect.Effect<Iterable<Entry>, CannotRun>
  readonly unsubscribed: Effect.Effect<Unsubscribed, CannotRun>
  readonly salesflowCampaigns: ReadonlyArray<number>
  /** How many contacts are under way at once at each vendor. */
  readonly concurrency: number
  /** Whether what was done before is forgotten, unless it was interrupted. */
  readonly anew: boolean
  /** Whether the run before is shown still, and this one is to try again what failed. */
  readonly again: boolean
  /** Called once it is known whether an interrupted run is gone on with. */
  readonly begin: (goesOn: boolean) => Effect.Effect<void>
  /** Which run of the job this is. */
  readonly run: string
  /** What the vendors need to be told, by flag. */
  readonly settings: Settings
  /** Lets this process run the workflows that bring contacts to the vendors. */
  readonly engine: Layer.Layer<WorkflowEngine.WorkflowEngine, CannotRun>
  /** Waited for before each contact: closed, nobody new is begun with. */
  readonly gate: Effect.Effect<unknown>
}
