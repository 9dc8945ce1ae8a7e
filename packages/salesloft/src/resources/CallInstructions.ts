/** The instructions of call steps in cadences. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { instant, string } from "../Field.ts"
import { CallInstructionId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** The instructions of a call step. */
export class CallInstruction extends Schema.Opaque<CallInstruction>()(
  Schema.Struct({
    id: CallInstructionId,
    created_at: instant,
    updated_at: instant,
    instructions: string("Ask for the date of the fair")
  })
) {}

/** The instructions of all call steps. */
export const list = read<ListInput>()("/v2/action_details/call_instructions", {
  id: "listCallInstructions",
  source: "List call instructions",
  query: { "ids[]": anyOf(CallInstructionId), ...standard("updated_at", "created_at") },
  success: listOf(CallInstruction),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** The instructions of one step. */
export const get = read<GetInput>()("/v2/action_details/call_instructions/{id}", {
  id: "getCallInstructions",
  source: "Get call instructions",
  path: { id: CallInstructionId },
  success: single(CallInstruction),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
