import * as Schema from "effect/Schema"
import { acme, int, of } from "./Client.ts"

export const client = of(
  acme.delete("/things/{id}", {
    id: "deleteThing",
    source: "Delete a thing",
    path: { id: int(7) },
    success: Schema.Struct({ id: Schema.optionalKey(Schema.Int) }),
    emptySuccess: {}
  }),
  '"204": { description: Gone. }',
  '"204": { description: Gone., content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } } }',
  "deleteThing 204, response body id"
)
