import * as Schema from "effect/Schema"
import { getThing, of, text } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({
      at: Schema.DateTimeUtcFromString,
      day: text("2024-05-21"),
      key: Schema.String.check(Schema.isUUID()),
      mail: text("a@example.com"),
      site: text("https://www.example.com")
    })
  ),
  "at: { type: string, format: date-time }",
  "at: { type: string }",
  "getThing 200, response body at: package: "
)
