/** The command's flags. */
import { Option } from "effect"
import { type Command, Flag } from "effect/cli"
import { destinations } from "./destinations.ts"

const text = (name: string, metavar: string, description: string) =>
  Flag.String(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(description))
const number = (name: string, metavar: string, description: string) =>
  Flag.Int(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(description))
const optional = <A>(flag: Flag.Flag<A>) => Flag.map(Flag.optional(flag), Option.getOrUndefined)
const onOff = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))
const isBetween = (minimum: number, maximum: number) =>
  Flag.filter(
    (value: number) => value >= minimum && value <= maximum,
    () => `a number from ${minimum} to ${maximum}`
  )
const isGiven = Flag.filter(
  (value: string) => value !== "",
  () => "a value that is not empty"
)

export const defaultConcurrency = 4

export const concurrency = number(
  "concurrency",
  "N",
  `Contacts in progress at each vendor (default ${defaultConcurrency})`
).pipe(isBetween(1, 64), Flag.withDefault(defaultConcurrency))

export const defaultJournal = ".salesbridge-demo.sqlite"
export const journal = optional(
  text("journal", "FILE", "What was done; the same file does nothing twice").pipe(isGiven)
)

export const webhooks = optional(
  number("webhooks", "PORT", "Receive unsubscribe webhooks on 127.0.0.1").pipe(isBetween(0, 65535))
)

const isReachable = Flag.filter(
  (host: string) => !["", "0.0.0.0", "::"].includes(host),
  () => "an address that others can reach"
)

export const defaultHost = "127.0.0.1"

/** The address at which the other processes of a job on PostgreSQL reach this one. */
export const host = text("host", "ADDRESS", "Where workers reach this one (default 127.0.0.1)").pipe(
  isReachable,
  Flag.withDefault(defaultHost)
)
export const port = number("port", "PORT", "The port of that address (default: any free one)").pipe(
  isBetween(0, 65535),
  Flag.withDefault(0)
)

/** The vendors' settings, by the names of their flags. */
const settings = Object.fromEntries(
  destinations
    .flatMap(({ settings }) => settings)
    .map(({ description, flag, metavar }) => [flag, optional(text(flag, metavar, description).pipe(isGiven))])
)

export const flags = {
  csv: optional(text("csv", "FILE", "Contacts: a CSV file with a column Email").pipe(isGiven)),
  salesflowCampaign: number("salesflow-campaign", "ID", "Use its contacts, and start it; repeatable").pipe(
    Flag.atLeast(0)
  ),
  settings,
  unsubscribed: optional(text("unsubscribed", "FILE", "People to suppress: one address per line").pipe(isGiven)),
  journal,
  resume: onOff("resume", "Reuse the offline journal even if its job is done"),
  concurrency,
  offline: onOff("offline", "Use the mocks even if the variables are set"),
  webhooks,
  host,
  port,
  web: onOff("web", "Drive the job on a page in the browser"),
  webPort: number("web-port", "N", "The page's port (default 4100; 0: any)").pipe(
    isBetween(0, 65535),
    Flag.withDefault(4100)
  ),
  yes: onOff("yes", "Write to the real vendors without asking")
}

export type Given = Command.Command.Config.Infer<typeof flags>
