/**
 * Parses the command line of `salesbridge-mocks`. Without Effect, so that a sandbox starts in a fraction of a second.
 */
import type { Fault, SeedRows } from "@salesbridge/mock-engine/sandbox"
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"

/** A mistake on the command line. Its message says what to write instead. */
export class WrongArgument extends Error {}

export interface Arguments {
  readonly mode: "examples" | "sandbox"
  /** Undefined means every vendor. */
  readonly vendors: ReadonlyArray<string> | undefined
  readonly portBase: number
  readonly json: boolean
  readonly verbose: boolean
  readonly state: string | undefined
  readonly allowHosts: ReadonlyArray<string>
  readonly accept: ReadonlyArray<string> | undefined
  readonly faults: ReadonlyArray<{ readonly vendor: string; readonly fault: Fault }>
  readonly now: string | undefined
  /** By vendor: rows by table. */
  readonly seeds: Readonly<Record<string, SeedRows<unknown>>>
  readonly randomSeed: number | undefined
  readonly limits: boolean
  readonly help: boolean
  readonly version: boolean
}

/** The port from which the ports in specifications are counted. */
export const firstPort = 4010

export const help = `Mock servers of sales-engagement vendors, on 127.0.0.1

Usage: salesbridge-mocks [flags]

  --mode MODE        "examples" (default): every call returns an example
                     from the specification. "sandbox": servers with a state
                     that behave like the vendors
  --vendors A,B      Only these vendors
  --port-base PORT   First port (default ${firstPort}); 0 uses free ports
  --json             Print the addresses as JSON when all servers listen
  --verbose          Log every request to stderr
  --help, --version

Sandboxes only:
  --state FILE       Keep the state in this file, across restarts
  --fault FAULT      Make calls fail; may be repeated. Examples:
                     salesblink:latency=200ms,jitter=1s
                     salesflow.startCampaign:status=503,count=2,when=after
                     getsales:drop=true,share=0.1,seed=7
  --accept TOKEN     Accept only these credentials; may be repeated
                     (default: all except those that begin with "invalid")
  --allow-host HOST  Also post webhooks to this host, not only to this machine
  --no-limits        Do not enforce the vendors' limits
  --now DATE         Start of the clocks (default: now)
  --seed FILE        Add the rows of this JSON file, by vendor and table:
                     {"salesloft": {"people": [{"first_name": "Ada"}]}}
  --random-seed N    Seed of all random values (default 1)

Examples:
  salesbridge-mocks                                  All vendors, from port ${firstPort}
  salesbridge-mocks --mode sandbox --state dev.json  All, state in a file
  salesbridge-mocks --vendors salesflow --port-base 5000
`

const options = {
  mode: { type: "string", default: "examples" },
  vendors: { type: "string" },
  "port-base": { type: "string", default: String(firstPort) },
  json: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  state: { type: "string" },
  fault: { type: "string", multiple: true, default: [] as Array<string> },
  accept: { type: "string", multiple: true },
  "allow-host": { type: "string", multiple: true, default: [] as Array<string> },
  "no-limits": { type: "boolean", default: false },
  now: { type: "string" },
  seed: { type: "string" },
  "random-seed": { type: "string" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false }
} as const

const forSandboxes = ["state", "fault", "accept", "allow-host", "no-limits", "now", "seed", "random-seed"] as const

/** Throws `WrongArgument`. */
export const read = (args: ReadonlyArray<string>): Arguments => {
  const values = parsed(args)
  const { mode } = values
  if (mode !== "examples" && mode !== "sandbox") {
    throw new WrongArgument(`--mode must be "examples" or "sandbox", not "${mode}".`)
  }
  const given = forSandboxes.find((name) => {
    const value = values[name]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
  })
  if (mode === "examples" && given !== undefined) {
    throw new WrongArgument(`--${given} is for sandboxes only: add --mode sandbox.`)
  }
  const { now } = values
  if (now !== undefined && Number.isNaN(Date.parse(now))) {
    throw new WrongArgument(`--now must be a date such as 2026-03-02T09:00:00Z, not "${now}".`)
  }
  return {
    mode,
    vendors: values.vendors === undefined ? undefined : [...new Set(values.vendors.split(",").map((_) => _.trim()))],
    portBase: whole("port-base", values["port-base"], 65_000),
    json: values.json,
    verbose: values.verbose,
    state: values.state,
    allowHosts: values["allow-host"],
    accept: values.accept,
    faults: values.fault.map(fault),
    now,
    seeds: values.seed === undefined || /^\d+$/.test(values.seed) ? {} : rowsIn(values.seed),
    randomSeed: randomSeed(values),
    limits: !values["no-limits"],
    help: values.help,
    version: values.version
  }
}

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split(". ")[0] : String(cause)
    throw new WrongArgument(`${problem}\nUsage: salesbridge-mocks [flags]\n--help says more.`)
  }
}

const whole = (name: string, text: string, most: number): number => {
  const value = Number(text)
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= most) return value
  throw new WrongArgument(`--${name} must be a whole number from 0 to ${most}, not "${text}".`)
}

/** A number for `--seed` is a random seed. */
const randomSeed = (values: { readonly seed?: string; readonly "random-seed"?: string }): number | undefined => {
  const given = values["random-seed"]
  if (given !== undefined) return whole("random-seed", given, 2 ** 31)
  const { seed = "" } = values
  return /^\d+$/.test(seed) ? whole("seed", seed, 2 ** 31) : undefined
}

const rowsIn = (file: string): Arguments["seeds"] => {
  const example = 'Example: {"salesloft": {"people": [{"first_name": "Ada"}]}}'
  try {
    // The decoder omits the byte order mark that some editors write.
    const found: unknown = JSON.parse(new TextDecoder().decode(readFileSync(file)))
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return found as Arguments["seeds"]
  } catch (cause) {
    throw new WrongArgument(`--seed ${file}: ${cause instanceof Error ? cause.message : String(cause)}. ${example}`)
  }
  throw new WrongArgument(`--seed ${file} has no rows by vendor and table. ${example}`)
}

/** `vendor[.operation]:name=value,name=value`. */
const fault = (text: string): { readonly vendor: string; readonly fault: Fault } => {
  const match = /^([^.:]+)(?:\.([^:]+))?:(.+)$/.exec(text)
  if (match === null) {
    throw new WrongArgument(
      `--fault must be vendor:name=value or vendor.operation:name=value, not "${text}". See --help.`
    )
  }
  const [, vendor = "", operation, pairs = ""] = match
  const fields = pairs.split(",").map((pair) => {
    const [name = "", ...rest] = pair.split("=")
    const value = rest.join("=")
    return [name.trim(), faultValue(name.trim(), value)]
  })
  // Its names and values are checked later, when the vendor's operations are known.
  return { vendor, fault: { ...(operation !== undefined && { operation }), ...Object.fromEntries(fields) } as Fault }
}

/** The value of a fault's field: text, true, false or a number. */
const faultValue = (name: string, value: string): string | boolean | number => {
  if (name === "containing" || name === "example") return value
  if (value === "true" || value === "false") return value === "true"
  return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
}
