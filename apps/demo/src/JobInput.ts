/** The input of one run of the job. */
import type { Layer } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import type { CannotRun } from "./CannotRun.ts"
import type { Telling } from "./durable/Suppression.ts"
import type { Setup } from "./Setup.ts"
import type { VendorSessions } from "./VendorSessions.ts"

type Given = Pick<Setup, "contacts" | "unsubscribed" | "salesflowCampaigns" | "concurrency" | "settings">

export interface JobInput extends VendorSessions, Given {
  /** Whether to keep showing the previous run and to try again what failed in it. */
  readonly again: boolean
  readonly run: string
  readonly round: number
  /** Lets this process run the workflows that deliver contacts. */
  readonly engine: Layer.Layer<WorkflowEngine.WorkflowEngine | Telling, CannotRun>
}
