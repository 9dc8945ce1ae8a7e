/**
 * The four vendors' sandboxes within this process, with nobody in them but whom a test puts there, and every call that
 * arrives at them.
 */
import { type Entry, type Fault, type NamesOf, type SandboxOptions, startSandbox } from "@salesbridge/mocks/sandbox"
import { variablesOf } from "../src/OfflineFixture.ts"
import { integrations, settingOf } from "../src/Vendors.ts"
import { atEnd } from "./command.ts"

const names = ["salesflow", "salesblink", "getsales", "salesloft"] as const
type Name = (typeof names)[number]
type Operation<Vendor extends Name = Name> = NamesOf<Vendor>["operation"]
type Faults = { readonly [Vendor in Name]?: ReadonlyArray<Fault<Operation<Vendor>>> }

const sample = settingOf({})
export const campaign = sample("salesblink-campaign")
export const otherCampaign = "5f0c1d7e9b3a4c2d8e6f7a99"
export const list = sample("getsales-list")
export const cadence = Number(sample("salesloft-cadence"))
/** The flags for a run with all vendors and the legacy API of SalesBlink. */
export const toAll: ReadonlyArray<string> =
  `--salesblink-campaign ${campaign} --salesloft-cadence ${cadence} --getsales-list ${list} --getsales-sender ${list}`
    .split(" ")
    .concat("--message", "Hello {first_name}!")

const otherList = "a0000000-0000-4000-8000-000000000001"

interface People {
  /** Who is in the SalesBlink campaign. */
  readonly prospects?: ReadonlyArray<string>
  /** Who is in another one. */
  readonly otherProspects?: ReadonlyArray<string>
  /** Who is in the Salesflow campaign 7. */
  readonly members?: ReadonlyArray<{ readonly Email: string | null; readonly profile?: string }>
  /** Who is at GetSales, each with what is before the @ as the profile; `listed`: in the list of the job. */
  readonly contacts?: ReadonlyArray<{
    readonly email: string
    readonly personal?: string
    readonly gone?: boolean
    readonly listed?: boolean
    /** When somebody else sent them a message. */
    readonly messaged?: string
  }>
  /** Who is at Salesloft; `onCadence` is absent for who never was. */
  readonly people?: ReadonlyArray<{
    readonly email: string | null
    readonly personal?: string
    readonly gone?: boolean
    readonly onCadence?: boolean
  }>
}

type Seeds = { readonly [Vendor in Name]: Exclude<SandboxOptions<NamesOf<Vendor>>["seed"], number | undefined> }

const seedsOf = ({ contacts = [], members = [], otherProspects = [], people = [], prospects = [] }: People): Seeds => ({
  salesflow: (s) => {
    s.clear()
    for (const CampaignId of [7, 10, 29889, 31767]) s.campaigns.add({ CampaignId })
    for (const [index, { Email, profile }] of members.entries()) {
      s.members.add({ CampaignId: 7, Email, FirstName: "Member", LastName: String(index), PublicIdentifier: profile })
    }
  },
  salesblink: (s) => {
    s.clear()
    for (const campaignID of [campaign, otherCampaign]) s.campaigns.add({ campaignID })
    for (const Email of prospects) s.prospects.add({ campaignID: campaign, fields: { Email } })
    for (const Email of otherProspects) s.prospects.add({ campaignID: otherCampaign, fields: { Email } })
  },
  getsales: (s) => {
    s.clear()
    for (const { email, gone = false, listed = true, messaged, personal } of contacts) {
      const { uuid } = s.contacts.add({
        list_uuid: listed ? list : otherList,
        work_email: email,
        ...(personal !== undefined && { personal_email: personal }),
        linkedin: email.split("@")[0]!,
        email_status: gone ? "unsubscribed" : "verified"
      })
      if (messaged === undefined) continue
      s.linkedinMessages.add({ lead_uuid: uuid, type: "outbox", text: "Hello?", status: "done", sent_at: messaged })
    }
  },
  salesloft: (s) => {
    s.clear()
    s.cadences.add({ id: cadence })
    for (const [index, { email, gone = false, onCadence, personal }] of people.entries()) {
      const { id } = s.people.add({
        id: index + 1,
        email_address: email,
        ...(personal !== undefined && { personal_email_address: personal }),
        do_not_contact: gone
      })
      if (onCadence === undefined) continue
      s.cadence_memberships.add({ cadence_id: cadence, person_id: id, currently_on_cadence: onCadence })
    }
  }
})

/** They stop after the file's tests. `faults` come before those that a test adds later. */
export const startVendors = async ({ faults = {}, ...people }: People & { readonly faults?: Faults } = {}) => {
  const calls: Array<Entry & { readonly reached: boolean }> = []
  const standing = new Map<string, { readonly fault: Fault; readonly struck?: () => void }>()
  const seeds = seedsOf(people)
  const start = <Vendor extends Name>(vendor: Vendor) =>
    startSandbox<Vendor>(vendor, {
      limits: false,
      seed: seeds[vendor],
      onRequest: (entry: Entry) => {
        const { fault, struck } = standing.get(`${vendor} ${entry.fault}`) ?? {}
        const isRefused = fault !== undefined && (fault.status ?? fault.drop) !== undefined && fault.when !== "after"
        calls.push({ ...entry, reached: !isRefused })
        struck?.()
      }
    } as never)
  const sandboxes = {
    salesflow: await start("salesflow"),
    salesblink: await start("salesblink"),
    getsales: await start("getsales"),
    salesloft: await start("salesloft")
  }
  atEnd(() => Promise.all(Object.values(sandboxes).map((sandbox) => sandbox.close())))
  /** Lets calls go wrong from now on. */
  const fault = <Vendor extends Name>(vendor: Vendor, fault: Fault<Operation<Vendor>>, struck?: () => void) => {
    const { end, id } = sandboxes[vendor].fault(fault as never)
    standing.set(`${vendor} ${id}`, { fault, ...(struck && { struck }) })
    return end
  }
  for (const vendor of names) for (const one of faults[vendor] ?? []) fault(vendor, one as never)

  const state = {
    salesflow: () => sandboxes.salesflow.state(),
    salesblink: () => sandboxes.salesblink.state(),
    getsales: () => sandboxes.getsales.state(),
    salesloft: () => sandboxes.salesloft.state()
  }
  const of = (operation: Operation) => calls.filter((call) => call.operation === operation)
  /** What was sent with the calls that had their effect, or had it before. */
  const sent = (operation: Operation) =>
    of(operation).flatMap(({ reached, requestBody }) => (reached ? [JSON.parse(requestBody)] : []))
  const emailOfContact = (uuid: string) => state.getsales().contacts[uuid]!.work_email!
  const at = (host: string, vendors: ReadonlyArray<Name> = names) =>
    variablesOf(
      integrations,
      new Map(vendors.map((vendor) => [vendor, sandboxes[vendor].url.replace("127.0.0.1", host)])),
      "marker-token"
    )
  return {
    fault,
    /** Leaves one such call without an answer; resolves once it waits. */
    hang: <Vendor extends Name>(vendor: Vendor, which: Fault<Operation<Vendor>>) =>
      new Promise<void>((resolve) => {
        fault(vendor, { ...which, count: 1, drop: true, latency: "1 minute" }, resolve)
      }),
    /** Every call, in the order of arrival. */
    calls,
    count: (operation: Operation) => of(operation).length,
    /** Who is in the SalesBlink campaigns, as often as they were added. */
    prospects: () => [...(people.prospects ?? []), ...sent("addProspect").map(({ data }) => data.Email as string)],
    unsubscribed: () =>
      Object.values(state.salesblink().prospects).flatMap((_) => (_.unsubscribed ? String(_.fields["Email"]) : [])),
    removed: () => {
      const left = new Set(Object.values(state.salesflow().members).map(({ Email }) => Email))
      return (people.members ?? []).flatMap(({ Email }) => (left.has(Email) ? [] : [Email]))
    },
    /** Who was taken out of GetSales' automations. */
    cancelled: () => of("cancelLeadFromAllFlows").map(({ url }) => emailOfContact(url.split("/").at(-2)!)),
    /** Who has a message, as often as one was sent. */
    messaged: () => sent("sendLinkedInMessage").map(({ lead_uuid }) => emailOfContact(lead_uuid)),
    texts: () => sent("sendLinkedInMessage").map(({ text }) => text as string),
    /** Who is on the cadence or was, as often as they were put on it. */
    onCadence: () => {
      const emails = new Map(state.salesloft().people.map(({ email_address, id }) => [id, email_address!]))
      return [
        ...(people.people ?? []).flatMap(({ email, onCadence }) => (onCadence === undefined ? [] : [email!])),
        ...sent("createCadenceMembership").map(({ person_id }) => emails.get(person_id)!)
      ]
    },
    doNotContact: () => state.salesloft().people.flatMap((_) => (_.do_not_contact === true ? [_.email_address!] : [])),
    /** What makes the command talk to them: `near`, or `far` under an address that it takes for the real vendors'. */
    near: at("127.0.0.1"),
    far: at("0.0.0.0"),
    at
  }
}
