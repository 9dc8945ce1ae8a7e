/** `salesbridge doctor`: whether calls would work from here, and what stands in their way. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as CallFailure from "../CallFailure.ts"
import { CommandFailure } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import * as Credentials from "../Credentials.ts"
import type { Description } from "../Description.ts"
import { Environment } from "../Environment.ts"
import { own } from "../Manifest.ts"
import * as Screen from "../Screen.ts"
import * as Table from "../Table.ts"
import { targetFlags, targetOf } from "../Target.ts"
import * as Transport from "../Transport.ts"
import type { Vendor } from "../Vendors.ts"
import { loadVendors } from "./list.ts"

/** One thing that was looked at. */
interface Finding {
  readonly about: string
  readonly check: string
  readonly state: "ok" | "warning" | "failed" | "skipped"
  readonly found: string
}

export const doctor = Command.make(
  "doctor",
  {
    vendor: Argument.String("vendor").pipe(Argument.withDescription("Only this vendor"), Argument.optional),
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false)),
    ...targetFlags
  },
  (options) =>
    Effect.gen(function* () {
      const vendors = yield* loadVendors(Option.toArray(options.vendor))
      const isOne = Option.isSome(options.vendor)
      const findings = [...(yield* here)]
      for (const vendor of vendors) findings.push(...(yield* vendorFindings(vendor, targetOf(options), isOne)))
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
    "Checks what calls need: Node's version, the proxy, and for each vendor credentials, one call that only reads, what is left of the quota, the clock, and whether the answer is as documented. Prints no secret."
  ),
  Command.withShortDescription("Checks credentials, network, quota and clock"),
  Command.withExamples([
    { command: "salesbridge doctor" },
    { command: "salesbridge doctor salesloft --profile staging" }
  ])
)

/** What is the same for all vendors. */
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
    { about: "here", check: "proxy", ...proxyFound(proxy, environment) }
  ]
  return findings
})

const proxyFound = (
  name: string | undefined,
  environment: Readonly<Record<string, string | undefined>>
): Pick<Finding, "state" | "found"> => {
  if (name === undefined) return { state: "ok", found: "none, calls go directly" }
  try {
    // Without user and password.
    return { state: "ok", found: `${name} names ${new URL(environment[name]!).host}` }
  } catch {
    return { state: "failed", found: `${name} is no address` }
  }
}

const vendorFindings = (vendor: Vendor, target: Connection.Target, isRequired: boolean) =>
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
    return yield* called(vendor, operation, opened.success)
  })

/** The operation that tells most with least: it reads, and takes nothing. */
const leastOf = ({ operations }: Vendor): Description | undefined => {
  const free = operations.filter(
    ({ fields, operation, safety }) =>
      safety === "safe" && fields.every(({ required }) => !required) && (operation.check?.({}) ?? []).length === 0
  )
  return free.find(({ name }) => name.endsWith(".me")) ?? free.find(({ fields }) => fields.length === 0) ?? free[0]
}

/** Longer than this a person would not wait. */
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
    if (definition.remaining !== undefined) {
      const left = headers[definition.remaining.name]
      findings.push({
        about,
        check: "quota",
        state: left === undefined ? "warning" : "ok",
        found: left === undefined ? `the answer lacks ${definition.remaining.name}` : `${left} left`
      })
    }
    return findings
  })

const failureFindings = (about: string, operation: Description, failure: unknown): ReadonlyArray<Finding> => {
  if (!CallFailure.isFailure(failure)) {
    return [{ about, check: "call", state: "failed", found: "a defect of the package" }]
  }
  const { _tag: tag, category, message, status } = failure
  const isOdd = tag === "UnexpectedResponse" || tag === "UnexpectedStatus"
  const found = isOdd ? `${message}; the vendor answers other than documented` : message
  const check = isOdd ? "answer" : category === "Unauthorized" || category === "Forbidden" ? "credentials" : "call"
  return status === undefined || !isOdd
    ? [{ about, check, state: "failed", found }]
    : [
        { about, check: "call", state: "ok", found: `${operation.name}: ${status}` },
        { about, check, state: "failed", found }
      ]
}

/** Milliseconds by which clocks may differ before quotas and signatures suffer. */
const tolerated = 30_000

const clockFound = (date: string | undefined): Pick<Finding, "state" | "found"> => {
  const theirs = Date.parse(date ?? "")
  if (Number.isNaN(theirs)) return { state: "skipped", found: "the answer has no date" }
  const apart = Math.round((Date.now() - theirs) / 1000)
  const isFar = Math.abs(apart) * 1000 > tolerated
  return { state: isFar ? "warning" : "ok", found: `${Math.abs(apart)} s from the vendor's` }
}
