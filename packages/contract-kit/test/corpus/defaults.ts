import * as Schema from "effect/Schema"
import { int, listThings, of, Thing } from "./Client.ts"

export const client = of(
  listThings({ limit: Schema.optional(int(25).annotate({ default: 25 })) }, Thing),
  "default: 25",
  "default: 50",
  "listThings, query limit: package: the default 25; specification: the default 50"
)
