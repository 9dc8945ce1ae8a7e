/** `npm run demo`: the job on a terminal, from its first lines to the report. */
import { Effect, Layer } from "effect"
import { Prompt, TerminalCapabilities } from "effect/cli"
import { cannotRun } from "./CannotRun.ts"
import { layerStores, nameOf } from "./durable/Storage.ts"
import { FailureLog } from "./FailureLog.ts"
import type { Given } from "./flags.ts"
import * as Job from "./Job.ts"
import * as JobRuntime from "./JobRuntime.ts"
import { hintsOf, linesOf } from "./Report.ts"
import { Roster } from "./Roster.ts"
import * as Salesflow from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import * as Setup from "./Setup.ts"
import { indent, labelled } from "./Text.ts"
import * as Vendors from "./Vendors.ts"

const howToContinue = "start the same command again"

const field = (name: string, value: string) => labelled(`  ${name}`, value, 14)

const unknownAt = (names: ReadonlyArray<string>) =>
  names.length === 0 ? "" : ` Who unsubscribed at ${names.join(" or ")} alone is unknown to this run.`

const campaignsOf = (ids: ReadonlyArray<number>) => `campaign${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`

/** Prints what is about to be written, and asks. */
const confirm = Effect.fnUntraced(function* (flags: Given, integrations: Vendors.Integrations, intended: Job.Intended) {
  const { left, starts, unreported, vendors } = intended
  const { line } = yield* Screen
  yield* line("About to write to the real vendors:")
  for (const { intends, name } of vendors) {
    const all =
      name === Salesflow.integration.name && starts.length > 0 ? [`start ${campaignsOf(starts)}`, ...intends] : intends
    yield* line(field(name, all.length === 0 ? "nothing" : all.join("; ")))
  }
  if (left.length > 0) {
    yield* line(`\n${indent(`Nothing can be done at ${left.join(" and ")}.${unknownAt(unreported)}`, 2)}`)
  }
  yield* line()
  if (flags.yes) return
  const { canPrompt } = yield* TerminalCapabilities.TerminalCapabilities
  if (!canPrompt) {
    return yield* cannotRun(
      `Nothing was written. To go ahead without being asked, add --yes:\n  ${Setup.inFull(flags, integrations)}`
    )
  }
  const agreed = yield* Prompt.run(Prompt.Confirm({ message: "Go ahead?" })).pipe(
    Effect.catchTag("QuitError", () => Effect.succeed(false))
  )
  if (!agreed) return yield* cannotRun("Nothing was written.")
})

const opening = {
  offline: "Salesbridge demo, offline: nothing leaves this computer.",
  local: "Salesbridge demo, with the servers on this computer that the variables name.",
  real: "Salesbridge demo, with the REAL vendors: their variables are set."
}

/** Prints the vendors and inputs that take part. */
const announce = Effect.fnUntraced(function* (runtime: JobRuntime.JobRuntime) {
  const { csv, file, salesflowCampaigns: starts, storage, unsubscribedFile, vendors } = runtime
  const { line } = yield* Screen
  yield* line()
  for (const { name, variables, vendor } of Vendors.integrations) {
    const adapter = vendors.adapters.find((adapter) => adapter.vendor === vendor)
    const missing = `(left out: ${variables.join(" and ")} ${variables.length === 1 ? "is" : "are"} not set)`
    const found = adapter?.into === undefined ? adapter?.url : `${adapter.url}, ${adapter.into}`
    yield* line(field(name, found ?? missing))
  }
  const contacts = [
    ...(csv === undefined ? [] : [Setup.shortest(csv)]),
    ...(starts.length === 0 ? [] : [`Salesflow ${campaignsOf(starts)}`])
  ]
  const notTo =
    unsubscribedFile === undefined
      ? "(only who unsubscribed at a vendor: no --unsubscribed list is given)"
      : Setup.shortest(unsubscribedFile)
  for (const [name, value] of [
    ["contacts", contacts.join("; ")],
    ["not to", notTo],
    ["journal", storage._tag === "File" ? Setup.shortest(file.path) : nameOf(storage)]
  ] as const) {
    // A path alone is not broken, so that it can be copied.
    yield* line(value.includes(" ") ? field(name, value) : `  ${name.padEnd(11)} ${value}`)
  }
  yield* line()
})

export const terminal = Effect.fnUntraced(function* (flags: Given) {
  const { colour, line } = yield* Screen
  const setup = yield* Setup.of(flags)
  yield* line(colour("bold", opening[setup.mode]))
  if (setup.mode === "offline") yield* line("Starting sandboxes in the vendors' place ...")
  const runtime = yield* JobRuntime.open(setup)
  yield* announce(runtime)
  const work = Effect.gen(function* () {
    const prepared = yield* JobRuntime.prepare(runtime, setup)
    if (setup.mode === "real") yield* confirm(flags, setup.integrations, prepared.intended)
    const report = yield* Job.carryOut(prepared)
    const events = runtime.offline === undefined ? [] : yield* runtime.offline.fixture.afterwards
    yield* line()
    for (const text of linesOf(report, (yield* FailureLog).all(), events, colour)) yield* line(text)
    yield* line("\nThe same on a page, http://127.0.0.1:4100: npm run demo -- --web")
    return report
  })
  const { campaigns, unreported, ...report } = yield* JobRuntime.guarded(runtime, work).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(layerStores(setup.storage), Roster.layer)),
    Effect.onInterrupt(() =>
      line(`\nStopped. What was done is in the journal, and nothing is done twice.\nTo go on: ${howToContinue}`)
    )
  )
  const unsettled = campaigns.filter(({ mustBeSettled }) => mustBeSettled === true)
  const hints = [
    ...hintsOf(report),
    ...unsettled.map(({ campaign, detail }) => `Salesflow campaign ${campaign}: ${detail}`)
  ]
  if (hints.length === 0) return
  return yield* cannotRun(
    `${hints.join("\n")}\nThe job continued at the other vendors.${unknownAt(unreported)} Solve the problem, then ${howToContinue}.`
  )
})
