/** Serves the tools on standard input and output, or over HTTP on this machine. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as McpProtocol from "effect/ai/McpProtocol"
import * as McpServer from "effect/ai/McpServer"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpRouter from "effect/http/HttpRouter"
import * as Layer from "effect/Layer"
import { createServer } from "node:http"
import { own } from "../Manifest.ts"
import { Screen } from "../Screen.ts"
import * as Server from "./Server.ts"

const settings = (options: Server.Options) => ({
  name: "salesbridge",
  version: own.version,
  protocols: [
    McpProtocol.v2025_11_25,
    McpProtocol.v2025_06_18,
    McpProtocol.v2025_03_26,
    McpProtocol.v2024_11_05
  ] as const,
  registrations: Server.registrations(options),
  instructions:
    "Calls sales-engagement vendors. Errors are results with a class and a category. Large results are cut, and read_more returns the rest."
})

/** On standard input and output, until the client closes them. */
export const stdio = (options: Server.Options) =>
  Effect.gen(function* () {
    // The server ends by interrupting the fiber that launched it; an interruption by a signal reaches this one, too.
    const server = yield* Effect.forkChild(Layer.launch(McpServer.layerStdio(settings(options))))
    const exit = yield* Fiber.await(server)
    if (Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)) yield* exit
  })

/** At `/mcp` on this port of 127.0.0.1. A request with an origin, as from a page in a browser, is refused. */
export const http = (options: Server.Options, port: number) =>
  Effect.gen(function* () {
    const { err } = yield* Screen
    const node = createServer()
    node.once("listening", () => {
      const { port } = node.address() as { readonly port: number }
      Effect.runFork(err(`http://127.0.0.1:${port}/mcp`))
    })
    const routes = McpServer.layerHttp({ ...settings(options), path: "/mcp", allowedOrigins: [] })
    const layer = HttpRouter.serve(routes, { disableLogger: true }).pipe(
      Layer.provide(NodeHttpServer.layer(() => node, { port, host: "127.0.0.1" }))
    )
    return yield* Layer.launch(layer)
  })
