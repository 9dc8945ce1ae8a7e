/** The stages of people. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, instant, integer, string } from "../Field.ts"
import { PersonStageId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A stage of people. */
export class PersonStage extends Schema.Opaque<PersonStage>()(
  Schema.Struct({
    id: PersonStageId,
    created_at: instant,
    updated_at: instant,
    name: string("Working"),
    active: boolean,
    order: integer(1)
  })
) {}

/** The stages of people. API reference: "List person stages". */
export const list = read<ListInput>()("/v2/person_stages", {
  id: "listPersonStages",
  source: "List person stages",
  query: {
    "ids[]": anyOf(PersonStageId),
    ...standard("updated_at", "created_at")
  },
  success: listOf(PersonStage)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

const name = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Working"] })

/** One stage. API reference: "Get person stage". */
export const get = read<GetInput>()("/v2/person_stages/{id}", {
  id: "getPersonStage",
  source: "Get person stage",
  path: { id: PersonStageId },
  success: single(PersonStage),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates a stage. API reference: "Create person stage". */
export const create = post<CreateInput>()("/v2/person_stages", {
  id: "createPersonStage",
  source: "Create person stage",
  body: { name },
  success: single(PersonStage),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Renames a stage. API reference: "Update person stage". */
export const update = put<UpdateInput>()("/v2/person_stages/{id}", {
  id: "updatePersonStage",
  source: "Update person stage",
  path: { id: PersonStageId },
  body: { name },
  success: single(PersonStage),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a stage permanently. API reference: "Delete person stage". */
export const remove = del<RemoveInput>()("/v2/person_stages/{id}", {
  id: "deletePersonStage",
  source: "Delete person stage",
  path: { id: PersonStageId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
