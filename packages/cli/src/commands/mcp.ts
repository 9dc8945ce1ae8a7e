/** `salesbridge mcp`: serves operations to agents through the Model Context Protocol. */
import * as Flag from "effect/cli/Flag"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import type { Description } from "../Description.ts"
import * as NumberFlag from "../NumberFlag.ts"
import * as Selection from "../mcp/Selection.ts"
import { targetFlags, targetOf } from "../Target.ts"
import * as Transport from "../Transport.ts"
import type { Vendor } from "../Vendors.ts"
import { loadVendors } from "./list.ts"

const listOf = (text: Option.Option<string>): ReadonlyArray<string> =>
  Option.isNone(text) ? [] : text.value.split(",").map((_) => _.trim())

const flags = {
  vendors: Flag.String("vendors").pipe(
    Flag.withMetavar("a,b"),
    Flag.withDescription("Only these vendors"),
    Flag.optional
  ),
  operations: Flag.String("operations").pipe(
    Flag.withMetavar("patterns"),
    Flag.withDescription("Only these operations, such as salesloft.People.*,*.Campaigns.list"),
    Flag.optional
  ),
  allowWrites: Flag.Boolean("allow-writes").pipe(
    Flag.withDescription("Also serve operations that write, not only those that read"),
    Flag.withDefault(false)
  ),
  maxResult: NumberFlag.count("max-result").pipe(
    Flag.withMetavar("characters"),
    Flag.withDescription("The maximum length of a result; agents read the rest with a cursor. Default: 50000"),
    Flag.withDefault(50_000)
  ),
  http: Flag.Boolean("http").pipe(
    Flag.withDescription("Serve Streamable HTTP on 127.0.0.1 instead of standard input and output"),
    Flag.withDefault(false)
  ),
  port: NumberFlag.port("port").pipe(
    Flag.withDescription("The port for --http. Default: 4200; 0 uses a free one"),
    Flag.optional
  ),
  ...targetFlags
}

export const mcp = Command.make("mcp", flags, (options) =>
  Effect.gen(function* () {
    if (Option.isSome(options.port) && !options.http) {
      yield* Effect.fail(new CommandFailure({ exitCode: ExitCode.usage, message: "--port needs --http" }))
    }
    const target = yield* targetOf(options)
    const vendors = yield* loadVendors(listOf(options.vendors))
    const operations = Selection.select(
      vendors.flatMap((_) => _.operations),
      { patterns: listOf(options.operations), allowWrites: options.allowWrites }
    )
    if (operations.length === 0) {
      return yield* Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: "no operation is left to serve",
          hint: "Operations that write need --allow-writes; salesbridge list shows all."
        })
      )
    }
    const call = yield* caller(vendors, target)
    const { http, stdio } = yield* Effect.promise(() => import("../mcp/serve.ts"))
    const served = { operations, maxLength: options.maxResult, call }
    const port = Option.getOrElse(options.port, () => 4200)
    return yield* options.http ? http(served, port) : stdio(served)
  }).pipe(Effect.provide(Transport.layer), Effect.scoped)
).pipe(
  Command.withDescription(
    "Serves operations to agents through the Model Context Protocol. Each operation is a tool. If there are more than 40, agents get tools to search and to call them. All calls of a vendor share one quota."
  ),
  Command.withShortDescription("Serves operations to agents (MCP)"),
  Command.withExamples([
    { command: "salesbridge mcp --vendors salesflow --sandbox" },
    { command: "salesbridge mcp --operations 'salesloft.People.*' --allow-writes" },
    { command: "salesbridge mcp --http --port 4200" }
  ])
)

/** Calls operations, with one client for each vendor, created at the first call. */
const caller = (vendors: ReadonlyArray<Vendor>, target: Connection.Target) =>
  Effect.gen(function* () {
    const services = yield* Effect.context<HttpClient.HttpClient | Scope.Scope>()
    const clients = new Map<string, Effect.Effect<Connection.Connection, CommandFailure>>()
    for (const vendor of vendors) {
      const opened = Effect.provideContext(Connection.open(vendor, target), services)
      clients.set(vendor.name, yield* Effect.cached(opened))
    }
    return ({ operation, vendor }: Description, input: unknown): Effect.Effect<unknown, unknown> =>
      Effect.flatMap(clients.get(vendor)!, ({ client }) =>
        Effect.map(client.callWithResponse(operation, input), ({ body }) => body)
      )
  })
