/** Decides from flags and variables what a job does and with which vendors. Starts nothing and sends nothing. */
import { Effect, FileSystem, Option } from "effect"
import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import { isAbsolute, join, relative, resolve, sep } from "node:path"
import { CannotRun, WrongUsage } from "./CannotRun.ts"
import type { Entry } from "./Contact.ts"
import { readContacts } from "./ContactsFile.ts"
import { destinations } from "./destinations.ts"
import { type Storage, storageAt } from "./durable/Storage.ts"
import { defaultConcurrency, type Given, journalOf } from "./flags.ts"
import { included } from "./included.ts"
import * as Salesflow from "./Salesflow.ts"
import * as OfflineFixture from "./OfflineFixture.ts"
import { nobody, readUnsubscribed } from "./Unsubscribed.ts"
import * as Vendors from "./Vendors.ts"

/** The vendors' addresses: sandboxes that the job starts, servers on this computer, or the real vendors. */
export type Mode = "offline" | "local" | "real"

/** Each clone and each user has its own. */
const sampleJournal = () => {
  const clone = createHash("sha256").update(included("")).digest("hex").slice(0, 8)
  return join(tmpdir(), `salesbridge-demo-${process.getuid?.() ?? "offline"}-${clone}.sqlite`)
}

const namesNobody = (given: Given) => Option.isNone(given.csv) && given.salesflowCampaign.length === 0

const has = (integrations: Vendors.Integrations, { vendor }: { readonly vendor: string }) =>
  integrations.some((kind) => kind.vendor === vendor)

const given = (flags: Given, flag: string): string | undefined =>
  Option.getOrUndefined(flags.settings[flag] ?? Option.none())

const settingOf = (flags: Given) => Vendors.settingOf((flag) => given(flags, flag))

/** The settings of these vendors that apply. */
const settingsOf = (flags: Given, integrations: Vendors.Integrations) =>
  destinations
    .filter((kind) => has(integrations, kind))
    .flatMap((kind) => Vendors.applicable(kind, (flag) => given(flags, flag)))

/** The problems of the flags themselves. */
const problemsOf = (flags: Given, integrations: Vendors.Integrations): ReadonlyArray<string> => [
  ...destinations.flatMap((kind) =>
    kind.settings.flatMap(({ flag, only, problem }) => {
      const value = given(flags, flag)
      if (value === undefined) return []
      if (!has(integrations, kind)) return [`--${flag} is given, but ${kind.variables.join(" and ")} is not set.`]
      const wrong = problem?.(value)
      if (wrong !== undefined) return [`--${flag} ${word(value)}: ${wrong}.`]
      return only === undefined || settingOf(flags)(only.flag) === only.value
        ? []
        : [`--${flag} is given, but needs --${only.flag} ${only.value}.`]
    })
  ),
  ...(flags.salesflowCampaign.length > 0 && !has(integrations, Salesflow.integration)
    ? [`--salesflow-campaign is given, but ${Salesflow.integration.variables.join(" and ")} are not set.`]
    : [])
]

/** Fills in what the flags leave open with the included samples. With the real vendors nothing is assumed. */
const settle = (flags: Given, mode: Mode, integrations: Vendors.Integrations) =>
  Effect.gen(function* () {
    const problems = problemsOf(flags, integrations)
    if (problems.length > 0) return yield* new WrongUsage({ message: problems.join("\n") })
    const nobodyNamed = namesNobody(flags)
    const missing = settingsOf(flags, integrations)
      .filter(({ flag, usual }) => usual === undefined && given(flags, flag) === undefined)
      .map(({ flag }) => flag)
    if (mode === "real" && ((nobodyNamed && !flags.web) || missing.length > 0)) {
      return yield* new CannotRun({
        message:
          "With the real vendors nothing is assumed: name whom to bring with --csv, --salesflow-campaign\n" +
          "or both, and what each vendor whose variables are set needs to know.\n" +
          (missing.length === 0 ? "" : `Missing: ${missing.map((flag) => `--${flag}`).join(", ")}\n`) +
          `In full, where the samples stand for your own:\n  ${inFull(flags, integrations)}\n` +
          "Without --yes it asks before it writes. To leave a vendor out, unset its variables; to leave\n" +
          "all of them alone, add --offline."
      })
    }
    const samples = mode === "offline" || (mode === "local" && nobodyNamed)
    const lasting = samples ? Option.getOrUndefined(flags.journal) : journalOf(flags.journal)
    const setting = settingOf(flags)
    return {
      csv: nobodyNamed ? included("contacts.csv") : Option.getOrUndefined(flags.csv),
      unsubscribed: Option.getOrUndefined(flags.unsubscribed) ?? (samples ? included("unsubscribed.txt") : undefined),
      salesflowCampaigns: nobodyNamed ? sampleCampaigns(integrations) : [...new Set(flags.salesflowCampaign)],
      setting,
      journal: lasting ?? sampleJournal(),
      // A run with the samples starts over each time, unless the last one was interrupted.
      anew: lasting === undefined && !flags.resume
    }
  })

const sampleCampaigns = (integrations: Vendors.Integrations): ReadonlyArray<number> =>
  has(integrations, Salesflow.integration) ? Object.values(OfflineFixture.campaigns) : []

/** Quotes a word for a shell. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The command that does not ask, with the given flags and samples for what is missing. */
export const inFull = (flags: Given, integrations: Vendors.Integrations): string => {
  const nobodyNamed = namesNobody(flags)
  const flag = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, word(value)])
  const campaigns = nobodyNamed ? sampleCampaigns(integrations) : flags.salesflowCampaign
  return [
    "npm run demo --",
    ...flag("csv", Option.getOrUndefined(flags.csv) ?? (nobodyNamed ? shortest(included("contacts.csv")) : undefined)),
    ...campaigns.flatMap((campaign) => ["--salesflow-campaign", String(campaign)]),
    ...settingsOf(flags, integrations).flatMap((setting) =>
      flag(setting.flag, given(flags, setting.flag) ?? (setting.usual === undefined ? setting.sample : undefined))
    ),
    ...flag("unsubscribed", Option.getOrUndefined(flags.unsubscribed)),
    ...flag("journal", Option.getOrUndefined(flags.journal)),
    ...(flags.concurrency === defaultConcurrency ? [] : ["--concurrency", String(flags.concurrency)]),
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
  const integrations: Vendors.Integrations = mode === "offline" ? Vendors.integrations : named
  const settled = yield* settle(flags, mode, integrations)
  const fs = yield* FileSystem.FileSystem
  const from = <A>(
    path: string | undefined,
    read: (path: string) => Effect.Effect<A, CannotRun, FileSystem.FileSystem>,
    none: A
  ) => (path === undefined ? Effect.succeed(none) : Effect.provideService(read(path), FileSystem.FileSystem, fs))
  const contacts = from<Iterable<Entry>>(settled.csv, readContacts, [])
  const unsubscribed = from(settled.unsubscribed, readUnsubscribed, nobody)
  // Before anything is started, so that a mistake in a file shows at once.
  yield* Effect.all([unsubscribed, contacts], { discard: true })
  const found = yield* storageAt(settled.journal, flags)
  const { file } = found
  // A team's database is not used for sandboxes.
  const storage: Storage = mode === "offline" ? { _tag: "File", path: file.path } : found.storage
  const settings = Object.fromEntries(settingsOf(flags, integrations).map(({ flag }) => [flag, settled.setting(flag)]))
  return {
    ...settled,
    mode,
    integrations,
    concurrency: flags.concurrency,
    webhooks: Option.getOrUndefined(flags.webhooks),
    unsubscribedFile: settled.unsubscribed,
    contacts,
    unsubscribed,
    file,
    storage,
    settings
  }
})
export type Setup = Effect.Success<ReturnType<typeof of>>
