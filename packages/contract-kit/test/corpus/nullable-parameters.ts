import * as Schema from "effect/Schema"
import { acme, int, of, Size, text } from "./Client.ts"

export const client = of(
  acme.get("/teams/{team}/things", {
    id: "listThings",
    source: "List things",
    path: { team: int(7) },
    headers: { "X-Trace": Schema.optional(int(7)) },
    query: {
      ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })),
      tags: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })),
      name: Schema.optional(text("Anvil")),
      size: Schema.optional(Size),
      filter: Schema.optional(Schema.Struct({ since: Schema.optional(int(7)) }))
    },
    success: Schema.Array(int(7))
  }),
  "enum: [small, large]",
  "enum: [small, huge]",
  "listThings, query size: package: "
)
