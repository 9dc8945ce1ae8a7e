/**
 * The offline run's vendors: sandboxes that remember what the job does, so that people, campaigns and who unsubscribed
 * are what they were told. Before the job somebody has been at work in them, through the same packages as the job; and a
 * few calls are to go wrong as they do sooner or later. After it a day passes at Salesflow, and its webhook tells.
 */
import { Contacts, GetSales, ListUuid } from "@salesbridge/getsales"
import { Leads, ListId, Prospects, SalesBlink } from "@salesbridge/salesblink"
import { Members, RunOn, Salesflow, type WebhookEvent, Webhooks } from "@salesbridge/salesflow"
import { People, Salesloft } from "@salesbridge/salesloft"
import type { RunningSandbox, StateFileUnusable } from "@salesbridge/mocks/sandbox"
import { Effect, Redacted } from "effect"
import { HttpClient } from "effect/http"
import { CannotRun } from "./CannotRun.ts"
import { listen } from "./listening.ts"

/** Salesflow campaigns of the sandbox, and what happens to each. */
export const campaigns = { starts: 10, runsAlready: 29889, cannotStart: 31767 }

/** The account that they belong to. */
export const accountId = 321

/** Who is known everywhere, and in the file of those who unsubscribed. SalesBlink's sandbox knows her by itself. */
const unsubscribedInFile = { email: "jane.roe@example.com", first: "Jane", last: "Roe", profile: "jane-roe-example" }

/** Who is known everywhere and unsubscribed at Salesloft, and who did at GetSales, so that the others hear of it. */
const unsubscribedAtSalesloft = {
  email: "contact20@example.com",
  first: "First20",
  last: "Last20",
  profile: "example-20"
}
const unsubscribedAtGetSales = {
  email: "contact30@example.com",
  first: "First30",
  last: "Last30",
  profile: "example-30"
}

/** Whom Salesflow reaches once the campaign runs. Of whom it knows no address, so that nobody else hears of him. */
const answers = { linkedInUrl: "https://www.linkedin.com/in/nick-foo-example", firstName: "Nick", lastName: "Foo" }

/** A GetSales list that the job does not bring anybody into. */
const anotherList = ListUuid.make("a0000000-0000-4000-8000-000000000001")

/** The same at SalesBlink. */
const anotherLeadList = ListId.make("b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d01")

/** What goes wrong, by vendor; at SalesBlink whichever of its APIs is used. */
const busy = { status: 429, retryAfter: 1, skip: 17, count: 1 } as const
const faults = {
  salesblink: [
    { operation: "addContacts", ...busy },
    { operation: "addProspect", ...busy }
  ],
  getsales: [{ operation: "upsertContact", status: 422, containing: "contact17@example.com" }],
  salesloft: [{ operation: "upsertPerson", status: 422, example: "fields", containing: "contact12@example.com" }]
} as const

/** So that there is something to watch: about what a call takes over the internet. */
const latency = 50

/** How long Salesflow's sandbox takes for an invitation, a connection, a message and a reply. */
const outreach = "10 seconds"

type Vendor = "salesflow" | keyof typeof faults

export interface Stage {
  readonly urls: ReadonlyMap<string, string>
  /** Puts everybody in place; `anew` is false where a run goes on with one that was interrupted. */
  readonly prepare: (anew: boolean) => Effect.Effect<void>
  /** Lets time pass at Salesflow, and gives what its webhook told of the campaign that was started. */
  readonly afterwards: Effect.Effect<ReadonlyArray<WebhookEvent>>
}

/** Starts the sandboxes, which stop with the scope. What they remember is kept beside the journal. */
export const make = Effect.fnUntraced(function* (vendors: ReadonlyArray<string>, journal: string) {
  // Not imported above: the real vendors need not wait for it.
  const { StateFile, startSandbox } = yield* Effect.promise(() => import("@salesbridge/mocks/sandbox"))
  const stateFile = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: () => StateFile.open(`${journal}.sandboxes`),
      catch: (cause) =>
        new CannotRun({ message: `Cannot use the journal ${journal}: ${(cause as StateFileUnusable).reason}.` })
    }),
    (file) => Effect.promise(() => file.close())
  )
  const sandboxes = new Map<string, RunningSandbox>()
  for (const vendor of vendors) {
    const sandbox = yield* Effect.acquireRelease(
      Effect.tryPromise({ try: () => startSandbox(vendor, { stateFile, limits: false }), catch: cannotRun }),
      (sandbox) => Effect.promise(() => sandbox.close())
    )
    sandboxes.set(vendor, sandbox)
  }
  const of = (vendor: Vendor) => sandboxes.get(vendor)!
  const client = yield* HttpClient.HttpClient
  const fresh = stateFile.load("salesflow") === undefined
  const received: Array<WebhookEvent> = []
  const handle = (event: WebhookEvent) => Effect.sync(() => received.push(event))
  const hook = `${yield* listen(Webhooks.receiver({ handle }).node)}/salesflow`

  const arm = Effect.sync(() => {
    for (const [vendor, sandbox] of sandboxes) {
      sandbox.clearFaults()
      const armed: (typeof faults)[keyof typeof faults] | undefined = faults[vendor as keyof typeof faults]
      for (const fault of armed ?? []) sandbox.fault(fault)
      sandbox.fault({ latency })
    }
  })

  const prepare = (anew: boolean) =>
    Effect.gen(function* () {
      if (anew || fresh) {
        for (const sandbox of sandboxes.values()) sandbox.reset()
        yield* people(of)
      }
      // The receiver has another port than that of a run before.
      yield* subscribe(of("salesflow").url, hook)
      yield* arm
    }).pipe(Effect.provideService(HttpClient.HttpClient, client), Effect.orDie)

  const afterwards = Effect.gen(function* () {
    const salesflow = of("salesflow")
    yield* Effect.promise(() => salesflow.advance(outreach))
    return [...received]
  })
  const urls = new Map([...sandboxes].map(([vendor, { url }]) => [vendor, url]))
  return { urls, prepare, afterwards } satisfies Stage
})

const cannotRun = (cause: unknown) => new CannotRun({ message: cause instanceof Error ? cause.message : String(cause) })

const token = Redacted.make("any-will-do")
/** No limits to wait for, and nobody to be patient with. */
const options = { quota: { limits: [] } }

/** Who is known where, before the job. */
const people = (of: (vendor: Vendor) => RunningSandbox): Effect.Effect<void, unknown, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    for (const { email, first, last, profile } of [unsubscribedInFile, unsubscribedAtSalesloft]) {
      const member = yield* Members.importMember({
        campaignId: campaigns.runsAlready,
        linkedInUrl: `https://www.linkedin.com/in/${profile}`,
        firstName: first,
        lastName: last
      })
      yield* Members.update({ memberId: member.MemberId, Email: email })
    }
    yield* Members.importMember({ ...answers, campaignId: campaigns.starts })
    const { email, first, last } = unsubscribedAtSalesloft
    yield* Prospects.add({
      campaignID: "5f0c1d7e9b3a4c2d8e6f7a11",
      data: { "First Name": first, "Last Name": last, Email: email }
    })
    yield* Leads.add({ list_id: anotherLeadList, contacts: [{ email, first_name: first, last_name: last }] })
    for (const one of [unsubscribedInFile, unsubscribedAtSalesloft]) {
      yield* People.create({
        email_address: one.email,
        first_name: one.first,
        last_name: one.last,
        do_not_contact: one === unsubscribedAtSalesloft
      })
    }
    for (const one of [unsubscribedInFile, unsubscribedAtSalesloft, unsubscribedAtGetSales]) {
      const lead = { linkedin_id: one.profile, email: one.email, first_name: one.first, last_name: one.last }
      const { uuid } = yield* Contacts.upsert({ list_uuid: anotherList, lead })
      if (one !== unsubscribedAtGetSales) continue
      yield* Effect.promise(() => of("getsales").trigger("contact_unsubscribed_email", { lead_uuid: uuid }))
    }
  }).pipe(
    Effect.provide([
      Salesflow.layer({ ...options, token, accountId, baseUrl: of("salesflow").url }),
      SalesBlink.layer({ ...options, apiKey: token, baseUrl: of("salesblink").url }),
      GetSales.layer({ ...options, token, baseUrl: of("getsales").url }),
      Salesloft.layer({ ...options, accessToken: token, baseUrl: of("salesloft").url })
    ])
  )

/** Attaches the receiver to the campaign that is about to be started, in the place of that of a run before. */
const subscribe = (baseUrl: string, hook: string) =>
  Effect.gen(function* () {
    const name = "Salesbridge demo"
    for (const { Name, WebhookId } of yield* Webhooks.list()) {
      if (Name === name) yield* Webhooks.remove({ webhookId: WebhookId })
    }
    const { WebhookId: webhookId } = yield* Webhooks.create({ Name: name, Url: hook })
    for (const runOn of [RunOn.MemberConnected, RunOn.ReplyDetected]) {
      yield* Webhooks.attach({ webhookId, campaignId: campaigns.starts, runOn })
    }
  }).pipe(Effect.provide(Salesflow.layer({ ...options, token, accountId, baseUrl })))
