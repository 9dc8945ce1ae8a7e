/**
 * The vendors of the offline run: sandboxes with people that the job must find, and calls that fail as real ones do.
 * After the job, time passes at Salesflow and its webhook reports what happened.
 */
import { RunOn, type WebhookEvent, Webhooks } from "@salesbridge/salesflow"
import type { NamesOf, RunningSandbox, Seed, StateFileUnusable } from "@salesbridge/mocks/sandbox"
import { Effect } from "effect"
import { CannotRun } from "./CannotRun.ts"
import { listen } from "./webhookServer.ts"

/** Campaigns of Salesflow's sandbox, and what happens to each. */
export const campaigns = { starts: 10, runsAlready: 29889, cannotStart: 31767 }

/** The account of the campaigns. */
const accountId = 321

/** The variables that connect these vendors at these addresses. A sandbox accepts any credentials. */
export const variablesOf = (
  vendors: ReadonlyArray<{
    readonly vendor: string
    readonly variables: ReadonlyArray<string>
    readonly baseUrl: string
  }>,
  urls: ReadonlyMap<string, string>,
  credential = "any"
): Record<string, string> =>
  Object.fromEntries(
    vendors.flatMap(({ baseUrl, variables, vendor }) => {
      const url = urls.get(vendor)
      if (url === undefined) return []
      return [...variables.map((name) => [name, name.endsWith("_ID") ? String(accountId) : credential]), [baseUrl, url]]
    })
  )

/** Known everywhere, and listed in unsubscribed.txt. SalesBlink's sandbox knows her anyway. */
const jane = { email: "jane.roe@example.com", first: "Jane", last: "Roe", profile: "jane-roe-example" }
/** Known everywhere, and unsubscribed at Salesloft. */
const contact20 = { email: "contact20@example.com", first: "First20", last: "Last20", profile: "example-20" }
/** Known only to GetSales, and unsubscribed there. */
const contact30 = { email: "contact30@example.com", first: "First30", last: "Last30", profile: "example-30" }
/** Answers once the campaign runs. Salesflow has no address of him, so no other vendor gets him. */
const nick = { CampaignId: campaigns.starts, FirstName: "Nick", LastName: "Foo", PublicIdentifier: "nick-foo-example" }

type SeedOf<Vendor> = Seed<NamesOf<Vendor>["state"]>

const salesflow: SeedOf<"salesflow"> = {
  members: [
    ...[jane, contact20].map(({ email, first, last, profile }) => ({
      CampaignId: campaigns.runsAlready,
      FirstName: first,
      LastName: last,
      Email: email,
      PublicIdentifier: profile
    })),
    nick
  ]
}

/** In another campaign and another list than the job's. */
const salesblink: SeedOf<"salesblink"> = {
  prospects: [
    {
      campaignID: "5f0c1d7e9b3a4c2d8e6f7a11",
      fields: { "First Name": contact20.first, "Last Name": contact20.last, Email: contact20.email }
    }
  ],
  leads: [
    {
      list_id: "b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d01",
      fields: { email: contact20.email, first_name: contact20.first, last_name: contact20.last }
    }
  ]
}

const getsales: SeedOf<"getsales"> = {
  contacts: [jane, contact20, contact30].map((person) => ({
    list_uuid: "a0000000-0000-4000-8000-000000000001",
    linkedin: person.profile,
    work_email: person.email,
    first_name: person.first,
    last_name: person.last,
    email_status: person === contact30 ? ("unsubscribed" as const) : ("verified" as const)
  }))
}

const salesloft: SeedOf<"salesloft"> = {
  people: [jane, contact20].map((person) => ({
    email_address: person.email,
    first_name: person.first,
    last_name: person.last,
    do_not_contact: person === contact20
  }))
}

const seeds: Readonly<Record<string, Seed>> = { salesflow, salesblink, getsales, salesloft } as never

/** The calls that fail. At SalesBlink, either of its APIs may be used. */
const busy = { status: 429, retryAfter: 1, skip: 17, count: 1 } as const
const faults: Readonly<Record<string, ReadonlyArray<Parameters<RunningSandbox["fault"]>[0]>>> = {
  salesblink: [
    { operation: "addContacts", ...busy },
    { operation: "addProspect", ...busy }
  ],
  getsales: [{ operation: "upsertContact", status: 422, containing: "contact17@example.com" }],
  salesloft: [{ operation: "upsertPerson", status: 422, example: "fields", containing: "contact12@example.com" }]
}

/** Milliseconds of each call, about as long as over the internet, so that progress can be seen. */
const latency = 50

/** How long Salesflow's sandbox takes for an invitation, a connection, a message and a reply. */
const outreach = "10 seconds"

const cannotRun = (cause: unknown) => new CannotRun({ message: cause instanceof Error ? cause.message : String(cause) })

/** Starts the sandboxes, which stop with the scope. Their state is stored next to the journal. */
export const make = Effect.fnUntraced(function* (vendors: ReadonlyArray<string>, journal: string) {
  // Loaded here, so that a run with the real vendors does not wait for it.
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
    const options = { stateFile, limits: false, seed: seeds[vendor] as Seed }
    const sandbox = yield* Effect.acquireRelease(
      Effect.tryPromise({ try: () => startSandbox(vendor, options), catch: cannotRun }),
      (sandbox) => Effect.promise(() => sandbox.close())
    )
    sandboxes.set(vendor, sandbox)
  }
  const received: Array<WebhookEvent> = []
  const handle = (event: WebhookEvent) => Effect.sync(() => received.push(event))
  const hook = `${yield* listen(Webhooks.receiver({ handle }).node)}/salesflow`
  return {
    urls: new Map([...sandboxes].map(([vendor, { url }]) => [vendor, url])),
    /** `anew` is false if the run continues an interrupted one. */
    prepare: (anew: boolean) =>
      Effect.sync(() => {
        for (const [vendor, sandbox] of sandboxes) {
          if (anew) sandbox.reset()
          sandbox.clearFaults()
          for (const fault of faults[vendor] ?? []) sandbox.fault(fault)
          sandbox.fault({ latency })
        }
        subscribe(sandboxes.get("salesflow")!, hook)
      }),
    /** Lets time pass at Salesflow, and returns what its webhook reported about the campaign that was started. */
    afterwards: Effect.promise(async () => {
      await sandboxes.get("salesflow")!.advance(outreach)
      return received
    })
  }
})

/** Attaches the webhook to the campaign that the job starts. The port of an earlier run's webhook is closed. */
const subscribe = (sandbox: RunningSandbox, Url: string) =>
  sandbox.add((s) => {
    s["webhookCampaigns"]!.clear()
    s["webhooks"]!.clear()
    const { WebhookId } = s["webhooks"]!.add({ AccountId: accountId, Name: "Salesbridge demo", Url })
    for (const runOn of [RunOn.MemberConnected, RunOn.ReplyDetected]) {
      s["webhookCampaigns"]!.add({ WebhookId, CampaignId: campaigns.starts, RunOn: runOn })
    }
  })
