/** Sender profiles: the people in whose names messages are sent. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { ok, refuse, required } from "./responses.ts"
import { list, type Resource } from "./listing.ts"
import { seconds } from "./timestamps.ts"
import { existing, find } from "./records.ts"
import { type SenderProfile, type State, team } from "./State.ts"

const resource: Resource<SenderProfile> = {
  name: "sender profiles",
  fields: new Set([
    "uuid",
    "team_id",
    "linkedin_server_id",
    "linkedin_browser_id",
    "linkedin_browser_uuid",
    "linkedin_account_uuid",
    "mailbox_uuid",
    "assignee_user_id",
    "first_name",
    "last_name",
    "label",
    "status",
    "user_id",
    "created_at",
    "updated_at"
  ]),
  timestamps: new Set(["created_at", "updated_at"]),
  searched: (_) => [`${_.first_name ?? ""} ${_.last_name ?? ""}`, _.label]
}

/** The milliseconds that a person takes to log in to LinkedIn in a new browser. */
const loggingIn = 60_000

type Handler = (call: Call<State>) => Reply

const create = ({ now, state, uuid }: Call<State>, fields: Partial<SenderProfile>): SenderProfile => {
  const at = seconds(now())
  const profile: SenderProfile = {
    uuid: uuid(),
    team_id: team,
    linkedin_server_id: null,
    linkedin_browser_id: null,
    linkedin_browser_uuid: null,
    linkedin_account_uuid: null,
    mailbox_uuid: null,
    assignee_user_id: null,
    first_name: null,
    last_name: null,
    label: null,
    status: "enabled",
    schedule: null,
    smart_limits_enabled: false,
    notification_emails: [],
    user_id: 1,
    created_at: at,
    updated_at: at,
    ...fields
  }
  state.senderProfiles[profile.uuid] = profile
  return profile
}

const listSenderProfiles: Handler = ({ query, state }) => ok(list(Object.values(state.senderProfiles), resource, query))

const createSenderProfile: Handler = (call) => {
  const { assignee_user_id = null, first_name = null, label = null, last_name = null } = call.body
  return ok(create(call, { assignee_user_id, first_name, last_name, label }))
}

const getSenderProfile: Handler = ({ path, state }) =>
  ok(existing(state.senderProfiles, "sender profile", path["senderProfileUuid"]))

const connectSenderProfile: Handler = (call) => {
  const { body, schedule: later, state, uuid } = call
  for (const field of ["first_name", "last_name", "gologin_external_id"]) {
    if (body[field].trim() === "") refuse(required(field))
  }
  const { first_name, label = null, last_name, notification_emails = [], schedule, smart_limits_enabled = false } = body
  const profile = create(call, {
    linkedin_browser_id: ++state.next.browser,
    linkedin_browser_uuid: uuid(),
    first_name,
    last_name,
    label,
    schedule: schedule ?? null,
    smart_limits_enabled,
    notification_emails
  })
  later("log in", profile.uuid, loggingIn)
  return ok(profile)
}

export const operations = { listSenderProfiles, createSenderProfile, getSenderProfile, connectSenderProfile }

export const jobs = {
  // Guess: a connected browser's LinkedIn account is known a little later.
  "log in": ({ now, state, uuid }: Context<State>, id: string): void => {
    const profile = find(state.senderProfiles, id)
    if (profile === undefined || profile.linkedin_account_uuid !== null) return
    profile.linkedin_account_uuid = uuid()
    profile.updated_at = seconds(now())
  }
}
