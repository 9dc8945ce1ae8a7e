/** `salesbridge replay`: sends again what `salesbridge listen` has received. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { readFileSync } from "node:fs"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import { Screen } from "../Screen.ts"
import * as Transport from "../Transport.ts"
import * as Webhooks from "../Webhooks.ts"
import { file } from "./listen.ts"
import { to } from "./trigger.ts"

export const replay = Command.make(
  "replay",
  {
    to,
    file,
    id: Flag.String("id").pipe(
      Flag.withDescription("Only the delivery that listen printed with this id"),
      Flag.optional
    ),
    last: Flag.Int("last").pipe(Flag.withDescription("Only this many of the last deliveries"), Flag.optional)
  },
  ({ file, id, last, to }) =>
    Effect.gen(function* () {
      const all = yield* keptIn(file)
      const named = all.filter((_) => Option.isNone(id) || _.id.startsWith(id.value))
      const chosen = Option.isNone(last) ? named : named.slice(-last.value)
      if (chosen.length === 0) {
        return yield* Effect.fail(
          new CommandFailure({
            message: `${file} contains no such delivery`,
            hint: "salesbridge listen receives some."
          })
        )
      }
      const { out } = yield* Screen
      let failed = 0
      for (const { event, id, vendor, ...delivery } of chosen) {
        const status = yield* Webhooks.post(to, delivery)
        if (status >= 300) failed++
        yield* out(`${status} ${vendor} ${event} ${id}`)
      }
      if (failed > 0)
        yield* Effect.fail(new CommandFailure({ message: `${failed} of ${chosen.length} were not accepted` }))
    }).pipe(Effect.provide(Transport.layer))
).pipe(
  Command.withDescription("Posts again the webhooks that salesbridge listen has stored, byte for byte."),
  Command.withShortDescription("Posts received webhooks again"),
  Command.withExamples([{ command: "salesbridge replay --to http://127.0.0.1:3000/hooks --last 1" }])
)

const keptIn = (file: string): Effect.Effect<ReadonlyArray<Webhooks.Kept>, CommandFailure> =>
  Effect.try({
    try: () =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((_) => _ !== "")
        .map((_) => JSON.parse(_) as Webhooks.Kept),
    catch: (cause) =>
      new CommandFailure({
        exitCode: ExitCode.usage,
        message: `${file}: ${cause instanceof SyntaxError ? "is not a file of deliveries" : (cause as Error).message}`
      })
  })
