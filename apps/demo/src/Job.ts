/**
 * The job itself: gather the contacts, decide, add them to the SalesBlink campaign, honour unsubscribes, start the
 * Salesflow campaigns. One contact's failure never stops the others.
 */
import type { VendorError } from "@salesbridge/core"
import { Prospects } from "@salesbridge/salesblink"
import { Campaigns } from "@salesbridge/salesflow"
import { Effect } from "effect"
import { CannotRun } from "./CannotRun.ts"
import type { Contact, Entry } from "./Contact.ts"
import { Encounters } from "./Encounters.ts"
import { Journal } from "./Journal.ts"
import { planOf, type Step } from "./Plan.ts"
import type { CampaignResult, Report } from "./Report.ts"
import type { Outcome, Row } from "./Row.ts"
import * as SalesBlinkProspects from "./SalesBlinkProspects.ts"
import * as SalesflowContacts from "./SalesflowContacts.ts"
import { Screen } from "./Screen.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

export interface Assignment {
  /** What the CSV file holds, where there is one. */
  readonly rows: ReadonlyArray<Entry>
  readonly unsubscribed: Unsubscribed
  readonly salesflowCampaigns: ReadonlyArray<number>
  readonly salesblinkCampaign: string
  /** How many calls are under way at once. */
  readonly concurrency: number
  /** Asked once everything is read and before anything is written. Fails where it must not be. */
  readonly confirm: (intended: Intended) => Effect.Effect<void, CannotRun>
}

/** What the job is about to write. */
export interface Intended {
  readonly adds: number
  readonly unsubscribes: number
  readonly starts: ReadonlyArray<number>
}

/** Without its sources the job has nothing to do, so a failure here ends it. */
const needed = <A, R>(what: string, call: Effect.Effect<A, VendorError.Failure, R>) =>
  Effect.mapError(call, (failure) => {
    const hint =
      verdictOf(failure) === "hopeless"
        ? `\n${failure.vendor} refuses the credentials: check its variables, and that they belong together.`
        : ""
    return new CannotRun({ message: `Cannot read ${what}. Nothing was written.\n${failure.message}${hint}` })
  })

const read = Effect.fnUntraced(function* (assignment: Assignment) {
  const { last } = yield* Journal
  const { rows, salesblinkCampaign, salesflowCampaigns, unsubscribed } = assignment
  const members = yield* Effect.forEach(salesflowCampaigns, (campaign) =>
    needed(`the contacts of Salesflow campaign ${campaign}`, SalesflowContacts.ofCampaign(campaign))
  )
  const prospects = yield* needed(
    `the prospects of SalesBlink campaign ${salesblinkCampaign}`,
    SalesBlinkProspects.ofCampaign(salesblinkCampaign)
  )
  const entries: ReadonlyArray<Entry> = [...rows, ...members.flat()]
  return planOf({ entries, unsubscribed, prospects, last })
})

type AddStep = Extract<Step, { _tag: "Add" }>
type UnsubscribeStep = Extract<Step, { _tag: "Unsubscribe" }>

/** Whether a contact arrived is not known: the call failed in a way that does not tell. */
interface Unclear {
  readonly _tag: "Unclear"
  readonly contact: Contact
  readonly failure: VendorError.Failure
}

export const run = Effect.fnUntraced(function* (assignment: Assignment) {
  const journal = yield* Journal
  const { met } = yield* Encounters
  const { progress } = yield* Screen
  const plan = yield* read(assignment)
  const adds = plan.filter((step): step is AddStep => step._tag === "Add")
  const unsubscribes = plan.filter((step): step is UnsubscribeStep => step._tag === "Unsubscribe")
  yield* assignment.confirm({
    adds: adds.length,
    unsubscribes: unsubscribes.length,
    starts: assignment.salesflowCampaigns
  })

  let hopeless: VendorError.Failure | undefined
  const giveUp = (failure: VendorError.Failure) => {
    if (hopeless === undefined) met(failure, "stopped, since no other call would succeed with these credentials")
    hopeless = failure
  }

  const rowOf =
    (where: string, who: string) =>
    (outcome: Outcome, detail = ""): Row => ({ where, who, outcome, detail })

  const unsubscribe = ({ email, listed, prospect, where }: UnsubscribeStep) => {
    const row = rowOf(where, email)
    return Effect.gen(function* () {
      if (hopeless !== undefined) return row("not tried")
      const found = prospect ?? (yield* SalesBlinkProspects.byEmail(email))
      if (found === undefined) return row("left out", `in ${listed}`)
      if (found.prospectID === undefined) {
        return row("failed", "a prospect who unsubscribed, but SalesBlink shows no prospectID for it")
      }
      yield* Prospects.unsubscribe({ prospectID: found.prospectID })
      return row("unsubscribed", `in ${listed}`)
    }).pipe(
      Effect.catch((failure: VendorError.Failure) =>
        Effect.sync(() => {
          const verdict = verdictOf(failure)
          if (verdict === "hopeless") giveUp(failure)
          else met(failure, "says so in the table; the others went on", email)
          return row("failed", `not unsubscribed: ${failure.message}`)
        })
      )
    )
  }

  const add = ({ contact, lookUp }: AddStep) => {
    const row = rowOf(contact.where, contact.email)
    const failed = Effect.fnUntraced(function* (failure: VendorError.Failure) {
      const verdict = verdictOf(failure)
      if (verdict === "unclear") {
        met(failure, "did not send it again, since that could add twice, and looked for it instead", contact.email)
        return { _tag: "Unclear", contact, failure } satisfies Unclear
      }
      if (verdict === "as wanted") {
        met(failure, "took it for done: the contact is there, as wanted", contact.email)
        yield* journal.write("added", contact.email)
        return row("there already", reasonOf(failure) ?? failure.message)
      }
      if (verdict === "hopeless") giveUp(failure)
      else met(failure, "says so in the table; the others went on", contact.email)
      yield* journal.write("not added", contact.email)
      return row("failed", failure.message)
    })
    return Effect.gen(function* () {
      if (hopeless !== undefined) return row("not tried")
      if (lookUp) {
        const found = yield* Effect.result(SalesBlinkProspects.byEmail(contact.email))
        if (found._tag === "Failure") return row("failed", `an earlier run may have added it: ${found.failure.message}`)
        if (found.success !== undefined) {
          yield* journal.write("added", contact.email)
          return row("there already", "sent by a run that was cut off, and found when looked up")
        }
      }
      yield* journal.write("adding", contact.email)
      return yield* Effect.matchEffect(
        Prospects.add({ campaignID: assignment.salesblinkCampaign, data: contact.fields }),
        {
          onFailure: failed,
          onSuccess: () => Effect.as(journal.write("added", contact.email), row("added"))
        }
      )
    })
  }

  const lookUp = ({ contact, failure }: Unclear) => {
    const row = rowOf(contact.where, contact.email)
    return SalesBlinkProspects.byEmail(contact.email).pipe(
      Effect.matchEffect({
        onFailure: () => Effect.succeed(row("failed", `perhaps added; run again to see. ${failure.message}`)),
        onSuccess: (found) =>
          found === undefined
            ? Effect.succeed(row("failed", `not there when looked up; run again. ${failure.message}`))
            : Effect.as(
                journal.write("added", contact.email),
                row("added", `found when looked up after: ${failure.message}`)
              )
      })
    )
  }

  const start = Effect.fnUntraced(function* (campaign: number) {
    if (hopeless !== undefined) return { campaign, started: false, detail: "not tried" } satisfies CampaignResult
    return yield* Campaigns.start({ campaignId: campaign }).pipe(
      Effect.match({
        onSuccess: (): CampaignResult => ({ campaign, started: true, detail: "started" }),
        onFailure: (failure): CampaignResult => {
          const verdict = verdictOf(failure)
          if (verdict === "as wanted") {
            met(failure, "took it for done: it runs, as wanted", `campaign ${campaign}`)
            return { campaign, started: true, detail: "was running already" }
          }
          if (verdict === "hopeless") giveUp(failure)
          else met(failure, "left it, for somebody to look after in Salesflow", `campaign ${campaign}`)
          return { campaign, started: false, detail: `not started: ${reasonOf(failure) ?? failure.message}` }
        }
      })
    )
  })

  const concurrency = { concurrency: assignment.concurrency }
  const results = yield* progress("Contacts", adds.length + unsubscribes.length, (step) =>
    Effect.gen(function* () {
      // First who must not be written to: should the job be cut off, these are done.
      const left = yield* Effect.forEach(unsubscribes, (one) => Effect.tap(unsubscribe(one), step), concurrency)
      const added = yield* Effect.forEach(adds, (one) => Effect.tap(add(one), step), concurrency)
      const settled = yield* Effect.forEach(
        added,
        (result) => ("_tag" in result ? lookUp(result) : Effect.succeed(result)),
        concurrency
      )
      return new Map<Step, Row>([
        ...unsubscribes.map((step, index) => [step, left[index]!] as const),
        ...adds.map((step, index) => [step, settled[index]!] as const)
      ])
    })
  )
  const campaigns = yield* Effect.forEach(assignment.salesflowCampaigns, start)
  if (hopeless === undefined) yield* journal.finish
  const rows = plan.map((step) => (step._tag === "Skip" ? step.row : results.get(step)!))
  return { rows, campaigns, hopeless } satisfies Report
})
