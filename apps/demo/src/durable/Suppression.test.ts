/** What happens when a vendor cannot be told at once that somebody unsubscribed. */
import { Deferred, Effect, Fiber, Layer, Option } from "effect"
import type { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { WorkflowEngine } from "effect/workflow"
import { expect, it } from "@effect/vitest"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { VendorError } from "@salesbridge/core"
import { join } from "node:path"
import { newFolder } from "../../test/command.ts"
import { stores } from "../../test/stores.ts"
import type { VendorAdapter } from "../Destination.ts"
import { Screen } from "../Screen.ts"
import { Ledger } from "./Ledger.ts"
import { layerEngine, layerStores } from "./Storage.ts"
import * as Suppression from "./Suppression.ts"

const services = stores.pipe(Layer.provideMerge(Screen.layer), Layer.provideMerge(NodeServices.layer))

const failure = (status: number, category: string) =>
  new VendorError.UnexpectedStatus({
    vendor: "salesloft",
    operation: "updatePerson",
    status,
    category,
    retryAfter: undefined,
    requestId: undefined,
    body: undefined
  } as never)

const email = "contact01@example.com"
const person = { where: "Salesloft", email, linkedin: undefined, members: [] }
const not = ({ message }: VendorError.Failure) => `${email}, Salesloft: not suppressed: ${message}.`

/** A vendor that answers so, one call after the other. */
const vendorWith = (...answers: Array<VendorError.Failure | "done">): VendorAdapter => ({
  vendor: "salesloft",
  name: "Salesloft",
  url: "",
  suppresses: String,
  suppression: () =>
    Effect.succeed({
      _tag: "ToDo",
      run: Effect.suspend(() => {
        const answer = answers.shift()!
        return answer === "done" ? Effect.void : Effect.fail(answer)
      })
    })
})

/** Starts the workflow where these vendors are reached, and returns what it prints until `isEnough`. */
const printed = Effect.fnUntraced(function* (
  adapters: ReadonlyArray<VendorAdapter>,
  isEnough: (lines: ReadonlyArray<string>, told: ReadonlyArray<string>) => boolean
) {
  const lines: Array<string> = []
  const screen = Screen.of({ ...(yield* Screen), line: (text = "") => Effect.sync(() => void lines.push(text)) })
  const ledger = yield* Ledger
  const workflow = Suppression.layer(Effect.succeed(adapters)).pipe(Layer.provideMerge(WorkflowEngine.layerMemory))
  yield* ledger.add([[email, "test"]])
  const told = Effect.map(ledger.all, ([entry]) => entry!.told)
  const later = Effect.andThen(TestClock.adjust("1 minute"), Effect.yieldNow)
  yield* Suppression.start(person, ["salesloft"]).pipe(
    Effect.andThen(later),
    Effect.andThen(Effect.repeat(Effect.andThen(later, told), { until: (told) => isEnough(lines, told) })),
    Effect.provide(workflow),
    Effect.provideService(Screen, screen)
  )
  return lines
})

it.effect("a vendor that refuses the credentials or does not answer is told later", () =>
  Effect.gen(function* () {
    const [unauthorized, broken] = [failure(401, "Unauthorized"), failure(502, "Server")]
    const salesloft = vendorWith(unauthorized, broken, "done")
    expect(yield* printed([salesloft], (_, told) => told.includes("Salesloft"))).toEqual([
      `${not(unauthorized)} Trying again in 1 minute.`,
      `${not(broken)} Trying again in 2 minutes.`
    ])
  }).pipe(Effect.provide(services))
)

it.effect("a vendor that refuses the person is not told again", () =>
  Effect.gen(function* () {
    const refused = failure(422, "Invalid")
    expect(yield* printed([vendorWith(refused)], ({ length }) => length > 0)).toEqual([not(refused)])
  }).pipe(Effect.provide(services))
)

it.effect("a vendor that this process cannot reach is left to whichever process has the next workflow", () =>
  Effect.gen(function* () {
    const adapters: Array<VendorAdapter> = []
    const lines = yield* printed(adapters, ({ length }, told) => {
      if (length === 2) adapters.push(vendorWith("done"))
      return told.includes("Salesloft")
    })
    const not = `${email}, salesloft: not suppressed: this process does not have its variables.`
    expect(lines).toEqual([`${not} Trying again in 1 minute.`, `${not} Trying again in 2 minutes.`])
  }).pipe(Effect.provide(services))
)

it.live(
  "a job's end waits for vendors that are being told, but not for those that are told later, which the next run does",
  () =>
    Effect.gen(function* () {
      const path = join(yield* Effect.promise(() => newFolder()), "journal")
      const run = <A, E>(
        work: Effect.Effect<A, E, Suppression.Telling | WorkflowEngine.WorkflowEngine | SqlClient.SqlClient>,
        adapter: VendorAdapter
      ) =>
        work.pipe(
          Effect.provide(
            Suppression.layer(Effect.succeed([adapter])).pipe(
              Layer.provideMerge(layerEngine({ _tag: "File", path })),
              Layer.provideMerge(layerStores({ _tag: "File", path })),
              Layer.provideMerge(Screen.layer),
              Layer.provideMerge(NodeServices.layer)
            )
          )
        )
      const answered = yield* Deferred.make<void>()
      const slow = { ...vendorWith("done"), suppression: () => Effect.as(Deferred.await(answered), undefined) }
      const waiting = Effect.gen(function* () {
        yield* Suppression.start(person, ["salesloft"])
        const end = yield* Effect.forkChild(Suppression.settled)
        expect(yield* Effect.timeoutOption(Fiber.await(end), "300 millis")).toEqual(Option.none())
        yield* Deferred.succeed(answered, undefined)
        return yield* Fiber.join(end)
      })
      expect(yield* run(waiting, slow)).toBe(0)
      const refused = Effect.andThen(Suppression.start(person, ["salesloft"]), Suppression.settled)
      expect(yield* run(refused, vendorWith(failure(401, "Unauthorized")))).toBe(1)
      expect(yield* run(Suppression.settled, vendorWith("done"))).toBe(0)
    })
)
