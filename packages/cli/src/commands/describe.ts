/** `salesbridge describe`: everything that is known of one operation. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Connection from "../Connection.ts"
import { exampleFlags } from "../Description.ts"
import * as Screen from "../Screen.ts"
import * as Vendors from "../Vendors.ts"
import { words } from "./call.ts"
import { factsOf, loadVendors } from "./list.ts"

export const describe = Command.make(
  "describe",
  {
    vendor: Argument.String("vendor").pipe(Argument.withDescription("Such as salesflow")),
    operation: Argument.String("operation").pipe(Argument.withDescription("Such as Campaigns.start")),
    json: Flag.Boolean("json").pipe(
      Flag.withDescription("Print JSON, with the JSON Schema of input and response"),
      Flag.withDefault(false)
    )
  },
  ({ json, operation, vendor }) =>
    Effect.gen(function* () {
      const [loaded] = yield* loadVendors([vendor])
      const description = yield* Connection.attempt(() => Vendors.operationOf(loaded!, operation))
      if (json) {
        const { inputSchema, outputSchema } = description
        return yield* Screen.json({ ...factsOf(description), input: inputSchema, output: outputSchema })
      }
      const { out } = yield* Screen.Screen
      const inputs = description.fields.map((_) => `  --${_.flag} ${_.type}  ${_.description}`.trimEnd())
      yield* out(
        [
          words(description),
          "",
          inputs.length === 0 ? "Takes nothing." : "Takes:",
          ...inputs,
          "",
          "Example:",
          `  ${["salesbridge call", vendor, description.name, ...exampleFlags(description)].join(" ")}`
        ].join("\n")
      )
    })
).pipe(
  Command.withDescription("Describes an operation: inputs, limits, errors, and where it is documented."),
  Command.withShortDescription("Describes an operation"),
  Command.withExamples([{ command: "salesbridge describe salesflow Campaigns.start" }])
)
