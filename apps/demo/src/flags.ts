/** The command's flags. */
import { Option, Schema } from "effect"
import { type Command, Flag } from "effect/cli"
import { destinations } from "./destinations.ts"

export const defaultConcurrency = 4

export const concurrency = Flag.Int("concurrency").pipe(
  Flag.withMetavar("N"),
  Flag.withDescription(`Contacts in progress at each vendor (default ${defaultConcurrency})`),
  Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }))),
  Flag.withDefault(defaultConcurrency)
)

export const journal = Flag.String("journal").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("What was done; the same file does nothing twice"),
  Flag.optional
)

/** The default path, unless a flag gives another. */
export const journalOf = (given: Option.Option<string>) => Option.getOrElse(given, () => ".salesbridge-demo.sqlite")

export const webhooks = Flag.Int("webhooks").pipe(
  Flag.withMetavar("PORT"),
  Flag.withDescription("Receive unsubscribe webhooks on 127.0.0.1"),
  Flag.optional
)

/** The address at which the other processes of a job on PostgreSQL reach this one. */
export const host = Flag.String("host").pipe(
  Flag.withMetavar("ADDRESS"),
  Flag.withDescription("Where workers reach this one (default 127.0.0.1)"),
  Flag.withSchema(
    Schema.NonEmptyString.check(
      Schema.makeFilter((host) => !["0.0.0.0", "::"].includes(host) || "it must be an address that others can reach")
    )
  ),
  Flag.withDefault("127.0.0.1")
)
export const port = Flag.Int("port").pipe(
  Flag.withMetavar("PORT"),
  Flag.withDescription("The port of that address (default: any free one)"),
  Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65535 }))),
  Flag.withDefault(0)
)

export const flags = {
  csv: Flag.String("csv").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Contacts: a CSV file with a column Email"),
    Flag.optional
  ),
  salesflowCampaign: Flag.Int("salesflow-campaign").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("Take its contacts and start it; may be repeated"),
    Flag.atLeast(0)
  ),
  /** By the names of the flags. */
  settings: Object.fromEntries(
    destinations
      .flatMap(({ settings }) => settings)
      .map(({ description, flag, metavar }) => [
        flag,
        Flag.String(flag).pipe(
          Flag.withMetavar(metavar),
          Flag.withDescription(description),
          Flag.withSchema(Schema.NonEmptyString),
          Flag.optional
        )
      ])
  ),
  unsubscribed: Flag.String("unsubscribed").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("People to suppress: one address per line"),
    Flag.optional
  ),
  journal,
  resume: Flag.Boolean("resume").pipe(
    Flag.withDescription("Keep to the offline journal though it is finished"),
    Flag.withDefault(false)
  ),
  concurrency,
  offline: Flag.Boolean("offline").pipe(
    Flag.withDescription("Use the mocks though the variables are set"),
    Flag.withDefault(false)
  ),
  webhooks,
  host,
  port,
  web: Flag.Boolean("web").pipe(
    Flag.withDescription("Drive the job on a page in the browser"),
    Flag.withDefault(false)
  ),
  webPort: Flag.Int("web-port").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("The page's port (default 4100; 0: any)"),
    Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65535 }))),
    Flag.withDefault(4100)
  ),
  yes: Flag.Boolean("yes").pipe(
    Flag.withDescription("Write to the real vendors without asking"),
    Flag.withDefault(false)
  )
}

export type Given = Command.Command.Config.Infer<typeof flags>
