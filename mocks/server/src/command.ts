/** The command `salesbridge-mocks`: starts the mocks, says where they are, and runs until it is stopped. */
import { Console, Effect, Option, Schema } from "effect"
import type { Scope } from "effect"
import { Command, Flag } from "effect/cli"
import type { MockError } from "./errors.ts"
import * as Prism from "./Prism.ts"
import * as Spec from "./Spec.ts"
import * as Vendor from "./Vendor.ts"

/** The port that a specification's server entry counts from. */
const firstPort = 4010

interface Address {
  readonly vendor: string
  readonly url: string
  readonly port: number
}

const flags = {
  vendors: Flag.String("vendors").pipe(Flag.withDescription("Only these vendors, separated by commas"), Flag.optional),
  portBase: Flag.Int("port-base").pipe(
    Flag.withDescription(`First port (default ${firstPort}); 0 takes free ones`),
    Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_000 }))),
    Flag.withDefault(firstPort)
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("Print the addresses as JSON, once all are listening"),
    Flag.withDefault(false)
  ),
  verbose: Flag.Boolean("verbose").pipe(Flag.withDescription("Log every request to stderr"), Flag.withDefault(false))
}

const start = Effect.fnUntraced(function* (
  { name: vendor, spec: location }: Vendor.Vendor,
  portBase: number,
  verbose: boolean
): Effect.fn.Return<Address, MockError, Scope.Scope> {
  const spec = yield* Spec.read(location)
  const port = portBase === 0 ? 0 : portBase + (spec.mockPort ?? firstPort) - firstPort
  const server = yield* Prism.serve(spec, { port, vendor, verbose, validateRequests: true, errors: false })
  return { vendor, ...server }
})

const table = (mocks: ReadonlyArray<Address>): string => {
  const width = Math.max(...mocks.map(({ vendor }) => vendor.length))
  return mocks.map(({ url, vendor }) => `  ${vendor.padEnd(width)}  ${url}`).join("\n")
}

export const command = Command.make(
  "salesbridge-mocks",
  flags,
  Effect.fnUntraced(
    function* ({ json, portBase, vendors, verbose }) {
      const names = Option.map(vendors, (names) => [...new Set(names.split(",").map((name) => name.trim()))])
      const chosen = Option.isSome(names) ? yield* Effect.forEach(names.value, Vendor.named) : yield* Vendor.all
      const started = yield* Effect.forEach(chosen, (vendor) => start(vendor, portBase, verbose))
      const mocks = started.toSorted((one, other) => one.port - other.port)
      yield* Console.log(json ? JSON.stringify(mocks) : `${table(mocks)}\n\nCtrl-C stops them.`)
      return yield* Effect.never
    },
    Effect.scoped,
    Effect.tapErrorTag("PortUnavailable", ({ message, taken }) =>
      Console.error(taken ? `${message}\nStop it, or choose other ports: --port-base 5000` : message)
    ),
    Effect.tapErrorTag(["UnknownVendor", "UnreadableSpec"], ({ message }) => Console.error(message))
  )
).pipe(
  Command.withDescription("Mock servers of sales-engagement vendors, on 127.0.0.1"),
  Command.withExamples([
    { command: "salesbridge-mocks", description: "All vendors, from port 4010" },
    { command: "salesbridge-mocks --vendors salesflow --port-base 5000", description: "One vendor, elsewhere" }
  ])
)
