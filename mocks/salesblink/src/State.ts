/** What the SalesBlink sandbox remembers. */
import type { Call, Reply, World } from "@salesbridge/mock-engine/sandbox"

export interface State {
  /** By campaignID. */
  readonly campaigns: Record<string, Campaign>
  /** By prospectID. */
  readonly prospects: Record<string, Prospect>
  /** By taskID. What is done stays, what is deleted is gone. */
  readonly tasks: Record<string, Task>
  readonly team: Array<TeamMember>
}

export interface Campaign {
  readonly campaignID: string
  readonly name: string
  paused: boolean
  /** The e-mail address of the member whose it is. */
  readonly owned_by: string
  /** Milliseconds since 1970. */
  readonly date_created: number
  /** What a prospect gets, in this order. */
  readonly steps: ReadonlyArray<Step>
}

export interface Step {
  readonly type: "email" | "linkedin" | "call"
  /** Milliseconds after the prospect was added. */
  readonly after: number
  /** With macros: {{First Name}}. */
  readonly text: string
}

/** A person in a campaign. The same person in two campaigns is two prospects. */
export interface Prospect {
  readonly prospectID: string
  readonly campaignID: string
  /** Whatever the caller gave, under the caller's names. */
  fields: Readonly<Record<string, unknown>>
  unsubscribed: boolean
  replied: boolean
}

export interface Task {
  readonly taskID: string
  readonly prospectID: string
  readonly campaignID: string
  readonly type: Step["type"]
  /** In UTC. */
  readonly due: string
  status: "upcoming" | "done" | "failed"
  /** With macros while it is upcoming, with the prospect's fields afterwards. */
  text: string
}

export interface TeamMember {
  readonly user_name: string
  readonly email: string
  readonly company_name: string
  /** An image in base64. */
  readonly user_picture: string
  readonly is_administrator: boolean
  readonly api_key: string
}

export type SalesBlinkCall = Call<State>
export type SalesBlinkWorld = World<State>
export type Operation = (call: SalesBlinkCall) => Reply
