/** `salesbridge trigger`: sends a webhook as the vendor would. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { assign } from "../Assignment.ts"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import { Environment } from "../Environment.ts"
import * as Sample from "../Sample.ts"
import * as Screen from "../Screen.ts"
import { closest } from "../Suggestion.ts"
import * as Transport from "../Transport.ts"
import * as Webhooks from "../Webhooks.ts"
import { loadVendors } from "./list.ts"

export const to = Flag.String("to").pipe(Flag.withMetavar("url"), Flag.withDescription("Where to post it"))

export const trigger = Command.make(
  "trigger",
  {
    vendor: Argument.String("vendor").pipe(Argument.withDescription("Such as salesloft")),
    event: Argument.String("event").pipe(
      Argument.withDescription("Such as person_created. Default: lists the events"),
      Argument.optional
    ),
    to: Flag.optional(to),
    set: Flag.String("set").pipe(
      Flag.withMetavar("field=value"),
      Flag.withDescription("A field of the body, such as person.id=7 or tags.0=gold; may be repeated"),
      Flag.atLeast(0)
    ),
    dryRun: Flag.Boolean("dry-run").pipe(
      Flag.withDescription("Print headers and body, and post nothing"),
      Flag.withDefault(false)
    )
  },
  ({ dryRun, event, set, to, vendor }) =>
    Effect.gen(function* () {
      const [loaded] = yield* loadVendors([vendor])
      const protocol = yield* Webhooks.protocolOf(loaded!)
      const { out } = yield* Screen.Screen
      const names = Object.keys(protocol.events)
      if (Option.isNone(event)) return yield* out(names.join("\n"))
      const schema = protocol.events[event.value]
      if (schema === undefined) {
        return yield* Effect.fail(
          new CommandFailure({
            exitCode: ExitCode.usage,
            message: `${vendor} has no event "${event.value}"`,
            hint: closest(event.value, names) ?? `salesbridge trigger ${vendor} lists them.`
          })
        )
      }
      const body = yield* Effect.reduce(set, () => Sample.of(schema), assign)
      const delivery = yield* protocol.deliver(event.value, body, Webhooks.secretIn(yield* Environment))
      if (dryRun) return yield* Screen.json({ headers: delivery.headers, body: JSON.parse(delivery.body) })
      if (Option.isNone(to)) {
        return yield* Effect.fail(
          new CommandFailure({
            exitCode: ExitCode.usage,
            message: "--to is missing",
            hint: "It is an address such as http://127.0.0.1:4100."
          })
        )
      }
      const status = yield* Webhooks.post(to.value, delivery)
      yield* out(`${status} ${vendor} ${event.value}`)
      if (status >= 400) yield* Effect.fail(new CommandFailure({ message: `${to.value} answered ${status}` }))
    }).pipe(Effect.provide(Transport.layer))
).pipe(
  Command.withDescription(
    `Posts a webhook as the vendor would, made from the examples of its schema, and signed if the vendor signs. ${Webhooks.secretVariable} sets the secret; the default is "${Webhooks.defaultSecret}".`
  ),
  Command.withShortDescription("Posts a webhook as a vendor would"),
  Command.withExamples([
    { command: "salesbridge trigger salesloft" },
    { command: "salesbridge trigger salesloft person_created --to http://127.0.0.1:4100" }
  ])
)
