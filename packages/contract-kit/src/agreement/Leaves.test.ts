import { tolerant } from "@salesbridge/core"
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { leaves } from "./Leaves.ts"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { strict } from "../interactions/Strict.ts"

const moment = { type: "string", format: "date-time" }
const spec = OpenApi.of({
  openapi: "3.0.3",
  components: {
    schemas: {
      Owner: { type: "object", properties: { since: moment } },
      Thing: {
        allOf: [
          { type: "object", properties: { made: moment, name: { type: "string" } } },
          { type: "object", properties: { owners: { type: "array", items: { $ref: "#/components/schemas/Owner" } } } }
        ]
      }
    }
  }
})
const Moment = Schema.DateTimeUtcFromString
const Thing = Schema.Struct({
  made: Schema.optionalKey(tolerant(Moment)),
  name: Schema.String,
  owners: Schema.Array(Schema.Struct({ since: Moment }))
})

describe("leaves", () => {
  it("are the scalars with a notation, each with its counterpart in the specification", () => {
    const found = leaves(strict(Thing), spec, { $ref: "#/$defs/Thing" })
    expect(found.map(({ place, theirs }) => [place, theirs])).toEqual([
      ["made", moment],
      ["owners[].since", moment]
    ])
  })

  it("are omitted if the specification has no such place", () => {
    expect(leaves(strict(Thing), spec, { type: "object" })).toEqual([])
  })
})
