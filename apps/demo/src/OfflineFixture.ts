/**
 * The vendors of the offline run: sandboxes with people that the job must find, and calls that fail as real ones do.
 * After the job, time passes at Salesflow and its webhook reports what happened.
 */
import { RunOn, type WebhookEvent, Webhooks } from "@salesbridge/salesflow"
import type { Fault, RunningSandbox, Seed, StateFileUnusable } from "@salesbridge/mocks/sandbox"
import { Context, Deferred, Effect } from "effect"
import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { CannotRun } from "./CannotRun.ts"
import { included } from "./included.ts"
import type { VendorIntegration } from "./VendorIntegration.ts"
import { listen } from "./webhookServer.ts"

/** Campaigns of Salesflow's sandbox, and what happens to each. */
export const campaigns = { starts: 10, runsAlready: 29889, cannotStart: 31767 }

const accountId = 321

/** The variables that connect these vendors at these addresses. A sandbox accepts any credentials. */
export const variablesOf = (
  vendors: ReadonlyArray<VendorIntegration>,
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

/**
 * For each vendor, the people that are in its sandbox from the beginning, and the calls that fail. Jane Roe is known
 * everywhere and listed in unsubscribed.txt. contact20 is known everywhere and unsubscribed at Salesloft; contact30 only
 * at GetSales, and unsubscribed there. Nick Foo answers when the campaign runs, and has no address.
 */
type SandboxData = Readonly<Record<string, { readonly seed: Seed; readonly faults: ReadonlyArray<Fault<string>> }>>

/** Milliseconds of each call, about as long as over the internet, so that progress can be seen. */
export const Latency = Context.Reference("@salesbridge/demo/Latency", { defaultValue: () => 50 })

const reasonOf = (cause: unknown) => (cause as Partial<StateFileUnusable>).reason ?? (cause as Error).message

/** How long Salesflow's sandbox takes for an invitation, a connection, a message and a reply. */
const outreach = "10 seconds"

/** Starts the sandboxes, which stop with the scope. Their state is stored next to the journal. */
export const make = Effect.fnUntraced(function* (journal: string) {
  // Loaded here, so that a run with the real vendors does not wait for it.
  const { Sandbox } = yield* Effect.promise(() => import("@salesbridge/mocks"))
  const { StateFile } = yield* Effect.promise(() => import("@salesbridge/mocks/sandbox"))
  const file = `${journal}.sandboxes`
  const stateFile = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: () => StateFile.open(file),
      catch: (cause) =>
        new CannotRun({ message: `Cannot use the journal ${journal}: its ${basename(file)}: ${reasonOf(cause)}.` })
    }),
    (file) => Effect.promise(() => file.close())
  )
  const failed = yield* Deferred.make<never, CannotRun>()
  const save = stateFile.save.bind(stateFile)
  // A sandbox that cannot be stored answers 500, but no vendor is to blame.
  stateFile.save = (vendor, snapshot) =>
    save(vendor, snapshot).catch((cause) => {
      const message = `Stopped: the sandboxes cannot be stored in ${file}: ${reasonOf(cause)}. Then start the same command again.`
      Deferred.doneUnsafe(failed, new CannotRun({ message }))
      throw cause
    })
  const data: SandboxData = JSON.parse(readFileSync(included("sandboxes.json"), "utf8"))
  const latency = yield* Latency
  const sandboxes = new Map<string, RunningSandbox>()
  for (const [vendor, { seed }] of Object.entries(data)) {
    const sandbox = yield* Sandbox.start(vendor, { stateFile, limits: false, seed }).pipe(
      Effect.mapError(({ message }) => new CannotRun({ message }))
    )
    sandboxes.set(vendor, sandbox)
  }
  const received: Array<WebhookEvent> = []
  const handle = (event: WebhookEvent) => Effect.sync(() => received.push(event))
  const hook = `${yield* listen(Webhooks.receiver({ handle }).node)}/salesflow`
  return {
    /** Fails when the state of the sandboxes cannot be stored. */
    failed: Deferred.await(failed),
    urls: new Map([...sandboxes].map(([vendor, { url }]) => [vendor, url])),
    /** `anew` is false if the run continues an interrupted one. */
    prepare: (anew: boolean) =>
      Effect.sync(() => {
        for (const [vendor, sandbox] of sandboxes) {
          if (anew) sandbox.reset()
          sandbox.clearFaults()
          for (const fault of [...data[vendor]!.faults, { latency }]) sandbox.fault(fault)
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
