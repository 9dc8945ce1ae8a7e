/** `npm run demo -- --web`: serves the page until it is stopped. */
import { Effect, Layer } from "effect"
import { randomBytes } from "node:crypto"
import type { Given } from "../flags.ts"
import { Roster } from "../Roster.ts"
import { Screen } from "../Screen.ts"
import * as Setup from "../Setup.ts"
import { JobControl } from "./JobControl.ts"
import { serve } from "./Server.ts"

export const web = Effect.fnUntraced(function* (flags: Given) {
  const { colour, line } = yield* Screen
  const setup = yield* Setup.of(flags)
  const token = randomBytes(24).toString("base64url")
  const job = yield* Layer.build(Layer.provideMerge(JobControl.layer(setup), Roster.layer))
  const address = yield* Effect.provide(serve(flags.webPort, token), job)
  yield* line(colour("bold", "The job's page, for this computer only:"))
  yield* line(`\n  ${address}\n`)
  yield* line("Whoever has this address can write to the vendors. Ctrl-C stops.")
  return yield* Effect.never
})
