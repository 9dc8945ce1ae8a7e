/** Custom fields of people, accounts and opportunities. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { instant, oneOf, string } from "../Field.ts"
import { CustomFieldId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A custom field. Records refer to it by `name`. */
export class CustomField extends Schema.Opaque<CustomField>()(
  Schema.Struct({
    id: CustomFieldId,
    created_at: instant,
    updated_at: instant,
    name: string("Customer Segment"),
    field_type: oneOf("person", "company", "opportunity"),
    value_type: oneOf("text", "date")
  })
) {}

const kind = Schema.Literals(["person", "company", "opportunity"])
const name = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Customer Segment"] })

/** Custom fields that match all filters. API reference: "List custom fields". */
export const list = read<ListInput>()("/v2/custom_fields", {
  id: "listCustomFields",
  source: "List custom fields",
  query: {
    "ids[]": anyOf(CustomFieldId),
    field_type: Schema.optional(kind),
    ...standard("updated_at", "created_at", "name")
  },
  success: listOf(CustomField)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One custom field. API reference: "Get custom field". */
export const get = read<GetInput>()("/v2/custom_fields/{id}", {
  id: "getCustomField",
  source: "Get custom field",
  path: { id: CustomFieldId },
  success: single(CustomField),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates a custom field. API reference: "Create custom field". */
export const create = post<CreateInput>()("/v2/custom_fields", {
  id: "createCustomField",
  source: "Create custom field",
  body: { name, field_type: Schema.optional(kind) },
  success: single(CustomField),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Changes a custom field. Use the `id` of the response from then on: Salesloft warns that the old one is no longer
 * valid. API reference: "Update custom field".
 */
export const update = put<UpdateInput>()("/v2/custom_fields/{id}", {
  id: "updateCustomField",
  source: "Update custom field",
  path: { id: CustomFieldId },
  body: { name: Schema.optional(name), field_type: Schema.optional(kind) },
  success: single(CustomField),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a custom field. API reference: "Delete custom field". */
export const remove = del<RemoveInput>()("/v2/custom_fields/{id}", {
  id: "deleteCustomField",
  source: "Delete custom field",
  path: { id: CustomFieldId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
