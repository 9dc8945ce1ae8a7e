import { tolerant } from "@salesbridge/core"
import { Schema } from "effect"
import { get } from "./acme.ts"

export const searchMembers = get("/members", {
  id: "searchMembers",
  source: "Search members",
  query: {
    filter: Schema.Struct({
      name: Schema.optional(Schema.String),
      tags: Schema.optional(Schema.Array(Schema.String)),
      joined: Schema.optional(Schema.Struct({ after: Schema.DateFromString }))
    })
  },
  success: Schema.Array(Schema.Struct({ id: Schema.Int, phone: Schema.optionalKey(tolerant(Schema.String)) }))
})
