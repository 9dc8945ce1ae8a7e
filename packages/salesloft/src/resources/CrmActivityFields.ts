/** The fields of activities in the CRM. */
import * as Schema from "effect/Schema"
import { custom, instant, oneOf, string } from "../Field.ts"
import { CrmActivityFieldId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { list as listOf, paged, standard } from "../Page.ts"

/**
 * A field of the CRM's activities. `field` is its name in the `crm_params` of a call. `value` is a value that is always
 * written.
 */
export class CrmActivityField extends Schema.Opaque<CrmActivityField>()(
  Schema.Struct({
    id: CrmActivityFieldId,
    created_at: instant,
    updated_at: instant,
    title: string("Call outcome"),
    field: string("Call_Outcome__c"),
    field_type: string("picklist"),
    /** The kind of Salesloft records for which it is mapped. */
    source: oneOf("email", "phone"),
    value: string("Successful"),
    /** Labels and their values. If there are any, no other values are accepted. */
    picklist_values: custom({ "It went well": "Successful" }),
    crm_object_type: oneOf("Task", "Phonecall", "Email"),
    salesforce_object_type: oneOf("Task")
  })
) {}

/** The fields of the CRM's activities. API reference: "List CRM activity fields". */
export const list = read<ListInput>()("/v2/crm_activity_fields", {
  id: "listCrmActivityFields",
  source: "List CRM activity fields",
  query: {
    /** `email` or `phone`. */
    source: Schema.optional(Schema.String.annotate({ examples: ["phone"] })),
    ...standard("title", "updated_at")
  },
  success: listOf(CrmActivityField)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
