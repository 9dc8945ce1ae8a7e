/** Calls these URLs through every transport in a separate environment, and prints how each call ended. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { inspect } from "node:util"
import { doors, open, underEffect } from "./doors.ts"
import * as Wired from "./readme/proxy.ts"

const faces = [
  underEffect("undici", Wired.undici),
  underEffect("node:http", Wired.nodeHttp),
  ...doors.filter(({ name }) => name === "fetch" || name === "promise face"),
  underEffect("undici by itself", NodeHttpClient.layerUndici),
  underEffect("node:http by itself", NodeHttpClient.layerNodeHttp)
]
for (const url of process.argv.slice(2)) {
  const options = url.includes("silent") ? { timeout: { attempt: 300 } } : ({ retry: false } as const)
  for (const face of faces) {
    const exit = await Effect.runPromiseExit(open(face, url, options).createWidget({ name: "n" }))
    const error = Exit.isSuccess(exit) ? undefined : Exit.findErrorOption(exit)
    const end = Exit.isSuccess(exit)
      ? { tag: "ok" }
      : error?._tag === "Some"
        ? { tag: error.value._tag, phase: "phase" in error.value ? error.value.phase : undefined }
        : { tag: "defect" }
    // Everything that could be logged of it.
    const shown = inspect(exit, { depth: 20 })
    process.stdout.write(`${JSON.stringify({ url, name: face.name, ...end, shown })}\n`)
  }
}
// The agents of the process keep their connections open.
process.exit()
