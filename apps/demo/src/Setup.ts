/** Decides from flags and variables what a job does and with which vendors. Starts nothing and sends nothing. */
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import { isAbsolute, join, relative, resolve, sep } from "node:path"
import { cannotRun, WrongUsage } from "./CannotRun.ts"
import { contactsIn } from "./ContactsFile.ts"
import { destinations } from "./destinations.ts"
import { type Storage, storageAt } from "./durable/Storage.ts"
import { defaultConcurrency, defaultHost, defaultJournal, type Given } from "./flags.ts"
import { included } from "./included.ts"
import * as Salesflow from "./Salesflow.ts"
import * as OfflineFixture from "./OfflineFixture.ts"
import { read, rereadable } from "./TextFile.ts"
import { nobody, readUnsubscribed } from "./Unsubscribed.ts"
import * as Vendors from "./Vendors.ts"
import * as Webhooks from "./Webhooks.ts"

/** The vendors' addresses: sandboxes that the job starts, servers on this computer, or the real vendors. */
export type Mode = "offline" | "local" | "real"

/** Each clone and each user has its own. */
const sampleJournal = () => {
  const clone = createHash("sha256").update(included("")).digest("hex").slice(0, 8)
  return join(tmpdir(), `salesbridge-demo-${process.getuid?.() ?? "offline"}-${clone}.sqlite`)
}

const namesNobody = ({ csv, salesflowCampaign }: Given) => csv === undefined && salesflowCampaign.length === 0

/** The settings of these vendors that apply. */
const settingsOf = (flags: Given, integrations: Vendors.Integrations) =>
  destinations
    .filter((kind) => integrations.includes(kind))
    .flatMap(({ settings }) => settings.filter((setting) => Vendors.applies(setting, flags.settings)))

/** The problems of the flags themselves. */
const problemsOf = (flags: Given, integrations: Vendors.Integrations): ReadonlyArray<string> => [
  ...destinations.flatMap((kind) =>
    kind.settings.flatMap((setting) => {
      const { flag, only, problem } = setting
      const value = flags.settings[flag]
      if (value === undefined) return []
      if (!integrations.includes(kind)) return [`--${flag} is given, but ${kind.variables.join(" and ")} is not set.`]
      const wrong = problem?.(value)
      if (wrong !== undefined) return [`--${flag} ${word(value)}: ${wrong}.`]
      const isInPlace = Vendors.applies(setting, flags.settings)
      return isInPlace ? [] : [`--${flag} is given, but needs --${only!.flag} ${only!.value}.`]
    })
  ),
  ...(flags.salesflowCampaign.length > 0 && !integrations.includes(Salesflow.integration)
    ? [`--salesflow-campaign is given, but ${Salesflow.integration.variables.join(" and ")} are not set.`]
    : [])
]

/** Fills in what the flags leave open with the included samples. With the real vendors nothing is assumed. */
const settle = Effect.fnUntraced(function* (flags: Given, mode: Mode, integrations: Vendors.Integrations) {
  const problems = problemsOf(flags, integrations)
  if (problems.length > 0) return yield* new WrongUsage({ message: problems.join("\n") })
  const nobodyNamed = namesNobody(flags)
  const missing = settingsOf(flags, integrations)
    .filter(({ flag, usual }) => usual === undefined && flags.settings[flag] === undefined)
    .map(({ flag }) => `--${flag}`)
  if (mode === "real" && ((nobodyNamed && !flags.web) || missing.length > 0)) {
    return yield* cannotRun(
      "With the real vendors nothing is assumed: name whom to bring with --csv, --salesflow-campaign\n" +
        "or both, and what each vendor whose variables are set needs to know.\n" +
        (missing.length === 0 ? "" : `Missing: ${missing.join(", ")}\n`) +
        `In full, where the samples stand for your own:\n  ${inFull(flags, integrations)}\n` +
        "Without --yes it asks before it writes. To leave a vendor out, unset its variables; to leave\n" +
        "all of them alone, add --offline."
    )
  }
  const assumesContacts = mode !== "real" && nobodyNamed
  const samples = mode === "offline" || assumesContacts
  const lasting = flags.journal ?? (samples ? undefined : defaultJournal)
  return {
    csv: assumesContacts ? included("contacts.csv") : flags.csv,
    unsubscribedFile: flags.unsubscribed ?? (samples ? included("unsubscribed.txt") : undefined),
    salesflowCampaigns: assumesContacts ? sampleCampaigns(integrations) : [...new Set(flags.salesflowCampaign)],
    setting: Vendors.settingOf(flags.settings),
    journal: lasting ?? sampleJournal(),
    // A run with the samples forgets earlier runs, unless the last one was interrupted.
    forgets: lasting === undefined && !flags.resume
  }
})

const sampleCampaigns = (integrations: Vendors.Integrations): ReadonlyArray<number> =>
  integrations.includes(Salesflow.integration) ? Object.values(OfflineFixture.campaigns) : []

/** Quotes a word for a shell. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The command that does not ask, with the given flags and samples for what is missing. */
export const inFull = (flags: Given, integrations: Vendors.Integrations): string => {
  const { concurrency, csv, host, journal, port, salesflowCampaign, settings, unsubscribed, webhooks } = flags
  const nobodyNamed = namesNobody(flags)
  const flag = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, word(value)])
  return [
    "npm run demo --",
    ...flag("csv", csv ?? (nobodyNamed ? shortest(included("contacts.csv")) : undefined)),
    ...(nobodyNamed ? sampleCampaigns(integrations) : salesflowCampaign).flatMap((campaign) =>
      flag("salesflow-campaign", String(campaign))
    ),
    ...settingsOf(flags, integrations).flatMap(({ flag: name, sample, usual }) =>
      flag(name, settings[name] ?? (usual === undefined ? sample : undefined))
    ),
    ...flag("unsubscribed", unsubscribed),
    ...flag("journal", journal),
    ...flag("concurrency", concurrency === defaultConcurrency ? undefined : String(concurrency)),
    ...flag("webhooks", webhooks === undefined ? undefined : String(webhooks)),
    ...flag("host", host === defaultHost ? undefined : host),
    ...flag("port", port === 0 ? undefined : String(port)),
    "--yes"
  ].join(" ")
}

/** The path relative to the current folder if it is inside, or else absolute. */
export const shortest = (path: string) => {
  const near = relative(process.cwd(), path)
  return near === ".." || near.startsWith(`..${sep}`) || isAbsolute(near) ? resolve(path) : near
}

/** Decides what the job does and with which vendors. */
export const of = Effect.fnUntraced(function* (flags: Given) {
  const named = flags.offline ? [] : yield* Vendors.configured
  const mode: Mode = named.length === 0 ? "offline" : (yield* Vendors.areLocal(named)) ? "local" : "real"
  const integrations = mode === "offline" ? Vendors.integrations : named
  const { forgets, ...settled } = yield* settle(flags, mode, integrations)
  const { csv, journal, setting, unsubscribedFile } = settled
  const contacts =
    csv === undefined
      ? Effect.succeed([])
      : Effect.flatMap(yield* rereadable(csv, read(csv, "the contacts")), contactsIn)
  const unsubscribed =
    unsubscribedFile === undefined
      ? Effect.succeed(nobody)
      : yield* rereadable(unsubscribedFile, readUnsubscribed(unsubscribedFile))
  yield* Webhooks.receivable(integrations, flags.webhooks)
  if (mode !== "offline") yield* Vendors.checkRedis
  // Before anything is started, so that a mistake in a file shows at once.
  yield* Effect.all([unsubscribed, contacts], { discard: true })
  const { file, storage } = yield* storageAt(journal, flags)
  // A team's database is not used for sandboxes.
  const own: Storage = mode === "offline" ? { _tag: "File", path: file.path } : storage
  const settings = Object.fromEntries(settingsOf(flags, integrations).map(({ flag }) => [flag, setting(flag)]))
  // Never in a database, which others may use.
  const anew = forgets && own._tag === "File"
  const { concurrency, webhooks } = flags
  const given = { ...settled, anew, mode, integrations, concurrency, webhooks, contacts, unsubscribed, settings }
  return { ...given, file, storage: own }
})
export type Setup = Effect.Success<ReturnType<typeof of>>
