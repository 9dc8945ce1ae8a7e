/** What the SalesBlink sandbox remembers. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"

export interface State {
  /** By campaignID. */
  readonly campaigns: Record<string, Campaign>
  /** By prospectID. */
  readonly prospects: Record<string, Prospect>
  /** By taskID. Tasks that are done stay, and deleted ones are removed. */
  readonly tasks: Record<string, Task>
  readonly team: Array<TeamMember>

  // Version 1.0.0. Folders, senders, templates, users and other collections derive from the specification.
  readonly lists: Record<string, LeadList>
  readonly leads: Record<string, Lead>
  readonly sequences: Record<string, Sequence>
  /** By sequence_id and lead_id, separated by a slash. */
  readonly enrolments: Record<string, Enrolment>
  /** The log, oldest first. */
  readonly activity: Array<Activity>
  readonly mails: Record<string, Mail>
  /** By address or domain. */
  readonly blocklist: Record<string, BlocklistEntry>
}

export interface LeadList {
  readonly id: string
  name: string
  folder?: string
  starred: boolean
  archived: boolean
  readonly owned_by: string
  last_modified: string
  readonly date_created: string
}

/** A person in a list. The same person in two lists is two leads. */
export interface Lead {
  readonly id: string
  /** The id that archiving uses. */
  readonly contact_id: string
  list_id: string
  /** With names in snake_case. A lead always has an email. */
  fields: Readonly<Record<string, unknown>>
  starred: boolean
  archived: boolean
  readonly owned_by: string
  readonly date_created: string
}

export type SequenceStep =
  | { readonly type: "email"; readonly template_id: string }
  | { readonly type: "delay"; readonly days: number }

export interface Sequence {
  readonly id: string
  name: string
  paused: boolean
  starred: boolean
  archived: boolean
  /** The sequence was stopped and does nothing more. */
  stopped: boolean
  readonly owned_by: string
  readonly date_created: string
  senders: string
  lists: ReadonlyArray<string>
  steps: ReadonlyArray<SequenceStep>
  /** All other settings. */
  settings: Readonly<Record<string, unknown>>
}

/** A lead's progress through a sequence. */
export interface Enrolment {
  readonly sequence_id: string
  readonly lead_id: string
  /** The index of the next step, or the number of steps if there is none. */
  next: number
  status: "not_contacted" | "contacted" | "opened" | "clicked" | "replied" | "bounced" | "unsubscribed" | "removed"
  /** Time of the next step. */
  due: string
}

export interface Activity {
  readonly id: string
  readonly at: string
  readonly message: "Sent" | "Opened" | "Clicked" | "Replied" | "Bounced" | "Unsubscribed"
  readonly sequence_id: string
  readonly lead_id: string
  readonly email: string
  readonly sender: string
  readonly template_id: string | null
  readonly body: string | null
}

export interface Mail {
  readonly id: string
  /** The id of mail servers; the same for all messages of a thread. */
  readonly messageId: string
  readonly task_type: "reply" | "email" | "forward"
  readonly email: string
  readonly sender: string
  readonly sequence_id: string
  readonly subject: string
  readonly body: string
  readonly at: string
  unread: boolean
  outcome?: string
}

export interface BlocklistEntry {
  readonly id: string
  readonly email: string
  readonly type: "email" | "domain"
  readonly date_created: string
}

export interface Campaign {
  readonly campaignID: string
  readonly name: string
  paused: boolean
  /** The e-mail address of the member who owns it. */
  readonly owned_by: string
  /** Milliseconds since 1970. */
  readonly date_created: number
  /** What a prospect receives, in this order. */
  readonly steps: ReadonlyArray<Step>
}

export interface Step {
  readonly type: "email" | "linkedin" | "call"
  /** Milliseconds after the prospect was added. */
  readonly after: number
  /** With macros such as {{First Name}}. */
  readonly text: string
}

/** A person in a campaign. The same person in two campaigns is two prospects. */
export interface Prospect {
  readonly prospectID: string
  readonly campaignID: string
  /** All fields as the caller sent them, under the caller's names. */
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
  /** With macros while the task is upcoming, and with the prospect's fields afterwards. */
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
export type SalesBlinkContext = Context<State>
export type Operation = (call: SalesBlinkCall) => Reply
