/** What happens when the process that has a contact does not answer, or answers with the result of an earlier run. */
import { Deferred, Effect, Fiber } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { WorkflowEngine } from "effect/workflow"
import { expect, it } from "@effect/vitest"
import { Contact } from "../Contact.ts"
import { cell } from "../Row.ts"
import { deliverToTargets } from "./Outreach.ts"
import { Steps } from "./Steps.ts"

const contact = Contact.make({
  where: "line 2",
  email: "contact01@example.com",
  linkedin: undefined,
  members: [],
  fields: {}
})
const work = { contact, targets: { salesflow: "7" }, settings: {}, job: "job" }
const engineOf = (execute: (executionId: string, attempt: number) => Effect.Effect<unknown>) =>
  ({
    execute: (_: unknown, given: { executionId: string; payload: { attempt: number } }) =>
      execute(given.executionId, given.payload.attempt)
  }) as unknown as WorkflowEngine.WorkflowEngine["Service"]
const stepsAt = (time: number) => ({ clock: Effect.succeed(time) }) as Steps["Service"]

it.effect("a contact is asked for again if the process that has it does not answer", () =>
  Effect.gen(function* () {
    const added = { cell: cell("delivered"), at: 1 }
    const asked: Array<string> = []
    const offered: Array<unknown> = []
    const sql = ((_: TemplateStringsArray, id: string) => Effect.sync(() => offered.push(id))) as never
    const isAsked = yield* Deferred.make<void>()
    const engine = engineOf((executionId) => {
      asked.push(executionId)
      if (asked.length > 1) return Effect.succeed({ salesflow: added })
      return Effect.andThen(Deferred.succeed(isAsked, undefined), Effect.never)
    })
    const fiber = yield* deliverToTargets(work, 0).pipe(
      Effect.provideService(WorkflowEngine.WorkflowEngine, engine),
      Effect.provideService(Steps, stepsAt(2)),
      Effect.provideService(SqlClient.SqlClient, sql),
      Effect.forkChild
    )
    yield* Deferred.await(isAsked)
    yield* TestClock.adjust("30 seconds")
    expect(yield* Fiber.join(fiber)).toEqual({ salesflow: added.cell })
    expect(asked).toEqual([asked[0], asked[0]])
    expect(offered).toEqual([asked[0]])
  })
)

it.effect.each([
  ["before", 99, "delivered"],
  ["since", 100, "failed"],
  ["in the future, before the clock went back", 201, "delivered"]
] as const)("a contact that failed %s is tried again unless that was in this run", ([, at, kind]) =>
  Effect.gen(function* () {
    const engine = engineOf((_, attempt) =>
      Effect.succeed({
        salesflow: attempt === 0 ? { cell: cell("failed"), at } : { cell: cell("delivered"), at: 200 }
      })
    )
    const cells = yield* deliverToTargets(work, 100).pipe(
      Effect.provideService(WorkflowEngine.WorkflowEngine, engine),
      Effect.provideService(Steps, stepsAt(200)),
      Effect.provideService(SqlClient.SqlClient, {} as never)
    )
    expect(cells["salesflow"]!.kind).toBe(kind)
  })
)
