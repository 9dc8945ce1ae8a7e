/** The command `salesbridge-mocks`: starts the mocks, prints their addresses, and runs until it is stopped. */
import { PortUnavailable, portOf, PrismNotInstalled, StateFile } from "@salesbridge/mock-engine/sandbox"
import { type Arguments, firstPort } from "./arguments.ts"
import { startSandbox } from "./sandbox/startSandbox.ts"
import * as Vendor from "./Vendor.ts"

export interface Address {
  readonly vendor: string
  readonly url: string
  readonly port: number
}

export interface Started {
  readonly mocks: ReadonlyArray<Address>
  /** For sandboxes: operations without state, by vendor. */
  readonly forgetful: ReadonlyMap<string, ReadonlyArray<string>>
  /** For sandboxes: the limits that apply, by vendor. */
  readonly limits: ReadonlyMap<string, ReadonlyArray<string>>
  readonly close: () => Promise<void>
}

type Running = Address & {
  readonly limits?: ReadonlyArray<string>
  readonly examples?: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

/** Starts all requested mocks or none: if one cannot start, the others are stopped. */
export const start = async (options: Arguments): Promise<Started> => {
  const chosen = options.vendors === undefined ? Vendor.all() : options.vendors.map(Vendor.named)
  for (const vendor of [...options.faults.map(({ vendor }) => vendor), ...Object.keys(options.seeds)])
    Vendor.named(vendor)
  const stateFile = options.state === undefined ? undefined : await StateFile.open(options.state)
  const running: Array<Running> = []
  const close = async () => {
    await Promise.all(running.map((one) => one.close()))
    await stateFile?.close()
  }
  try {
    for (const vendor of chosen) {
      const port = options.portBase === 0 ? 0 : options.portBase + (portOf(vendor.spec) ?? firstPort) - firstPort
      running.push(
        await (options.mode === "sandbox"
          ? sandbox(vendor, port, options, { stateFile, others: () => running })
          : examples(vendor, port, options))
      )
    }
  } catch (cause) {
    await close()
    throw cause
  }
  const mocks = running.map(({ port, url, vendor }) => ({ vendor, url, port }))
  const forgetful = new Map(running.map(({ examples = [], vendor }) => [vendor, examples] as const))
  const limits = new Map(running.map(({ limits = [], vendor }) => [vendor, limits] as const))
  return { limits, mocks: mocks.toSorted((one, other) => one.port - other.port), forgetful, close }
}

const examples = async ({ name }: Vendor.Vendor, port: number, { verbose }: Arguments): Promise<Running> => {
  // Loaded here, because Prism and Effect take longer to load than sandboxes to start.
  const { startMock } = await import("./startMock.ts").catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "ERR_MODULE_NOT_FOUND" ? new PrismNotInstalled() : cause
  })
  return { ...(await startMock(name, { port, verbose })), vendor: name }
}

const sandbox = async (
  { name }: Vendor.Vendor,
  port: number,
  { accept, allowHosts, faults, limits, now, randomSeed, seeds, verbose }: Arguments,
  { others, stateFile }: { readonly stateFile: StateFile | undefined; readonly others: () => ReadonlyArray<Address> }
): Promise<Running> =>
  startSandbox(name, {
    port,
    allowHosts,
    limits,
    others: () => others().map(({ url, vendor }) => ({ url, vendor })),
    faults: faults.filter(({ vendor }) => vendor === name).map(({ fault }) => fault),
    ...(accept !== undefined && { accept }),
    ...(now !== undefined && { now }),
    ...(seeds[name] !== undefined && { seed: seeds[name] }),
    ...(randomSeed !== undefined && { randomSeed }),
    ...(stateFile !== undefined && { stateFile }),
    ...(verbose && {
      onRequest: ({ method, status, took, url }) =>
        console.error(`${name} ${method} ${url} ${status === 0 ? "dropped" : status} ${took.toFixed(1)} ms`)
    })
  })

/** The text that is printed when the mocks listen. */
export const announcement = ({ forgetful, limits, mocks }: Started, { json, mode, state }: Arguments): string => {
  if (json) return JSON.stringify(mocks)
  const width = Math.max(...mocks.map(({ vendor }) => vendor.length))
  const table = mocks.map(({ url, vendor }) => `  ${vendor.padEnd(width)}  ${url}`).join("\n")
  if (mode === "examples") return `${table}\n\nCtrl-C stops them.`
  const kept = state === undefined ? "until they stop" : `in ${state}`
  const first = mocks[0]?.url ?? ""
  const examples = [...forgetful].flatMap(([vendor, ids]) => (ids.length === 0 ? [] : [`\n${vendor} ${listed(ids)}`]))
  const about = `They keep their state ${kept}.${examples.join("")}`
  const held = [...limits].flatMap(([vendor, names]) =>
    names.length === 0 ? [] : [`  ${vendor.padEnd(width)}  ${names.join(", ")}\n`]
  )
  const limited = held.length === 0 ? "" : `They enforce these limits; --no-limits turns them off.\n${held.join("")}`
  return `${table}\n\n${about}\n${limited}In a browser: ${first}/_sandbox\n\nCtrl-C stops them.`
}

const listed = (ids: ReadonlyArray<string>): string => {
  const more = ids.length > 8 ? `, and ${ids.length - 8} more` : ""
  return `returns examples, without a state, for ${ids.slice(0, 8).join(", ")}${more}.`
}

/** The message for an error of the command. */
export const explanation = (cause: unknown): string => {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof PrismNotInstalled) return `${message}\nOr start sandboxes: --mode sandbox`
  return cause instanceof PortUnavailable && cause.taken
    ? `${message}\nStop it, or choose other ports: --port-base 5000`
    : message
}
