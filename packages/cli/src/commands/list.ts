/** `salesbridge list`: the operations of vendors, and a search among them. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandFailure } from "../CommandFailure.ts"
import { type Description, matches } from "../Description.ts"
import type { Json } from "../Input.ts"
import * as Screen from "../Screen.ts"
import * as Table from "../Table.ts"
import * as Vendors from "../Vendors.ts"

/** The facts of an operation, as JSON. */
export const factsOf = ({
  cost,
  errors,
  id,
  link,
  method,
  name,
  path,
  safety,
  source,
  summary,
  title,
  vendor
}: Description): Json => ({
  vendor,
  name,
  id,
  title,
  method,
  path,
  safety,
  cost,
  ...(summary === "" ? {} : { summary }),
  source,
  ...(link === undefined ? {} : { link }),
  errors: errors.map(({ status, tag }) => ({ status, error: tag }))
})

/** Loads these vendors, by default all. */
export const loadVendors = (names: ReadonlyArray<string>) =>
  Effect.tryPromise({
    try: () => Promise.all((names.length === 0 ? Vendors.names() : names).map(Vendors.load)),
    catch: (cause) => cause as CommandFailure
  })

export const list = Command.make(
  "list",
  {
    vendor: Argument.String("vendor").pipe(Argument.withDescription("Only this vendor"), Argument.optional),
    search: Flag.String("search").pipe(
      Flag.withAlias("s"),
      Flag.withMetavar("text"),
      Flag.withDescription("Only operations with these words in name, title or path"),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false))
  },
  ({ json, search, vendor }) =>
    Effect.gen(function* () {
      const vendors = yield* loadVendors(Option.toArray(vendor))
      const found = vendors
        .flatMap(({ operations }) => operations)
        .filter((_) => Option.isNone(search) || matches(_, search.value))
      if (json) return yield* Screen.json(found.map(factsOf))
      if (found.length === 0) {
        return yield* Effect.fail(
          new CommandFailure({ message: "no operation matches", hint: "salesbridge list shows all." })
        )
      }
      const { err, out } = yield* Screen.Screen
      const rows = found.map((_) => [_.vendor, _.name, _.safety, String(_.cost), _.source, statuses(_)])
      yield* out(Table.lines([["VENDOR", "OPERATION", "SAFETY", "COST", "SOURCE", "ERRORS"], ...rows]).join("\n"))
      yield* err(`\n${coverage(found)}`)
      // The list of missing operations is not searched, so a search omits it.
      if (Option.isNone(search)) for (const line of vendors.flatMap(missing)) yield* err(line)
    })
).pipe(
  Command.withDescription(
    "Lists operations: the effect of sending a call twice, its cost in units of the quota, whether it is in the vendor's API reference or only on other public pages, and the statuses that have their own error class."
  ),
  Command.withShortDescription("Lists the operations of vendors"),
  Command.withExamples([
    { command: "salesbridge list salesflow" },
    { command: "salesbridge list --search 'webhook create'" }
  ])
)

const statuses = ({ errors }: Description): string =>
  [...new Set(errors.map(({ status }) => status))].toSorted((a, b) => a - b).join(" ")

/** The number of operations by source. */
const coverage = (found: ReadonlyArray<Description>): string => {
  const documented = found.filter(({ source }) => source === "documented").length
  return `${found.length} operation${found.length === 1 ? "" : "s"}: ${documented} documented by their vendor, ${found.length - documented} known only from other public pages.`
}

/** The operations that a vendor's sources describe and its package lacks. */
const missing = ({ coverage, name }: Vendors.Vendor): ReadonlyArray<string> =>
  coverage === undefined
    ? []
    : [
        `${name}, looked at on ${coverage.lookedAt}: ${coverage.sources.join("; ")}.`,
        ...coverage.missing.map(({ what, why }) => `  Missing: ${what}, since ${why}.`)
      ]
