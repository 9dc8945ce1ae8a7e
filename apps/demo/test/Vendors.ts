/* oxlint-disable typescript/no-explicit-any -- the bodies of four vendors */
/**
 * All four vendors as one small server that remembers, for what the stateless mocks cannot show: who arrived, how often,
 * and what a second run finds. A fault may take the place of an answer.
 */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

interface Prospect {
  readonly prospectID: string
  readonly Email: string
}

interface Lead {
  readonly uuid: string
  readonly linkedin: string
  readonly work_email: string
  readonly email_status: string
  readonly list_uuid: string
}

interface Person {
  readonly id: number
  readonly email_address: string
  do_not_contact: boolean
}

export interface Call {
  readonly operation:
    | "list"
    | "search"
    | "add"
    | "unsubscribe"
    | "members"
    | "findMember"
    | "removeMember"
    | "start"
    | "searchLeads"
    | "findLead"
    | "upsertLead"
    | "cancelLead"
    | "listMessages"
    | "sendMessage"
    | "listPeople"
    | "upsertPerson"
    | "updatePerson"
    | "listMemberships"
    | "join"
  readonly email: string
}

/** `before` the call has its effect, or `after` it. Answers, cuts the connection, or leaves it alone. */
export type Fault = (call: Call, when: "before" | "after", response: ServerResponse) => boolean

type Body = Readonly<Record<string, any>>

const read = async (request: IncomingMessage): Promise<Body> => {
  let text = ""
  for await (const chunk of request) text += String(chunk)
  return text === "" ? {} : (JSON.parse(text) as Body)
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))

/** In the form of SalesBlink, which is enough to be told by its status. */
export const refuse = (response: ServerResponse, status: number, message: string, headers = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify({ success: false, message, error: message }))
  return true
}

export const list = "list-1"
export const cadence = 456

export const startVendors = async (
  options: {
    readonly fault?: Fault
    /** Who is in the SalesBlink campaign at first. */
    readonly there?: ReadonlyArray<string>
    /** Whether the SalesBlink campaign's list shows who was added since, as a vendor with a cache would not. */
    readonly listLags?: boolean
    readonly members?: ReadonlyArray<{ readonly Email: string | null; readonly MemberUrl?: string | null }>
    /** Who is at GetSales at first, each with what is before the @ as the profile. */
    readonly leads?: ReadonlyArray<{ readonly email: string; readonly status?: string; readonly list?: string }>
    /** Who is at Salesloft at first. */
    readonly people?: ReadonlyArray<{
      readonly email: string
      readonly do_not_contact?: boolean
      /** Absent: never was. */
      readonly onCadence?: boolean
    }>
    /** Whether GetSales passes over the filters of its lists, as it does with those that it does not know. */
    readonly filters?: boolean
    /** Milliseconds before each answer to a step that must not happen twice. */
    readonly delay?: number
  } = {}
) => {
  const { delay = 0, fault = () => false, filters = true, listLags = false, there = [] } = options
  const prospect = (Email: string, index: number): Prospect => ({ prospectID: `p${index}`, Email })
  const first = there.map(prospect)
  const prospects = [...first]
  const unsubscribed: Array<string> = []
  const members = (options.members ?? []).map((member, index) => ({ ...member, id: index + 1 }))
  const removed: Array<string> = []
  const leads: Array<Lead> = (options.leads ?? []).map(({ email, list: list_uuid = list, status = "ok" }) => ({
    uuid: `lead-${email}`,
    linkedin: email.split("@")[0]!,
    work_email: email,
    email_status: status,
    list_uuid
  }))
  const cancelled: Array<string> = []
  const messages: Array<{ readonly email: string; readonly text: string; readonly lead_uuid: string }> = []
  const people: Array<Person> = (options.people ?? []).map(({ do_not_contact = false, email }, index) => ({
    id: index + 1,
    email_address: email,
    do_not_contact
  }))
  const memberships = (options.people ?? []).flatMap(({ email, onCadence }, index) =>
    onCadence === undefined ? [] : [{ email, person_id: index + 1, onCadence }]
  )
  const calls: Array<Call> = []

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://vendors")
    const body = await read(request)
    const answer = (operation: Call["operation"], email: string, effect: () => unknown, status = 200) => {
      const call = { operation, email }
      calls.push(call)
      if (fault(call, "before", response)) return
      const result = effect()
      if (fault(call, "after", response)) return
      if (result === undefined) refuse(response, 404, "Not found")
      else json(response, result, status)
    }
    const wait = () => new Promise((resolve) => setTimeout(resolve, delay))
    const operation = `${request.method} ${url.pathname}`
    const last = decodeURIComponent(url.pathname.split("/").at(-1)!)
    const query = (name: string) => url.searchParams.get(name)

    // SalesBlink
    if (operation.startsWith("GET /api/prospects/")) {
      return answer("list", "", () => ({ success: true, data: listLags ? first : prospects }))
    }
    if (operation === "GET /api/prospect") {
      const email = query("term")!
      return answer("search", email, () => ({
        success: true,
        data: prospects.filter((prospect) => prospect.Email === email)
      }))
    }
    if (operation === "POST /api/prospect-add") {
      const email: string = body["data"].Email
      await wait()
      return answer("add", email, () => {
        prospects.push(prospect(email, prospects.length))
        return { success: true }
      })
    }
    if (operation === "POST /api/prospect-unsubscribe") {
      const email = prospects.find(({ prospectID }) => prospectID === body["prospectID"])!.Email
      return answer("unsubscribe", email, () => {
        unsubscribed.push(email)
        return { success: true }
      })
    }

    // Salesflow
    const memberOf = ({ Email, MemberUrl = null, id }: (typeof members)[number]) => ({
      MemberId: id,
      FirstName: "Member",
      LastName: String(id),
      Location: null,
      Occupation: null,
      Industry: null,
      Email,
      Phone: null,
      Company: null,
      MemberUrl,
      LastModifiedAt: null,
      AddedAt: null
    })
    const remaining = () => members.filter(({ Email }) => Email === null || !removed.includes(Email))
    if (operation === "GET /api/members/list-contacts") return answer("members", "", () => remaining().map(memberOf))
    if (operation === "GET /api/members") {
      const identifier = query("publicIdentifier")!
      const found = remaining().find(({ MemberUrl }) => MemberUrl?.endsWith(`/${identifier}`))
      return answer(
        "findMember",
        identifier,
        () => found && { ...memberOf(found), PublicIdentifier: identifier, MemberId: found.id }
      )
    }
    if (operation.startsWith("DELETE /api/members/")) {
      const found = remaining().find(({ id }) => id === Number(last))
      return answer("removeMember", found?.Email ?? "", () => {
        if (found === undefined) return undefined
        removed.push(found.Email!)
        return { Status: 200, Message: "Member has been deleted." }
      })
    }
    if (operation === "POST /api/campaigns/start") {
      return answer("start", "", () => ({ Status: 200, Message: "Campaign has been started." }))
    }

    // GetSales
    const page = (data: ReadonlyArray<unknown>) => ({
      data,
      limit: 100,
      offset: 0,
      total: data.length,
      has_more: false
    })
    if (operation === "POST /leads/api/leads/search") {
      const { filter } = body
      return answer("searchLeads", "", () =>
        page(
          leads
            .filter(
              (lead) =>
                !filters || Object.entries(filter).every(([field, value]) => lead[field as keyof Lead] === value)
            )
            .map((lead) => ({ lead, markers: [] }))
        )
      )
    }
    if (operation === "POST /leads/api/leads/lookup-one") {
      return answer("findLead", body["email"] ?? body["linkedin_id"], () =>
        leads.find(({ linkedin, work_email }) => work_email === body["email"] || linkedin === body["linkedin_id"])
      )
    }
    if (operation === "POST /leads/api/leads/upsert") {
      const { email, linkedin_id } = body["lead"]
      return answer("upsertLead", email, () => {
        const found = leads.find(({ linkedin }) => linkedin === linkedin_id)
        if (found !== undefined) return found
        const lead = { uuid: `lead-${email}`, linkedin: linkedin_id, work_email: email, email_status: "ok" }
        leads.push({ ...lead, list_uuid: body["list_uuid"] })
        return leads.at(-1)
      })
    }
    if (operation.startsWith("PUT /flows/api/flows/leads/")) {
      const uuid = decodeURIComponent(url.pathname.split("/").at(-2)!)
      const email = leads.find((lead) => lead.uuid === uuid)!.work_email
      return answer("cancelLead", email, () => {
        cancelled.push(email)
        return {}
      })
    }
    if (operation === "GET /flows/api/linkedin-messages") {
      const lead = query("filter[lead_uuid]")
      return answer("listMessages", lead ?? "", () =>
        page(
          messages
            .filter(({ lead_uuid }) => !filters || lead_uuid === lead)
            .map((sent) => ({ ...sent, uuid: "m", type: "outbox" }))
        )
      )
    }
    if (operation === "POST /flows/api/linkedin-messages") {
      const { lead_uuid, text } = body as { readonly lead_uuid: string; readonly text: string }
      const email = leads.find(({ uuid }) => uuid === lead_uuid)!.work_email
      await wait()
      return answer("sendMessage", email, () => {
        messages.push({ email, text, lead_uuid })
        return { uuid: "m", lead_uuid, text, type: "outbox", status: "new" }
      })
    }

    // Salesloft
    const idsOnCadence = () => memberships.filter(({ onCadence }) => onCadence).map(({ person_id }) => person_id)
    if (operation === "GET /v2/people") {
      const emails = url.searchParams.getAll("email_addresses[]")
      return answer("listPeople", emails.join(), () => ({
        data: people.filter(({ email_address, id }) =>
          emails.length > 0 ? emails.includes(email_address) : idsOnCadence().includes(id)
        )
      }))
    }
    if (operation === "POST /v2/person_upserts") {
      const email_address: string = body["email_address"]
      return answer("upsertPerson", email_address, () => {
        const found = people.find((person) => person.email_address === email_address)
        if (found !== undefined) return { data: { person: found, upsert_type: "update" } }
        people.push({ id: people.length + 1, email_address, do_not_contact: false })
        return { data: { person: people.at(-1), upsert_type: "create" } }
      })
    }
    if (operation.startsWith("PUT /v2/people/")) {
      const person = people.find(({ id }) => id === Number(last))!
      return answer("updatePerson", person.email_address, () => {
        person.do_not_contact = body["do_not_contact"]
        return { data: person }
      })
    }
    if (operation === "GET /v2/cadence_memberships") {
      const person = Number(query("person_id"))
      return answer("listMemberships", String(person), () => ({
        data: memberships
          .filter(({ person_id }) => person_id === person)
          .map(({ onCadence, person_id }) => ({
            id: person_id,
            currently_on_cadence: onCadence,
            person: { id: person_id },
            cadence: { id: cadence }
          }))
      }))
    }
    if (operation === "POST /v2/cadence_memberships") {
      const person_id: number = body["person_id"]
      const email = people.find(({ id }) => id === person_id)!.email_address
      await wait()
      return answer("join", email, () => {
        memberships.push({ email, person_id, onCadence: true })
        return { data: { id: memberships.length } }
      })
    }
    return refuse(response, 404, `no ${operation}`)
  })
  // On a busy machine a call could otherwise meet a connection that is just being closed as idle.
  server.keepAliveTimeout = 600_000
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const twoAt = (host: string) => ({
    SALESFLOW_TOKEN: "marker-token",
    SALESFLOW_ACCOUNT_ID: "10",
    SALESFLOW_BASE_URL: `http://${host}:${port}`,
    SALESBLINK_API_KEY: "marker-key",
    SALESBLINK_BASE_URL: `http://${host}:${port}`
  })
  const fourAt = (host: string) => ({
    ...twoAt(host),
    GETSALES_TOKEN: "marker-token",
    GETSALES_BASE_URL: `http://${host}:${port}`,
    SALESLOFT_ACCESS_TOKEN: "marker-token",
    SALESLOFT_BASE_URL: `http://${host}:${port}`
  })
  return {
    /** Every call, in the order of arrival. */
    calls,
    count: (operation: Call["operation"]) => calls.filter((call) => call.operation === operation).length,
    emails: () => prospects.map(({ Email }) => Email),
    unsubscribed,
    removed,
    cancelled,
    /** Who has a message, as often as there are messages. */
    messaged: () => messages.map(({ email }) => email),
    texts: () => messages.map(({ text }) => text),
    /** Who was put on the cadence, as often as that happened. */
    onCadence: () => memberships.map(({ email }) => email),
    doNotContact: () => people.filter(({ do_not_contact }) => do_not_contact).map(({ email_address }) => email_address),
    /**
     * What makes the command talk to this server, as Salesflow and SalesBlink or as all four: `near`, or `far` under an
     * address that it takes for the real vendors'.
     */
    env: { near: twoAt("127.0.0.1"), far: twoAt("0.0.0.0") },
    four: { near: fourAt("127.0.0.1"), far: fourAt("0.0.0.0") },
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
