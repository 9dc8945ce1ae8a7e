/**
 * A server that enforces and counts a limit, in a process of its own: `server.ts <fixed or sliding> <limit> <window
 * ms>`. Prints its address. On the message "report" from its parent, it reports how much of the limit was used since
 * the message "begin".
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { contact } from "../contacts.ts"
import { type Counted, type Counting, enforce, type Rule, useOf } from "./Limited.ts"

const [counting = "fixed", limit = "1", window = "1000"] = process.argv.slice(2)
const rule: Rule = { counting: counting as Counting, limit: Number(limit), window: Number(window) }
const admit = enforce(rule)
const counted: Array<Counted> = []
let began = Date.now()

/** The cost of a page under Salesloft's limit. */
const costOf = (page: number): number => (page > 500 ? 30 : page > 250 ? 10 : page > 150 ? 8 : page > 100 ? 3 : 1)

const one = JSON.stringify(contact)
const page = JSON.stringify({ metadata: { paging: { per_page: 25, current_page: 1 } }, data: [] })

const server = createServer(({ url = "/" }, response) => {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1")
  const isPage = pathname.startsWith("/v2/")
  const at = Date.now()
  const cost = isPage ? costOf(Number(searchParams.get("page") ?? 1)) : 1
  const { admitted, left, wait } = admit(cost, at)
  counted.push({ at, cost, admitted })
  const headers = {
    "content-type": "application/json",
    ...(isPage ? { "x-ratelimit-remaining-minute": String(left) } : {})
  }
  if (admitted) response.writeHead(200, headers).end(isPage ? page : one)
  else response.writeHead(429, { ...headers, "retry-after": String(Math.ceil(wait / 1000)) }).end("{}")
})
server.keepAliveTimeout = 60_000
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on("message", (message) => {
  if (message === "begin") began = Date.now()
  else process.send?.(useOf(rule, counted, began, Date.now()))
})
process.on("disconnect", () => process.exit(0))
