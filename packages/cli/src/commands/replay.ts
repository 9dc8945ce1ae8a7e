/** `salesbridge replay`: sends again what `salesbridge listen` has received. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import * as NumberFlag from "../NumberFlag.ts"
import { Screen } from "../Screen.ts"
import * as TextFile from "../TextFile.ts"
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
      Flag.filter(
        (_) => _ !== "",
        () => "Expected a value that is not empty"
      ),
      Flag.withDescription("Only the delivery that listen printed with this id"),
      Flag.optional
    ),
    last: NumberFlag.count("last").pipe(Flag.withDescription("Only this many of the last deliveries"), Flag.optional)
  },
  ({ file, id, last, to }) =>
    Effect.gen(function* () {
      const { err, out } = yield* Screen
      const { all, cutOff } = yield* Connection.attempt(() => keptIn(file))
      for (const line of cutOff) yield* err(`${file}:${line} is cut off, and is left out`)
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

const isKept = Schema.is(Webhooks.Kept)

/** The deliveries in a file, and the numbers of lines that a crash has cut off. Throws a `CommandFailure`. */
const keptIn = (file: string) => {
  const wrong = (problem: string) => new CommandFailure({ exitCode: ExitCode.usage, message: `${file}${problem}` })
  const read = Result.try({ try: () => TextFile.read(file), catch: (cause) => wrong(`: ${(cause as Error).message}`) })
  const all: Array<Webhooks.Kept> = []
  const cutOff: Array<number> = []
  for (const [index, line] of Result.getOrThrow(read).split("\n").entries()) {
    if (line.trim() === "") continue
    const json = Result.try(() => JSON.parse(line) as unknown)
    if (Result.isFailure(json)) cutOff.push(index + 1)
    else if (isKept(json.success)) all.push(json.success)
    else throw wrong(`:${index + 1} is not a delivery`)
  }
  if (all.length === 0 && cutOff.length > 0) throw wrong(" is not a file of deliveries")
  return { all, cutOff }
}
