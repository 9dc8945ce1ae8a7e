/**
 * One of several processes that receive the same webhook. It tries to handle every delivery, and sends its parent
 * those that it handled.
 */
import * as Effect from "effect/Effect"
import { once } from "node:events"
import * as Result from "effect/Result"
import { Webhook } from "../src/index.ts"
import * as Database from "./database.ts"

const [address = "", table = "", count = "0"] = process.argv.slice(2)

const handled: Array<unknown> = []

await Effect.runPromise(
  Effect.gen(function* () {
    const deliveries = yield* Webhook.sql({ table })
    const { web } = Webhook.receiver<unknown>({
      name: "acme",
      decode: Result.succeed,
      handle: (event) =>
        Effect.andThen(
          Effect.yieldNow,
          Effect.sync(() => handled.push(event))
        ),
      deliveries
    })
    const deliver = async (number: number): Promise<void> => {
      const { status } = await web(new Request("http://receiver.example", { method: "POST", body: `${number}` }))
      // Another process handles it: the vendor sends it again.
      if (status === 503) return deliver(number)
      if (status !== 200) throw new Error(`answered ${status}`)
    }
    // All processes begin together.
    process.send?.("ready")
    yield* Effect.promise(() => once(process, "message"))
    yield* Effect.promise(() => Promise.all(Array.from({ length: Number(count) }, (_, number) => deliver(number))))
  }).pipe(Effect.provide(Database.at(address)))
)
process.send?.(handled)
process.disconnect()
