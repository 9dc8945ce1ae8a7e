/**
 * What the sandbox remembers: the team's records as the vendor sends them, and what the vendor has but version 3.0 of
 * its API does not show. Records are keyed by their uuid, unless noted otherwise.
 */
export interface State {
  readonly contacts: Record<string, Contact>
  readonly lists: Record<string, List>
  readonly companies: Record<string, Company>
  readonly flows: Record<string, Flow>
  readonly flowVersions: Record<string, FlowVersion>
  /** Contacts in automations, including those that have finished or were removed. */
  readonly flowLeads: Record<string, FlowLead>
  readonly senderProfiles: Record<string, SenderProfile>
  readonly mailboxes: Record<string, Mailbox>
  readonly linkedinMessages: Record<string, LinkedinMessage>
  readonly emails: Record<string, Email>
  readonly emailBodies: Record<string, EmailBody>
  readonly templates: Record<string, Template>
  readonly pipelineStages: Record<string, { readonly uuid: string; readonly name: string }>
  readonly tags: Record<string, { readonly uuid: string; readonly name: string }>
  /** The LinkedIn history of a contact with a sender profile, by both uuids. */
  readonly markers: Record<string, Marker>
  /** Values of the team's custom fields, by contact and name. */
  readonly customFields: Record<string, Record<string, unknown>>
  readonly webhooks: Record<string, Webhook>
  /** The last thousand events, newest last. */
  readonly activities: Array<Activity>
  readonly next: { email: number; linkedinMessage: number; browser: number; turn: number }
}

type Text = string | null
type Count = number | null

export interface Contact {
  readonly uuid: string
  readonly team_id: number
  user_id: Count
  sender_profile_uuid: Text
  list_uuid: string
  data_source_uuid: Text
  pipeline_stage_uuid: Text
  company_uuid: Text
  name: Text
  first_name: Text
  last_name: Text
  company_name: Text
  company_ln_id: Text
  position: Text
  headline: Text
  about: Text
  avatar_url: Text
  ln_id: Text
  sn_id: Text
  linkedin: Text
  facebook: Text
  twitter: Text
  work_email: Text
  personal_email: Text
  work_phone_number: Text
  personal_phone_number: Text
  connections_number: Count
  followers_number: Count
  primary_language: Text
  supported_languages: ReadonlyArray<string>
  has_open_profile: 0 | 1
  has_verified_profile: 0 | 1
  has_premium: 0 | 1
  experience: ReadonlyArray<object>
  posts: ReadonlyArray<object>
  educations: ReadonlyArray<object>
  skills: ReadonlyArray<string>
  raw_address: Text
  location: ReadonlyArray<{ readonly address_string: string }>
  tags: ReadonlyArray<string>
  status: "ok" | "no_contact_data"
  linkedin_status: "active" | "need_enrichment" | "no_data" | "blocked"
  email_status: "verified" | "need_search" | "unsubscribed"
  unread_counts: ReadonlyArray<{ readonly category: string; readonly count: number }>
  last_automation_approve_at: Text
  readonly created_at: string
  updated_at: string
}

export interface List {
  readonly uuid: string
  readonly team_id: number
  readonly name: string
  readonly user_id: number
  readonly created_at: string
  readonly updated_at: string
}

export interface Company {
  readonly uuid: string
  readonly team_id: number
  readonly name: string
  domain: Text
  readonly ln_id: Text
  readonly created_at: string
  updated_at: string
}

export interface Schedule {
  readonly timezone: string
  readonly use_lead_timezone?: boolean
  /** Minutes since midnight. */
  readonly timeblocks: ReadonlyArray<{ readonly dow: number; readonly min: number; readonly max: number }>
}

export interface Flow {
  readonly uuid: string
  readonly public_uuid: Text
  readonly team_id: number
  readonly name: string
  readonly flow_workspace_uuid: Text
  readonly flow_version_uuid: string
  readonly schedule: Schedule
  readonly description: Text
  readonly priority: number
  status: "on" | "off" | "draft" | "archived"
  readonly is_public: boolean
  readonly user_id: number
  readonly created_at: string
  updated_at: string
}

export interface FlowVersion {
  readonly uuid: string
  readonly flow_uuid: string
  readonly nodes: ReadonlyArray<FlowNode>
  /** The profiles that write to its contacts, in turn. */
  readonly sender_profile_uuids: ReadonlyArray<string>
}

export interface FlowNode {
  readonly id: number
  readonly type: "linkedin_send_connection_request" | "linkedin_send_message" | "email_send_message"
  /** Delay after the previous step. */
  readonly delay_in_seconds: number
  readonly template_uuid?: string
}

export interface FlowLead {
  readonly uuid: string
  readonly flow_uuid: string
  readonly lead_uuid: string
  readonly sender_profile_uuid: string
  readonly flow_segment_id: number
  status: "in_progress" | "finished" | "canceled"
  /** The next step. */
  node_id: Count
  /** Whether the contact waits for the automation to be started. */
  waits: boolean
  readonly created_at: string
  updated_at: string
}

export interface SenderProfile {
  readonly uuid: string
  readonly team_id: number
  readonly linkedin_server_id: Count
  readonly linkedin_browser_id: Count
  readonly linkedin_browser_uuid: Text
  linkedin_account_uuid: Text
  readonly mailbox_uuid: Text
  readonly assignee_user_id: Count
  readonly first_name: Text
  readonly last_name: Text
  readonly label: Text
  readonly status: "enabled" | "disabled"
  readonly schedule: Schedule | null
  readonly smart_limits_enabled: boolean
  readonly notification_emails: ReadonlyArray<string>
  readonly user_id: number
  readonly created_at: string
  updated_at: string
}

export interface Mailbox {
  readonly uuid: string
  readonly email: string
  readonly name: string
}

export interface LinkedinMessage {
  readonly uuid: string
  readonly team_id: number
  readonly sender_profile_uuid: string
  readonly linkedin_account_uuid: Text
  readonly linkedin_conversation_uuid: string
  readonly lead_uuid: string
  readonly task_pipeline_uuid: Text
  readonly template_uuid: Text
  message_hash: Text
  readonly text: Text
  readonly custom_content: ReadonlyArray<unknown>
  readonly attachments: ReadonlyArray<unknown>
  readonly type: "inbox" | "outbox"
  readonly automation: "auto" | "manual" | "synced"
  status: "new" | "in_progress" | "done" | "failed"
  fail_reason: Text
  read_at: Text
  sent_at: Text
  readonly user_id: Count
  readonly created_at: string
  updated_at: string
}

export interface Email {
  readonly uuid: string
  readonly team_id: number
  readonly user_id: Count
  readonly sender_profile_uuid: string
  readonly mailbox_uuid: Text
  readonly email_body_uuid: string
  readonly flow_uuid: Text
  readonly flow_node_id: Count
  readonly task_pipeline_uuid: Text
  readonly template_uuid: Text
  readonly gpt_prompt_uuid: Text
  email_uid: Text
  email_id: Text
  folder: Text
  readonly lead_uuid: string
  readonly thread_uuid: string
  status: "waiting" | "sent" | "sync" | "cancelled" | "error" | "bounced"
  readonly replied_to_uuid: Text
  bounced_by_uuid: Text
  readonly type: "inbox" | "outbox"
  readonly from_name: Text
  readonly from_email: Text
  readonly to_name: Text
  readonly to_email: string
  readonly cc: ReadonlyArray<string>
  readonly bcc: ReadonlyArray<string>
  readonly subject: Text
  readonly headers: ReadonlyArray<string>
  sending_attempts: number
  sent_at: Text
  readonly created_at: string
  updated_at: string
}

export interface EmailBody {
  readonly uuid: string
  readonly team_id: number
  readonly body: string
  readonly attachments: ReadonlyArray<unknown>
  readonly subject: Text
  readonly created_at: string
  readonly updated_at: string
}

export interface Template {
  readonly uuid: string
  readonly name: string
  readonly subject: Text
  /** With placeholders such as `{{first_name}}` for a contact's fields. */
  readonly text: string
}

export interface Webhook {
  readonly uuid: string
  readonly team_id: number
  readonly user_id: number
  readonly name: string
  /** The event that it is called for. */
  readonly event: string
  readonly request_method: string
  readonly target_url: string
  readonly status: "on" | "off"
  readonly created_at: string
  readonly updated_at: string
}

export interface Marker {
  readonly lead_uuid: string
  readonly sender_profile_uuid: string
  readonly linkedin_conversation_uuid: string
  last_message_type: "inbox" | "outbox" | null
  linkedin_messages_inbox_count: number
  linkedin_messages_sent_count: number
  linkedin_read_count: number
  linkedin_last_connection_sent_at: Text
  linkedin_last_connection_accepted_at: Text
}

export interface Activity {
  readonly at: string
  readonly type: string
  readonly lead_uuid: string
  readonly subject_uuid: Text
}

/** The only team. Every API key belongs to it. */
export const team = 1
