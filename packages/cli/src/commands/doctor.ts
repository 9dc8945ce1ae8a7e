/** `salesbridge doctor`: whether calls would work from this machine, and what prevents them. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Duration from "effect/Duration"
import * as CallFailure from "../CallFailure.ts"
import { CommandFailure } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import * as Credentials from "../Credentials.ts"
import type { Description } from "../Description.ts"
import * as Drift from "../doctor/Drift.ts"
import type { Finding } from "../doctor/Finding.ts"
import * as Reachability from "../doctor/Reachability.ts"
import { Environment } from "../Environment.ts"
import { own } from "../Manifest.ts"
import * as Screen from "../Screen.ts"
import * as Table from "../Table.ts"
import { targetFlags, targetOf } from "../Target.ts"
import * as Transport from "../Transport.ts"
import type { Vendor } from "../Vendors.ts"
import { loadVendors } from "./list.ts"

export const doctor = Command.make(
  "doctor",
  {
    vendor: Argument.String("vendor").pipe(Argument.withDescription("Only this vendor"), Argument.optional),
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false)),
    drift: Flag.Boolean("drift").pipe(
      Flag.withDescription(
        "Call every GET operation that only reads, within a quarter of the quota, and compare each response with the specification"
      ),
      Flag.withDefault(false)
    ),
    ...targetFlags
  },
  (options) =>
    Effect.gen(function* () {
      const vendors = yield* loadVendors(Option.toArray(options.vendor))
      const isOne = Option.isSome(options.vendor)
      const findings = [...(yield* here)]
      const asked = { target: yield* targetOf(options), isRequired: isOne, drift: options.drift }
      for (const vendor of vendors) findings.push(...(yield* vendorFindings(vendor, asked)))
      if (options.json) yield* Screen.json(findings)
      else {
        const { out } = yield* Screen.Screen
        yield* out(Table.lines(findings.map((_) => [_.state, _.about, _.check, _.found])).join("\n"))
      }
      const failed = findings.filter(({ state }) => state === "failed").length
      if (failed > 0)
        yield* Effect.fail(new CommandFailure({ message: `${failed} of ${findings.length} checks failed` }))
    }).pipe(Effect.provide(Transport.layer), Effect.scoped)
).pipe(
  Command.withDescription(
    "Checks what calls need: Node's version, the proxy, and for each vendor the credentials, one call that only reads, the remaining quota, the clock, and whether the response is as documented. With --drift, checks whether every response is as specified. Prints no secret."
  ),
  Command.withShortDescription("Checks credentials, network, quota and clock"),
  Command.withExamples([
    { command: "salesbridge doctor" },
    { command: "salesbridge doctor salesloft --profile staging" },
    { command: "salesbridge doctor salesloft --drift" }
  ])
)

/** The checks that are the same for all vendors. */
const here = Effect.gen(function* () {
  const environment = yield* Environment
  const needed = Number(/\d+/.exec(own.engines?.node ?? "")?.[0])
  const major = Number(process.versions.node.split(".", 1)[0])
  const proxy = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].find((_) => (environment[_] ?? "") !== "")
  const findings: ReadonlyArray<Finding> = [
    {
      about: "here",
      check: "node",
      state: major >= needed ? "ok" : "failed",
      found: major >= needed ? process.versions.node : `${process.versions.node}, but ${needed} is needed`
    },
    { about: "here", check: "proxy", ...(yield* proxyFound(proxy, environment)) }
  ]
  return findings
})

const proxyFound = (name: string | undefined, environment: Readonly<Record<string, string | undefined>>) =>
  Effect.gen(function* () {
    type Found = Pick<Finding, "state" | "found">
    if (name === undefined) return { state: "ok", found: "none; calls go directly" } satisfies Found
    if (!URL.canParse(environment[name]!))
      return { state: "failed", found: `${name} is not a valid address` } satisfies Found
    // Without user and password.
    const { host, hostname, port, protocol } = new URL(environment[name]!)
    const problem = yield* Reachability.problemOf(hostname, Number(port) || (protocol === "https:" ? 443 : 80))
    const found: Found =
      problem === undefined
        ? { state: "ok", found: `${name} names ${host}, which can be reached` }
        : { state: "failed", found: `${name} names ${host}: ${problem}` }
    return found
  })

interface Asked {
  readonly target: Connection.Target
  /** Whether this vendor was named, so that its credentials are required. */
  readonly isRequired: boolean
  readonly drift: boolean
}

const vendorFindings = (vendor: Vendor, { drift, isRequired, target }: Asked) =>
  Effect.gen(function* () {
    const about = vendor.name
    const environment = yield* Environment
    if (!target.sandbox) {
      const found = yield* Connection.attempt(() => Credentials.find(vendor.definition, environment, target.profile))
      const isNone = Object.keys(found.values).length === 0
      if (found.missing.length > 0 && !isRequired && isNone) {
        return [{ about, check: "credentials", state: "skipped", found: "none" } satisfies Finding]
      }
    }
    const opened = yield* Effect.result(Connection.open(vendor, target))
    if (Result.isFailure(opened)) {
      const { details, message } = opened.failure
      const found = [message, ...details].join("; ")
      return [{ about, check: "credentials", state: "failed", found } satisfies Finding]
    }
    const operation = leastOf(vendor)
    if (operation === undefined) {
      return [
        { about, check: "call", state: "skipped", found: "no operation reads without an input" } satisfies Finding
      ]
    }
    const findings = yield* called(vendor, operation, opened.success)
    if (!drift || findings.some(({ check, state }) => check !== "answer" && state === "failed")) return findings
    return [...findings, ...(yield* Drift.findings(vendor, opened.success))]
  })

/** The simplest operation that shows whether calls work: it reads, and needs no input. */
const leastOf = ({ operations }: Vendor): Description | undefined => {
  const free = operations.filter(
    ({ fields, operation, safety }) =>
      safety === "safe" && fields.every(({ required }) => !required) && (operation.check?.({}) ?? []).length === 0
  )
  return free.find(({ name }) => name.endsWith(".me")) ?? free.find(({ fields }) => fields.length === 0) ?? free[0]
}

/** A person would not wait longer. */
const timeout = { attempt: "10 seconds", total: "10 seconds" } as const

const called = (
  { definition, name: about }: Vendor,
  operation: Description,
  { address, client }: Connection.Connection
) =>
  Effect.gen(function* () {
    const start = performance.now()
    const result = yield* Effect.result(client.callWithResponse(operation.operation, {}, { retry: false, timeout }))
    const took = `${Math.round(performance.now() - start)} ms`
    if (Result.isFailure(result)) return failureFindings(about, operation, result.failure)
    const { headers } = result.success as { readonly headers: Readonly<Record<string, string | undefined>> }
    const findings: Array<Finding> = [
      { about, check: "call", state: "ok", found: `${operation.name} at ${address} in ${took}` },
      { about, check: "answer", state: "ok", found: "as documented" },
      { about, check: "clock", ...clockFound(headers["date"]) }
    ]
    findings.push({ about, check: "quota", ...quotaFound(definition, headers) })
    return findings
  })

const failureFindings = (about: string, operation: Description, failure: unknown): ReadonlyArray<Finding> => {
  if (!CallFailure.isFailure(failure)) {
    return [{ about, check: "call", state: "failed", found: "a defect of the package" }]
  }
  const { _tag: tag, category, message, status } = failure
  const isOdd = tag === "UnexpectedResponse" || tag === "UnexpectedStatus"
  const found = isOdd ? `${message}; the response is not as documented` : message
  const check = isOdd ? "answer" : category === "Unauthorized" || category === "Forbidden" ? "credentials" : "call"
  return status === undefined || !isOdd
    ? [{ about, check, state: "failed", found }]
    : [
        { about, check: "call", state: "ok", found: `${operation.name}: ${status}` },
        { about, check, state: "failed", found }
      ]
}

const quotaFound = (
  { limits = [], remaining }: Vendor["definition"],
  headers: Readonly<Record<string, string | undefined>>
): Pick<Finding, "state" | "found"> => {
  const documented = limits.map(
    ({ limit, window }) => `${limit} in ${Duration.format(Duration.fromInputUnsafe(window))}`
  )
  const words =
    documented.length === 0 ? "no limit is documented" : `the documented limit is ${documented.join(" and ")}`
  if (remaining === undefined)
    return { state: "skipped", found: `the vendor does not report the remaining quota; ${words}` }
  const left = headers[remaining.name]
  return left === undefined
    ? { state: "warning", found: `the response lacks ${remaining.name}; ${words}` }
    : { state: "ok", found: `${left} left; ${words}` }
}

/** How far clocks may differ, in milliseconds, before quotas and signatures suffer. */
const tolerated = 30_000

const clockFound = (date: string | undefined): Pick<Finding, "state" | "found"> => {
  const theirs = Date.parse(date ?? "")
  if (Number.isNaN(theirs)) return { state: "skipped", found: "the response has no date" }
  const apart = Math.round((Date.now() - theirs) / 1000)
  const isFar = Math.abs(apart) * 1000 > tolerated
  return { state: isFar ? "warning" : "ok", found: `${Math.abs(apart)} s from the vendor's` }
}
