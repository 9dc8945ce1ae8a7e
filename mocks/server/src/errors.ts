/** Why a mock could not be started. Each message is fit to be shown to a person as it is. */
import { Schema } from "effect"

/** No folder of that name holds a specification. */
export class UnknownVendor extends Schema.TaggedError<UnknownVendor>()("UnknownVendor", {
  vendor: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `Unknown vendor "${this.vendor}". Known: ${this.known.join(", ")}.`
  }
}

/** The specification is missing, no OpenAPI, or has no operations. */
export class UnreadableSpec extends Schema.TaggedError<UnreadableSpec>()("UnreadableSpec", {
  location: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `Cannot read the specification ${this.location}: ${this.reason}`
  }
}

/** The port cannot be listened on; `taken` when another program does. */
export class PortUnavailable extends Schema.TaggedError<PortUnavailable>()("PortUnavailable", {
  port: Schema.Int,
  vendor: Schema.optionalKey(Schema.String),
  taken: Schema.Boolean,
  reason: Schema.String
}) {
  override get message(): string {
    const what = this.vendor === undefined ? "the mock" : `the ${this.vendor} mock`
    return this.taken
      ? `Port ${this.port} for ${what} is already taken by another program.`
      : `Cannot listen on port ${this.port} for ${what}: ${this.reason}`
  }
}

export type MockError = UnknownVendor | UnreadableSpec | PortUnavailable
