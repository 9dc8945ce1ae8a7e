import { acme, int, of, text, Thing } from "./Client.ts"

export const client = of(
  acme.get("/teams/{team}/things/{id}", {
    id: "getThing",
    source: "Get a thing",
    path: { team: text("a"), id: int(7) },
    success: Thing
  }),
  "schema: { type: integer } }]",
  "schema: { type: boolean } }]",
  "getThing, path id: package: integer; specification: boolean"
)
