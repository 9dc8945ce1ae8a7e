/** Automations: starting and stopping them, adding and removing contacts, and their steps. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { note } from "./activities.ts"
import { done, ok, refuse, required, selected } from "./responses.ts"
import { known, upsert } from "./contacts.ts"
import { addressOf, send as sendEmail } from "./emails.ts"
import { send as sendMessage } from "./linkedinMessages.ts"
import { list, type Resource } from "./listing.ts"
import { markerOf } from "./markers.ts"
import { seconds } from "./timestamps.ts"
import { existing, find } from "./records.ts"
import type { Contact, Flow, FlowLead, FlowNode, FlowVersion, State } from "./State.ts"
import { fill } from "./templates.ts"

const resource: Resource<Flow> = {
  name: "automations",
  fields: new Set([
    "uuid",
    "public_uuid",
    "team_id",
    "name",
    "flow_workspace_uuid",
    "flow_version_uuid",
    "description",
    "priority",
    "status",
    "is_public",
    "user_id",
    "created_at",
    "updated_at"
  ]),
  timestamps: new Set(["created_at", "updated_at"]),
  searched: ({ description, name }) => [name, description]
}

/**
 * Milliseconds from addition to the first step; each further step has its own delay. Guess: steps run at any hour,
 * whatever the automation's schedule, so that a test need not wait for Monday.
 */
const entering = 60_000

type Handler = (call: Call<State>) => Reply

const listFlows: Handler = ({ query, state }) => ok(list(Object.values(state.flows), resource, query))

const flowOf = ({ path, state }: Call<State>): Flow => existing(state.flows, "automation", path["flowUuid"])
const leadOf = ({ path, state }: Call<State>): Contact => existing(state.contacts, "contact", path["leadUuid"])

const refuseArchived = (flow: Flow, what: string): void => {
  if (flow.status === "archived") {
    refuse({ status: [`The automation ${flow.uuid} is archived and cannot ${what}.`] })
  }
}

const startFlow: Handler = (call) => {
  const flow = flowOf(call)
  refuseArchived(flow, "be started")
  // Guess: starting a running automation changes nothing.
  if (flow.status === "on") return ok(flow)
  flow.status = "on"
  flow.updated_at = seconds(call.now())
  for (const enrolled of Object.values(call.state.flowLeads)) {
    if (enrolled.flow_uuid !== flow.uuid || enrolled.status !== "in_progress" || !enrolled.waits) continue
    enrolled.waits = false
    call.schedule("step", enrolled.uuid, entering)
  }
  return ok(flow)
}

const stopFlow: Handler = (call) => {
  const flow = flowOf(call)
  // Guess: stopping an automation that is not running changes nothing.
  if (flow.status !== "on") return ok(flow)
  flow.status = "off"
  flow.updated_at = seconds(call.now())
  return ok(flow)
}

/** The contact's unfinished automations. */
const enrolledOf = (state: State, lead: string): ReadonlyArray<FlowLead> =>
  Object.values(state.flowLeads).filter(({ lead_uuid, status }) => lead_uuid === lead && status === "in_progress")

const enrol = (context: Context<State>, flow: Flow, contact: Contact, segment: number): void => {
  const { now, schedule, state, uuid } = context
  // Guess: a contact that is in it already keeps its step. One that finished or was removed starts again.
  if (enrolledOf(state, contact.uuid).some(({ flow_uuid }) => flow_uuid === flow.uuid)) return
  const version = state.flowVersions[flow.flow_version_uuid]!
  const profiles = version.sender_profile_uuids
  const at = seconds(now())
  const enrolled: FlowLead = {
    uuid: uuid(),
    flow_uuid: flow.uuid,
    lead_uuid: contact.uuid,
    sender_profile_uuid: profiles[state.next.turn++ % profiles.length]!,
    flow_segment_id: segment,
    status: "in_progress",
    node_id: version.nodes[0]!.id,
    waits: flow.status !== "on",
    created_at: at,
    updated_at: at
  }
  state.flowLeads[enrolled.uuid] = enrolled
  contact.sender_profile_uuid ??= enrolled.sender_profile_uuid
  contact.updated_at = at
  if (!enrolled.waits) schedule("step", enrolled.uuid, entering)
}

const addLeadToFlow: Handler = (call) => {
  const flow = flowOf(call)
  const contact = leadOf(call)
  // Guess: all but archived automations accept contacts, which wait until the automation is started.
  refuseArchived(flow, "take contacts")
  enrol(call, flow, contact, 1)
  return done
}

const addNewLeadToFlow: Handler = (call) => {
  const { body, state } = call
  const { custom_fields, flow_segment_id = 1, lead, list_uuid, move_to_list = false } = body
  const { skip_if_lead_exists = false, update_lead_if_exists = true } = body
  const flow = flowOf(call)
  refuseArchived(flow, "take contacts")
  const asked = { lead, list_uuid, custom_fields, move: move_to_list, update: update_lead_if_exists }
  const found = known(state, asked)
  if (found !== undefined && skip_if_lead_exists) return ok({ reason: "skipped" })
  enrol(call, flow, upsert(call, asked, found), flow_segment_id)
  return done
}

const cancel = ({ now }: Pick<Context<State>, "now">, enrolled: FlowLead): void => {
  enrolled.status = "canceled"
  enrolled.node_id = null
  enrolled.waits = false
  enrolled.updated_at = seconds(now())
}

const cancelLeadFromFlows: Handler = (call) => {
  const { body, state } = call
  const { uuid } = leadOf(call)
  const flows: ReadonlyArray<string> = body.flow_uuids
  if (flows.length === 0) refuse(required("flow_uuids"))
  for (const [index, flow] of flows.entries()) {
    if (find(state.flows, flow) === undefined) refuse(selected(`flow_uuids.${index}`, "automation", flow))
  }
  // Guess: a contact that is in none of the flows is not an error.
  for (const enrolled of enrolledOf(state, uuid)) if (flows.includes(enrolled.flow_uuid)) cancel(call, enrolled)
  return done
}

const cancelLeadFromAllFlows: Handler = (call) => {
  for (const enrolled of enrolledOf(call.state, leadOf(call).uuid)) cancel(call, enrolled)
  return done
}

export const operations = {
  listFlows,
  startFlow,
  stopFlow,
  addLeadToFlow,
  addNewLeadToFlow,
  cancelLeadFromFlows,
  cancelLeadFromAllFlows
}

/** Removes a contact from the automations in which this profile writes to it. */
export const stopOnReply = (context: Context<State>, lead: string, profile: string): void => {
  for (const enrolled of enrolledOf(context.state, lead)) {
    if (enrolled.sender_profile_uuid === profile) cancel(context, enrolled)
  }
}

/** Ends an automation for a contact. */
export const finish = (context: Context<State>, enrolled: FlowLead): void => {
  enrolled.status = "finished"
  enrolled.node_id = null
  enrolled.waits = false
  enrolled.updated_at = seconds(context.now())
  note(context, "automation_finished", enrolled.lead_uuid, enrolled.flow_uuid)
}

const act = (context: Context<State>, enrolled: FlowLead, contact: Contact, node: FlowNode): void => {
  const { now, state } = context
  const profile = find(state.senderProfiles, enrolled.sender_profile_uuid)!
  const template = find(state.templates, node.template_uuid)
  const text = template === undefined ? "" : fill(template.text, contact)
  const origin = { task_pipeline_uuid: enrolled.uuid, template_uuid: template?.uuid ?? null }
  if (node.type === "linkedin_send_message") {
    sendMessage(context, contact, profile, { ...origin, automation: "auto", text })
  } else if (node.type === "email_send_message") {
    // Guess: a step that needs an address is skipped if the contact has none.
    if (addressOf(contact) === null) return
    const subject = template?.subject === null || template === undefined ? null : fill(template.subject, contact)
    sendEmail(context, contact, profile, text, {
      ...origin,
      flow_uuid: enrolled.flow_uuid,
      flow_node_id: node.id,
      subject
    })
  } else {
    const marker = markerOf(context, contact.uuid, profile.uuid)
    marker.linkedin_last_connection_sent_at = seconds(now())
    note(context, "sender_profile_sent_linkedin_connection_request", contact.uuid)
  }
}

const following = ({ nodes }: FlowVersion, { id }: FlowNode): FlowNode | undefined =>
  nodes[nodes.findIndex((node) => node.id === id) + 1]

export const jobs = {
  /** Does the next step for a contact. */
  step: (context: Context<State>, uuid: string): void => {
    const { now, schedule, state } = context
    const enrolled = find(state.flowLeads, uuid)
    if (enrolled?.status !== "in_progress" || enrolled.waits) return
    const flow = state.flows[enrolled.flow_uuid]!
    if (flow.status !== "on") {
      enrolled.waits = true
      return
    }
    const version = state.flowVersions[flow.flow_version_uuid]!
    const contact = find(state.contacts, enrolled.lead_uuid)
    const node = version.nodes.find(({ id }) => id === enrolled.node_id)
    if (contact === undefined || node === undefined) return
    act(context, enrolled, contact, node)
    const next = following(version, node)
    if (next === undefined) return finish(context, enrolled)
    enrolled.node_id = next.id
    enrolled.updated_at = seconds(now())
    schedule("step", uuid, next.delay_in_seconds * 1000)
  }
}
