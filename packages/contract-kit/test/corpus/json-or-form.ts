import * as Schema from "effect/Schema"
import { createThing, ignoring } from "./Client.ts"

export const client = ignoring(createThing({ name: Schema.String }), "createThing: application/x-www-form-urlencoded", {
  replace: "properties: { name: { type: string } }",
  by: "properties: { name: { type: integer } }",
  says: "createThing, request body name: package: string, required; specification: integer, required"
})
