/** What happens when the process that has a contact does not answer. */
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { WorkflowEngine } from "effect/workflow"
import { expect, it } from "@effect/vitest"
import { Contact } from "../Contact.ts"
import { cell } from "../Row.ts"
import { deliverToTargets } from "./Outreach.ts"

it.effect("a contact is asked for again if the process that has it does not answer", () =>
  Effect.gen(function* () {
    const added = { cell: cell("delivered"), at: 1 }
    const asked: Array<string> = []
    const isAsked = yield* Deferred.make<void>()
    const engine = {
      execute: (_: unknown, { executionId }: { executionId: string }) => {
        asked.push(executionId)
        if (asked.length > 1) return Effect.succeed({ salesflow: added })
        return Effect.andThen(Deferred.succeed(isAsked, undefined), Effect.never)
      }
    } as unknown as WorkflowEngine.WorkflowEngine["Service"]
    const contact = Contact.make({
      where: "line 2",
      email: "contact01@example.com",
      linkedin: undefined,
      members: [],
      fields: {}
    })
    const fiber = yield* deliverToTargets({ contact, targets: { salesflow: "7" }, settings: {}, job: "job" }, 0).pipe(
      Effect.provideService(WorkflowEngine.WorkflowEngine, engine),
      Effect.forkChild
    )
    yield* Deferred.await(isAsked)
    yield* TestClock.adjust("30 seconds")
    expect(yield* Fiber.join(fiber)).toEqual({ salesflow: added.cell })
    expect(asked).toEqual([asked[0], asked[0]])
  })
)
