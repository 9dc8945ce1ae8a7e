/**
 * Makes 10,000 calls, 64 at a time, in a process with --expose-gc. It prints the heap size after each quarter, and the
 * open handles at the end.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Acme from "./Acme.ts"

declare const gc: () => void

const [url = "", transport = "undici", calls = "10000"] = process.argv.slice(2)

const layer = Acme.layer(url, { retry: false }).pipe(
  Layer.provide(transport === "undici" ? NodeHttpClient.layerUndici : FetchHttpClient.layer)
)

const both: ReadonlyArray<Effect.Effect<unknown, { readonly _tag: string }, Acme.Acme>> = [
  Acme.getWidget({ id: "w1" }),
  Acme.createWidget({ name: "n" })
]
const call = (index: number) => Effect.match(both[index % 2]!, { onFailure: ({ _tag }) => _tag, onSuccess: () => "ok" })

const heap = Effect.promise(async () => {
  // Finalizers of objects from one collection run before the next.
  for (let round = 0; round < 4; round++) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().heapUsed
})

const quarter = Number(calls) / 4
const ends: Record<string, number> = {}

const heaps = await Effect.runPromise(
  Effect.forEach([0, 1, 2, 3], (number) =>
    Effect.forEach(
      Array.from({ length: quarter }, (_, index) => number * quarter + index),
      (index) =>
        Effect.map(call(index), (end) => {
          ends[end] = (ends[end] ?? 0) + 1
        }),
      { concurrency: 64, discard: true }
    ).pipe(Effect.andThen(heap))
  ).pipe(Effect.provide(layer))
)

// Gives closing sockets time.
await new Promise((resolve) => setTimeout(resolve, 200))
process.stdout.write(JSON.stringify({ heaps, ends, open: process.getActiveResourcesInfo() }))
