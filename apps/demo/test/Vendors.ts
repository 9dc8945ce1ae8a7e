/**
 * Both vendors as one small server that remembers, for what the stateless mocks cannot show: who arrived, how often,
 * and what a second run finds. A fault may take the place of an answer.
 */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

interface Prospect {
  readonly prospectID: string
  readonly Email: string
}

export interface Call {
  readonly operation: "list" | "search" | "add" | "unsubscribe" | "members" | "start"
  readonly email: string
}

/** `before` the call has its effect, or `after` it. Answers, cuts the connection, or leaves it alone. */
export type Fault = (call: Call, when: "before" | "after", response: ServerResponse) => boolean

const read = async (request: IncomingMessage) => {
  let text = ""
  for await (const chunk of request) text += String(chunk)
  return text === "" ? {} : (JSON.parse(text) as { data?: { Email: string }; prospectID?: string })
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))

export const refuse = (response: ServerResponse, status: number, message: string, headers = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify({ success: false, message }))
  return true
}

export const startVendors = async (
  options: {
    readonly fault?: Fault
    /** Who is in the campaign at first. */
    readonly there?: ReadonlyArray<string>
    /** Whether the campaign's list shows who was added since, as a vendor with a cache would not. */
    readonly listLags?: boolean
    readonly members?: ReadonlyArray<{ readonly Email: string | null }>
    /** Milliseconds before each answer to an add. */
    readonly delay?: number
  } = {}
) => {
  const { delay = 0, fault = () => false, listLags = false, members = [], there = [] } = options
  const prospect = (Email: string, index: number): Prospect => ({ prospectID: `p${index}`, Email })
  const first = there.map(prospect)
  const prospects = [...first]
  const unsubscribed: Array<string> = []
  const calls: Array<Call> = []

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://vendors")
    const body = await read(request)
    const answer = (call: Call, effect: () => unknown) => {
      calls.push(call)
      if (fault(call, "before", response)) return
      const result = effect()
      if (fault(call, "after", response)) return
      json(response, result)
    }
    const operation = `${request.method} ${url.pathname}`
    if (operation.startsWith("GET /api/prospects/")) {
      return answer({ operation: "list", email: "" }, () => ({ success: true, data: listLags ? first : prospects }))
    }
    if (operation === "GET /api/prospect") {
      const email = url.searchParams.get("term")!
      return answer({ operation: "search", email }, () => ({
        success: true,
        data: prospects.filter((prospect) => prospect.Email === email)
      }))
    }
    if (operation === "POST /api/prospect-add") {
      const email = body.data!.Email
      await new Promise((resolve) => setTimeout(resolve, delay))
      return answer({ operation: "add", email }, () => {
        prospects.push(prospect(email, prospects.length))
        return { success: true }
      })
    }
    if (operation === "POST /api/prospect-unsubscribe") {
      const email = prospects.find(({ prospectID }) => prospectID === body.prospectID)!.Email
      return answer({ operation: "unsubscribe", email }, () => {
        unsubscribed.push(email)
        return { success: true }
      })
    }
    if (operation === "GET /api/members/list-contacts") {
      return answer({ operation: "members", email: "" }, () =>
        members.map(({ Email }, index) => ({
          MemberId: index + 1,
          FirstName: "Member",
          LastName: String(index + 1),
          Location: null,
          Occupation: null,
          Industry: null,
          Email,
          Phone: null,
          Company: null,
          MemberUrl: null,
          LastModifiedAt: null,
          AddedAt: null
        }))
      )
    }
    if (operation === "POST /api/campaigns/start") {
      return answer({ operation: "start", email: "" }, () => ({ Status: 200, Message: "Campaign has been started." }))
    }
    return refuse(response, 404, `no ${operation}`)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const envAt = (host: string) => ({
    SALESFLOW_TOKEN: "marker-token",
    SALESFLOW_ACCOUNT_ID: "10",
    SALESFLOW_BASE_URL: `http://${host}:${port}`,
    SALESBLINK_API_KEY: "marker-key",
    SALESBLINK_BASE_URL: `http://${host}:${port}`
  })
  return {
    /** Every call, in the order of arrival. */
    calls,
    emails: () => prospects.map(({ Email }) => Email),
    unsubscribed,
    /** What makes the command talk to this server: `far` under an address that it takes for the real vendors'. */
    env: { near: envAt("127.0.0.1"), far: envAt("0.0.0.0") },
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
