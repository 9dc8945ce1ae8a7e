/** Automations, called `flow` in calls and fields: sequences of messages to contacts. */
import * as Schema from "effect/Schema"
import { CustomFields, IdentifiedContact } from "../ContactInput.ts"
import { boolean, field, instant, integer, oneOf, string } from "../Field.ts"
import { filterOf } from "../Filter.ts"
import { FlowUuid, LeadUuid, ListUuid } from "../Ids.ts"
import { get, type InputOf, post, put } from "../Operation.ts"
import { page, streams, window } from "../Page.ts"
import { Schedule } from "../Schedule.ts"

/** An automation. */
export class Flow extends Schema.Opaque<Flow>()(
  Schema.Struct({
    uuid: FlowUuid,
    public_uuid: string("uuid-uuid-uuid-uuid-example"),
    team_id: integer(1),
    name: string("CMO Germany"),
    flow_workspace_uuid: string("uuid-uuid-uuid-uuid-example"),
    flow_version_uuid: string("uuid-uuid-uuid-uuid-example"),
    schedule: field(Schedule),
    description: string("Marketing chiefs in Germany"),
    priority: integer(10),
    status: oneOf("on", "off", "draft", "archived"),
    is_public: boolean,
    user_id: integer(1),
    created_at: instant,
    updated_at: instant
  })
) {}

/** A page of the automations that a filter selects. API reference: "List of automations". */
export const list = get<ListInput>()("/flows/api/flows", {
  id: "listFlows",
  source: "List of automations",
  query: {
    ...window,
    filter: filterOf("q", "uuid", "flow_workspace_uuid", "flow_version_uuid", "status", "is_public", "user_id")
  },
  success: page(Flow),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The automations that a filter selects, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = streams(list)

/**
 * Starts an automation and returns it. Idempotent: it sets a state. Fails with `ValidationFailed` (422) if it is
 * archived. API reference: "Start automation".
 */
export const start = put<StartInput>()("/flows/api/flows/{flowUuid}/start", {
  id: "startFlow",
  source: "Start automation",
  path: { flowUuid: FlowUuid },
  success: Flow,
  provenance: "public"
})
export interface StartInput extends InputOf<typeof start> {}

/** Stops an automation and returns it. Idempotent: it sets a state. API reference: "Stop automation". */
export const stop = put<StopInput>()("/flows/api/flows/{flowUuid}/stop", {
  id: "stopFlow",
  source: "Stop automation",
  path: { flowUuid: FlowUuid },
  success: Flow,
  provenance: "public"
})
export interface StopInput extends InputOf<typeof stop> {}

/**
 * Adds a contact to an automation. Unsafe: the effect of adding it twice is not documented, and it may receive messages
 * twice. Fails with `NotFound` (404). API reference: "Add contact to automation".
 */
export const addContact = post<AddContactInput>()("/flows/api/flows/{flowUuid}/leads/{leadUuid}", {
  id: "addLeadToFlow",
  source: "Add contact to automation",
  path: { flowUuid: FlowUuid, leadUuid: LeadUuid },
  success: Schema.Void,
  safety: "unsafe",
  provenance: "public"
})
export interface AddContactInput extends InputOf<typeof addContact> {}

/** Why a new contact was not added, if it was not. */
export class Addition extends Schema.Opaque<Addition>()(Schema.Struct({ reason: oneOf("skipped") })) {}

/**
 * Creates a contact, or uses the existing one, and adds it to an automation. `update_lead_if_exists` (default true)
 * allows changes to an existing contact, and `move_to_list` (default false) moves it to `list_uuid`.
 * `skip_if_lead_exists` does not add an existing contact; `reason` is then `skipped`, and otherwise missing.
 * `flow_segment_id` (default 1) is the segment to begin with. Unsafe, like {@link addContact}. API reference: "Add new
 * contact to automation".
 */
export const addNewContact = post<AddNewContactInput>()("/flows/api/flows/{flowUuid}/add-new-lead", {
  id: "addNewLeadToFlow",
  source: "Add new contact to automation",
  path: { flowUuid: FlowUuid },
  body: {
    lead: IdentifiedContact,
    list_uuid: ListUuid,
    custom_fields: Schema.optional(CustomFields),
    update_lead_if_exists: Schema.optional(Schema.Boolean.annotate({ default: true })),
    move_to_list: Schema.optional(Schema.Boolean.annotate({ default: false })),
    flow_segment_id: Schema.optional(Schema.Int.annotate({ examples: [1], default: 1 })),
    skip_if_lead_exists: Schema.optional(Schema.Boolean)
  },
  success: Addition,
  emptySuccess: {},
  emptyStatuses: [204],
  safety: "unsafe",
  provenance: "public"
})
export interface AddNewContactInput extends InputOf<typeof addNewContact> {}

/**
 * Removes a contact from these automations. Idempotent: it sets a state. API reference: "Cancel contact from
 * automations".
 */
export const cancelContact = put<CancelContactInput>()("/flows/api/flows/leads/{leadUuid}/cancel", {
  id: "cancelLeadFromFlows",
  source: "Cancel contact from automations",
  path: { leadUuid: LeadUuid },
  body: { flow_uuids: Schema.Array(FlowUuid) },
  success: Schema.Void,
  provenance: "public"
})
export interface CancelContactInput extends InputOf<typeof cancelContact> {}

/**
 * Removes a contact from every automation. Idempotent: it sets a state. API reference: "Cancel contact from all
 * automations".
 */
export const cancelContactFromAll = put<CancelContactFromAllInput>()("/flows/api/flows/leads/{leadUuid}/cancel-all", {
  id: "cancelLeadFromAllFlows",
  source: "Cancel contact from all automations",
  path: { leadUuid: LeadUuid },
  success: Schema.Void,
  provenance: "public"
})
export interface CancelContactFromAllInput extends InputOf<typeof cancelContactFromAll> {}
